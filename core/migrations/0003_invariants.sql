-- What the database itself promises. Each name is in docs/INVARIANTS.md and in a test that tries to break it.

-- Refusals ---------------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: history only grows', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$;

CREATE FUNCTION break(promise text, why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', promise, why
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = promise;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['act', 'consent', 'top_up', 'rate', 'entry', 'movement', 'repayment', 'purchase', 'refund']
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()',
                       name || '_append_only', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
                       name || '_never_truncated', name);
    END LOOP;
END $$;

-- Members ----------------------------------------------------------------------------------------

ALTER TABLE member
    ADD CONSTRAINT member_number_form CHECK (number ~ '^[0-9A-HJKMNP-TV-Z]{9}$'),
    ADD CONSTRAINT member_kind_known CHECK (kind IN ('person', 'organisation')),
    ADD CONSTRAINT member_language_known CHECK (language IN ('zh-Hans', 'en')),
    ADD CONSTRAINT member_serial_fits_a_code CHECK (serial BETWEEN 1 AND 268435455);
CREATE SEQUENCE member_serial OWNED BY member.serial;
ALTER TABLE member ALTER COLUMN serial SET DEFAULT nextval('member_serial');
ALTER TABLE consent
    ADD CONSTRAINT consent_purpose_known CHECK (purpose IN ('service', 'marketing', 'profiling', 'credit'));

CREATE TRIGGER member_never_deleted BEFORE DELETE ON member FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER member_never_truncated BEFORE TRUNCATE ON member FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The ledger's proofs stand in for foreign keys, so what they look up keeps its id.
CREATE TRIGGER member_keeps_its_id BEFORE UPDATE OF id ON member FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER merchant_keeps_its_id BEFORE UPDATE OF id ON merchant FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Merchants --------------------------------------------------------------------------------------

ALTER TABLE merchant
    ADD CONSTRAINT merchant_has_name CHECK (btrim(name) <> ''),
    ADD CONSTRAINT merchant_has_licence CHECK (btrim(licence) <> '');
ALTER TABLE rate
    ADD CONSTRAINT rate_in_range CHECK (points_per_yuan BETWEEN 0 AND 1000),
    ADD CONSTRAINT rate_once_a_moment UNIQUE NULLS NOT DISTINCT (merchant_id, holds_from);
ALTER TABLE budget
    ADD CONSTRAINT budget_never_exceeded
        CHECK (reserved_fen >= 0 AND spent_fen >= 0 AND reserved_fen + spent_fen <= topped_up_fen);
CREATE TRIGGER budget_never_deleted BEFORE DELETE ON budget FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER budget_never_truncated BEFORE TRUNCATE ON budget FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE top_up
    ADD CONSTRAINT top_up_positive CHECK (fen > 0),
    ADD CONSTRAINT top_up_from_marketing CHECK (source = 'marketing');
ALTER TABLE staff
    ADD CONSTRAINT staff_role_known CHECK (
        CASE WHEN merchant_id IS NULL THEN role = 'operator' ELSE role IN ('owner', 'manager', 'cashier') END),
    ADD CONSTRAINT staff_once UNIQUE NULLS NOT DISTINCT (merchant_id, member_id);
ALTER TABLE staff_invitation
    ADD CONSTRAINT staff_invitation_role_known CHECK (
        CASE WHEN merchant_id IS NULL THEN role = 'operator' ELSE role IN ('owner', 'manager', 'cashier') END),
    ADD CONSTRAINT staff_invitation_used_by_somebody CHECK ((used_at IS NULL) = (used_by_id IS NULL));

CREATE TRIGGER merchant_never_deleted BEFORE DELETE ON merchant FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER merchant_never_truncated BEFORE TRUNCATE ON merchant FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION budget_is_sum() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE merchant uuid := NEW.merchant_id;
BEGIN
    IF (SELECT topped_up_fen FROM budget WHERE merchant_id = merchant)
       IS DISTINCT FROM (SELECT coalesce(sum(fen), 0) FROM top_up WHERE merchant_id = merchant) THEN
        PERFORM break('budget_is_sum_of_top_ups', merchant::text);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER budget_is_sum_of_top_ups AFTER INSERT ON top_up
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION budget_is_sum();
CREATE CONSTRAINT TRIGGER budget_topped_up_by_top_ups AFTER INSERT OR UPDATE OF topped_up_fen ON budget
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION budget_is_sum();

-- Notifications ----------------------------------------------------------------------------------

ALTER TABLE notice
    ADD CONSTRAINT notice_state_known
        CHECK (state IN ('due', 'leased', 'sent', 'muted', 'unreachable', 'failed', 'unknown')),
    ADD CONSTRAINT notice_finished_has_time CHECK ((state IN ('due', 'leased')) = (finished_at IS NULL)),
    ADD CONSTRAINT notice_leased_has_end CHECK ((state = 'leased') = (leased_until IS NOT NULL));
CREATE INDEX notice_due ON notice (due_at, id) WHERE state = 'due';
CREATE INDEX notice_leased ON notice (leased_until) WHERE state = 'leased';

-- Ledger -----------------------------------------------------------------------------------------

INSERT INTO wallet (id, kind) VALUES (1, 'issued'), (2, 'redeemed'), (3, 'expired'), (4, 'clawed_back');
SELECT setval('wallet_id_seq', 16);
ALTER TABLE wallet
    ADD CONSTRAINT wallet_kind_known
        CHECK (kind IN ('personal', 'share', 'issued', 'redeemed', 'expired', 'clawed_back')),
    ADD CONSTRAINT wallet_has_owner CHECK ((kind IN ('personal', 'share')) = (member_id IS NOT NULL)),
    ADD CONSTRAINT wallet_system_first CHECK ((member_id IS NULL) = (id <= 16));
CREATE UNIQUE INDEX one_personal_wallet ON wallet (member_id) WHERE kind = 'personal';
CREATE INDEX wallet_of_member ON wallet (member_id);
CREATE UNIQUE INDEX one_system_wallet ON wallet (kind) WHERE member_id IS NULL;

ALTER TABLE lot
    ADD CONSTRAINT lot_points_positive CHECK (points > 0),
    ADD CONSTRAINT lot_cost_positive CHECK (cost_fen > 0),
    ADD CONSTRAINT lot_component_known CHECK (component IN ('base', 'event', 'green', 'tier', 'credit')),
    ADD CONSTRAINT lot_expires_after_earning CHECK (expires_on >= (earned_at AT TIME ZONE 'UTC')::date - 1);

CREATE FUNCTION keep_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM break('lot_only_lengthens', 'a lot is never deleted');
    ELSIF NEW.expires_on < OLD.expires_on OR
          (NEW.id, NEW.member_id, NEW.merchant_id, NEW.purchase_id, NEW.component, NEW.points, NEW.cost_fen, NEW.earned_at)
          IS DISTINCT FROM
          (OLD.id, OLD.member_id, OLD.merchant_id, OLD.purchase_id, OLD.component, OLD.points, OLD.cost_fen, OLD.earned_at) THEN
        PERFORM break('lot_only_lengthens', 'only expires_on changes, and only to later');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lot_only_lengthens BEFORE UPDATE OR DELETE ON lot FOR EACH ROW EXECUTE FUNCTION keep_lot();
CREATE TRIGGER lot_never_truncated BEFORE TRUNCATE ON lot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE entry
    ADD CONSTRAINT entry_kind_known CHECK (kind IN ('earn', 'repay', 'contribute', 'withdraw', 'redeem',
                                                    'restore', 'claw_back', 'expire', 'extend')),
    ADD CONSTRAINT entry_points_positive CHECK (points > 0),
    ADD CONSTRAINT entry_earns_by_purchase CHECK (kind NOT IN ('earn', 'repay') OR purchase_id IS NOT NULL),
    ADD CONSTRAINT entry_claws_back_by_refund CHECK (kind <> 'claw_back' OR refund_id IS NOT NULL);
CREATE UNIQUE INDEX entry_earned_once ON entry (purchase_id) WHERE kind = 'earn';
CREATE UNIQUE INDEX entry_clawed_back_once ON entry (refund_id) WHERE kind = 'claw_back';

ALTER TABLE movement
    ADD CONSTRAINT movement_not_zero CHECK (points <> 0),
    ADD CONSTRAINT movement_wallet_known CHECK (wallet_id BETWEEN 1 AND 4 OR wallet_id > 16);
ALTER TABLE holding ADD CONSTRAINT holding_points_positive CHECK (points > 0);
CREATE INDEX holding_ending ON holding (wallet_id, expires_on) INCLUDE (points);

ALTER TABLE debt ADD CONSTRAINT debt_remaining_in_range CHECK (points > 0 AND remaining BETWEEN 0 AND points);
CREATE INDEX debt_open ON debt (member_id, id) WHERE remaining > 0;
ALTER TABLE repayment ADD CONSTRAINT repayment_positive CHECK (points > 0);

CREATE FUNCTION prove_debt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE owed bigint;
BEGIN
    owed := CASE WHEN TG_TABLE_NAME = 'debt' THEN (to_jsonb(NEW) ->> 'id')::bigint
                    ELSE (to_jsonb(NEW) ->> 'debt_id')::bigint END;
    IF (SELECT d.points - d.remaining FROM debt d WHERE d.id = owed)
       <> (SELECT coalesce(sum(r.points), 0) FROM repayment r WHERE r.debt_id = owed) THEN
        PERFORM break('debt_falls_by_repayments', owed::text);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER debt_falls_by_repayments AFTER INSERT OR UPDATE ON debt
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION prove_debt();
CREATE CONSTRAINT TRIGGER repayments_lower_debt AFTER INSERT ON repayment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION prove_debt();
CREATE TRIGGER debt_never_deleted BEFORE DELETE ON debt FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Catalogue --------------------------------------------------------------------------------------

ALTER TABLE event
    ADD CONSTRAINT event_window CHECK (starts_at < ends_at),
    ADD CONSTRAINT event_multiplier_in_range CHECK (multiplier BETWEEN 1 AND 100),
    ADD CONSTRAINT event_published_with_disclosure CHECK (published_at IS NULL OR disclosure ?&
        ARRAY['threshold', 'earning', 'validity', 'limits', 'how_to_redeem', 'delivery', 'complaints']);
CREATE FUNCTION keep_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        PERFORM break('event_frozen_once_published', OLD.id::text);
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER event_frozen_once_published BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION keep_event();

-- Purchases --------------------------------------------------------------------------------------

CREATE FUNCTION items_total(items jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE AS
    $$ SELECT coalesce(sum((item ->> 'amount_fen')::bigint), 0) FROM jsonb_array_elements(items) item $$;
ALTER TABLE purchase
    ADD CONSTRAINT purchase_receipt_form CHECK (receipt ~ '^[A-Za-z0-9_.:-]{1,64}$'),
    ADD CONSTRAINT purchase_channel_known CHECK (channel IN ('till', 'online', 'card', 'file')),
    ADD CONSTRAINT purchase_amount_positive CHECK (amount_fen > 0),
    ADD CONSTRAINT purchase_points_not_negative CHECK (points >= 0),
    ADD CONSTRAINT purchase_items_sum CHECK (items_total(items) = amount_fen);
ALTER TABLE refund
    ADD CONSTRAINT refund_name_form CHECK (name ~ '^[A-Za-z0-9_.:-]{1,64}$'),
    ADD CONSTRAINT refund_amount_positive CHECK (amount_fen > 0),
    ADD CONSTRAINT refund_points_in_range CHECK (points >= 0 AND expired BETWEEN 0 AND points);

CREATE FUNCTION prove_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(r.amount_fen) FROM refund r WHERE r.purchase_id = NEW.purchase_id)
       > (SELECT p.amount_fen FROM purchase p WHERE p.id = NEW.purchase_id) THEN
        PERFORM break('refund_within_purchase', NEW.purchase_id::text);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER refund_within_purchase AFTER INSERT ON refund
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION prove_refund();
