-- What the database promises of families, and that a share holds points only while its member sits in one.

ALTER TABLE family
    ADD CONSTRAINT family_has_name CHECK (btrim(name) <> ''),
    ADD CONSTRAINT family_policy_known CHECK (policy = 'soonest_expiry');
CREATE TRIGGER family_never_deleted BEFORE DELETE ON family FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER family_never_truncated BEFORE TRUNCATE ON family FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE seat
    ADD CONSTRAINT seat_number_in_range CHECK (number BETWEEN 1 AND 8),
    ADD CONSTRAINT seat_role_known CHECK (role IN ('head', 'adult', 'child')),
    ADD CONSTRAINT seat_auto_percent_known CHECK (auto_percent IN (0, 25, 50, 75, 100)),
    ADD CONSTRAINT seat_left_after_joining CHECK (left_at >= joined_at);
CREATE UNIQUE INDEX one_family_at_a_time ON seat (member_id) WHERE left_at IS NULL;
CREATE UNIQUE INDEX one_member_per_seat ON seat (family_id, number) WHERE left_at IS NULL;
CREATE UNIQUE INDEX one_head_per_family ON seat (family_id) WHERE role = 'head' AND left_at IS NULL;

CREATE FUNCTION keep_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.left_at IS NOT NULL OR
       (NEW.id, NEW.family_id, NEW.member_id, NEW.number, NEW.joined_at)
       IS DISTINCT FROM (OLD.id, OLD.family_id, OLD.member_id, OLD.number, OLD.joined_at) THEN
        PERFORM break('seat_remembers', OLD.id::text);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seat_remembers BEFORE UPDATE OR DELETE ON seat FOR EACH ROW EXECUTE FUNCTION keep_seat();
CREATE TRIGGER seat_never_truncated BEFORE TRUNCATE ON seat FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION prove_leaving() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM wallet w JOIN holding h ON h.wallet_id = w.id
               WHERE w.member_id = NEW.member_id AND w.kind = 'share')
       AND NOT EXISTS (SELECT FROM seat s WHERE s.member_id = NEW.member_id AND s.left_at IS NULL) THEN
        PERFORM break('leaver_takes_their_points', NEW.member_id::text);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER leaver_takes_their_points AFTER UPDATE OF left_at ON seat
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION prove_leaving();

ALTER TABLE family_invitation
    ADD CONSTRAINT family_invitation_used_by_somebody CHECK ((used_at IS NULL) = (used_by_id IS NULL)),
    ADD CONSTRAINT family_invitation_ends_once CHECK (used_at IS NULL OR revoked_at IS NULL);
CREATE FUNCTION keep_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.used_at IS NOT NULL OR OLD.revoked_at IS NOT NULL THEN
        PERFORM break('family_invitation_used_once', OLD.hash);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER family_invitation_used_once BEFORE UPDATE OR DELETE ON family_invitation
    FOR EACH ROW EXECUTE FUNCTION keep_invitation();

CREATE TRIGGER family_answer_append_only BEFORE UPDATE OR DELETE ON family_answer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER family_answer_never_truncated BEFORE TRUNCATE ON family_answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The ledger's side ------------------------------------------------------------------------------

CREATE UNIQUE INDEX one_share_wallet ON wallet (member_id) WHERE kind = 'share';
CREATE INDEX entry_pooled ON entry (member_id, at) INCLUDE (kind, points)
    WHERE kind IN ('contribute', 'withdraw');

CREATE FUNCTION prove_shares() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad record;
BEGIN
    SELECT f.lot_id, f.wallet_id INTO bad FROM fresh f
    WHERE (SELECT w.kind <> 'share'
                  OR (SELECT s.id FROM seat s WHERE s.member_id = w.member_id AND s.left_at IS NULL) IS NOT NULL
           FROM wallet w WHERE w.id = f.wallet_id) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('share_has_its_seat', format('lot %s in wallet %s', bad.lot_id, bad.wallet_id));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER share_has_its_seat AFTER INSERT ON holding REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_shares();
CREATE TRIGGER share_keeps_its_seat AFTER UPDATE ON holding REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_shares();
