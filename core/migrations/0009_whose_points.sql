-- Nobody at the database moves, spends, claws back or repays with another member's points. Proofs as in 0003.

ALTER TABLE entry ADD CONSTRAINT entry_redeems_a_redemption CHECK (kind <> 'redeem' OR redemption_id IS NOT NULL);

CREATE FUNCTION prove_acts() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad record;
BEGIN
    SELECT f.entry_id, f.lot_id INTO bad FROM (SELECT DISTINCT entry_id, lot_id FROM fresh) f
    WHERE (SELECT e.member_id FROM entry e WHERE e.id = f.entry_id)
          <> (SELECT l.member_id FROM lot l WHERE l.id = f.lot_id)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('movement_by_its_owner', format('entry %s, lot %s', bad.entry_id, bad.lot_id));
    END IF;
    SELECT f.entry_id INTO bad
    FROM (SELECT entry_id, sum(points) FILTER (WHERE points > 0) AS moved,
                 coalesce(min(wallet_id) FILTER (WHERE wallet_id <= 16), 0) AS lowest,
                 coalesce(max(wallet_id) FILTER (WHERE wallet_id <= 16), 0) AS highest
          FROM fresh GROUP BY entry_id) f
    WHERE (SELECT e.points = f.moved
                  AND f.lowest = f.highest
                  AND (e.kind = 'restore' OR f.lowest = CASE e.kind
                       WHEN 'earn' THEN 1 WHEN 'redeem' THEN 2 WHEN 'expire' THEN 3
                       WHEN 'claw_back' THEN 4 WHEN 'repay' THEN 4 ELSE 0 END)
           FROM entry e WHERE e.id = f.entry_id) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('entry_moves_what_it_says', format('entry %s', bad.entry_id));
    END IF;
    IF EXISTS (SELECT FROM fresh WHERE wallet_id = 2) THEN
        SELECT f.entry_id INTO bad FROM fresh f
        WHERE f.wallet_id > 16
          AND (SELECT (SELECT w.kind FROM wallet w WHERE w.id = f.wallet_id)
                      <> CASE r.source WHEN 'wallet' THEN 'personal' ELSE 'share' END
               FROM redemption r
               WHERE r.id = (SELECT e.redemption_id FROM entry e WHERE e.id = f.entry_id))
        LIMIT 1;
        IF FOUND THEN
            PERFORM break('redemption_drawn_where_quoted', format('entry %s', bad.entry_id));
        END IF;
    END IF;
    RETURN NULL;
END $$;
-- Triggers of a table fire by name: this one after movements_sum_to_zero, which says what does not exist.
CREATE TRIGGER movements_told_by_their_entry AFTER INSERT ON movement REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_acts();

CREATE FUNCTION prove_takings() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad bigint;
BEGIN
    SELECT f.id INTO bad FROM fresh f
    WHERE f.kind = 'redeem'
      AND (SELECT r.source = 'purse'
                  AND (SELECT s.id FROM seat s WHERE s.member_id = f.member_id AND s.family_id = r.family_id
                                                     AND s.left_at IS NULL) IS NULL
           FROM redemption r WHERE r.id = f.redemption_id)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('entry_pays_by_its_seat', format('entry %s', bad));
    END IF;
    SELECT f.id INTO bad FROM fresh f
    WHERE f.kind = 'claw_back'
      AND (SELECT r.purchase_id = f.purchase_id
                  AND (SELECT p.member_id FROM purchase p WHERE p.id = r.purchase_id) = f.member_id
           FROM refund r WHERE r.id = f.refund_id) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('entry_claws_back_from_its_buyer', format('entry %s', bad));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_takes_from_its_own AFTER INSERT ON entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_takings();

CREATE FUNCTION prove_debtor() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad bigint;
BEGIN
    SELECT f.debt_id INTO bad FROM fresh f
    WHERE (SELECT d.member_id FROM debt d WHERE d.id = f.debt_id)
          <> (SELECT e.member_id FROM entry e WHERE e.id = f.entry_id)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('debt_repaid_by_its_debtor', bad::text);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER debt_repaid_by_its_debtor AFTER INSERT ON repayment REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_debtor();
