-- What the database promises of rewards, of what they cost and of what they yield.

-- Catalogue --------------------------------------------------------------------------------------

ALTER TABLE event ADD CONSTRAINT event_prices_positive
    CHECK (jsonb_typeof(prices) = 'object' AND NOT jsonb_path_exists(prices, '$.* ? (@.type() != "number" || @ <= 0)'));
ALTER TABLE reward ADD CONSTRAINT reward_kind_known CHECK (kind IN ('goods', 'service', 'coupon'));
CREATE TRIGGER reward_append_only BEFORE UPDATE OR DELETE ON reward FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reward_never_truncated BEFORE TRUNCATE ON reward FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE reward_version
    ADD CONSTRAINT reward_points_positive CHECK (points > 0),
    ADD CONSTRAINT reward_worth_more_than_its_cash CHECK (0 <= cash_fen AND cash_fen < market_price_fen),
    ADD CONSTRAINT reward_limit_positive CHECK (limit_per_member > 0),
    ADD CONSTRAINT reward_voucher_lives CHECK (voucher_days > 0),
    ADD CONSTRAINT reward_delivery_known CHECK (delivery IN ('pick-up', 'delivery')),
    ADD CONSTRAINT reward_published_with_disclosure CHECK (published_at IS NULL OR disclosure ?&
        ARRAY['threshold', 'earning', 'validity', 'limits', 'how_to_redeem', 'delivery', 'complaints']);
CREATE FUNCTION keep_reward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        PERFORM break('reward_frozen_once_published', OLD.id::text);
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER reward_frozen_once_published BEFORE UPDATE OR DELETE ON reward_version
    FOR EACH ROW EXECUTE FUNCTION keep_reward();
CREATE TRIGGER reward_version_never_truncated BEFORE TRUNCATE ON reward_version
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE stock ADD CONSTRAINT stock_never_oversold CHECK (sold BETWEEN 0 AND total);
CREATE TRIGGER stock_never_deleted BEFORE DELETE ON stock FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Quotes -----------------------------------------------------------------------------------------

ALTER TABLE quote
    ADD CONSTRAINT quote_points_positive CHECK (points > 0),
    ADD CONSTRAINT quote_source_known CHECK (source = CASE WHEN family_id IS NULL THEN 'wallet' ELSE 'purse' END),
    ADD CONSTRAINT quote_holds_a_while CHECK (made_at < ends_at);
CREATE TRIGGER quote_never_changed BEFORE UPDATE ON quote FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER quote_has_member AFTER INSERT ON quote REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_member();

-- Redemptions ------------------------------------------------------------------------------------

ALTER TABLE redemption
    ADD CONSTRAINT redemption_points_positive CHECK (points > 0);
CREATE TRIGGER redemption_append_only BEFORE UPDATE OR DELETE ON redemption FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER redemption_never_truncated BEFORE TRUNCATE ON redemption
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION prove_redemption() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad uuid;
BEGIN
    SELECT f.id INTO bad FROM fresh f
    WHERE (SELECT (f.member_id, f.recipient_id, f.reward_version_id, f.points, f.source, f.family_id)
                  IS NOT DISTINCT FROM
                  (q.member_id, q.recipient_id, q.reward_version_id, q.points, q.source, q.family_id)
                  AND q.made_at <= f.redeemed_at AND f.redeemed_at < q.ends_at
           FROM quote q WHERE q.id = f.id) IS NOT TRUE
       OR (SELECT v.reward_id = f.reward_id FROM reward_version v WHERE v.id = f.reward_version_id) IS NOT TRUE
       OR (SELECT r.merchant_id = f.merchant_id FROM reward r WHERE r.id = f.reward_id) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('redemption_as_quoted', bad::text);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER redemption_as_quoted AFTER INSERT ON redemption REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_redemption();

CREATE UNIQUE INDEX entry_redeemed_once ON entry (redemption_id, member_id) WHERE kind = 'redeem';
CREATE FUNCTION prove_payment() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad uuid;
BEGIN
    SELECT f.redemption_id INTO bad
    FROM (SELECT DISTINCT redemption_id FROM fresh WHERE kind = 'redeem' AND redemption_id IS NOT NULL) f
    WHERE (SELECT r.points = sum(e.points) AND (r.source = 'purse' OR bool_and(e.member_id = r.member_id))
           FROM redemption r, LATERAL (SELECT member_id, points FROM entry
                                       WHERE redemption_id = f.redemption_id AND kind = 'redeem' OFFSET 0) e
           WHERE r.id = f.redemption_id GROUP BY r.id) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('entry_pays_its_redemption', bad::text);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_pays_its_redemption AFTER INSERT ON entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_payment();

-- Vouchers ---------------------------------------------------------------------------------------

ALTER TABLE voucher
    ADD CONSTRAINT voucher_code_form CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
    ADD CONSTRAINT voucher_verified_whole CHECK (
        (verified_at IS NULL) = (verified_request IS NULL) AND (till IS NULL OR verified_at IS NOT NULL));

CREATE FUNCTION keep_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM break('voucher_verified_once', 'a voucher is never deleted');
    ELSIF OLD.verified_at IS NOT NULL OR
          (NEW.code, NEW.redemption_id, NEW.member_id, NEW.merchant_id, NEW.ends_on)
          IS DISTINCT FROM (OLD.code, OLD.redemption_id, OLD.member_id, OLD.merchant_id, OLD.ends_on) THEN
        PERFORM break('voucher_verified_once', 'a voucher is verified once, and nothing else changes');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voucher_verified_once BEFORE UPDATE OR DELETE ON voucher FOR EACH ROW EXECUTE FUNCTION keep_voucher();
CREATE TRIGGER voucher_never_truncated BEFORE TRUNCATE ON voucher
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION prove_voucher() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad uuid;
BEGIN
    SELECT f.redemption_id INTO bad FROM fresh f
    WHERE (SELECT r.recipient_id = f.member_id AND r.merchant_id = f.merchant_id
           FROM redemption r WHERE r.id = f.redemption_id) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('voucher_of_its_redemption', bad::text);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER voucher_of_its_redemption AFTER INSERT ON voucher REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_voucher();
