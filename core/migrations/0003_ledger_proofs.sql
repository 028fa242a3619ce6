-- What the ledger proves of itself at the end of every statement.

-- Proofs of whole statements: one look at all rows that a statement wrote. They stand in for foreign keys, at a
-- tenth of the price in a batch: nothing that they look up is ever deleted. Holdings and movements change in the
-- same statement, so that there is no moment at which they disagree.
--
-- A plan that was made while a table was small is kept while it grows. So what is looked up is a scalar subquery by
-- key, which the planner can neither turn into a join over the whole table nor answer without the index.

-- Tortoise makes these foreign keys in spite of db_constraint=False.
ALTER TABLE lot DROP CONSTRAINT lot_member_id_fkey, DROP CONSTRAINT lot_merchant_id_fkey;
ALTER TABLE entry DROP CONSTRAINT entry_member_id_fkey;
ALTER TABLE holding DROP CONSTRAINT holding_lot_id_fkey, DROP CONSTRAINT holding_wallet_id_fkey;
ALTER TABLE movement DROP CONSTRAINT movement_entry_id_fkey, DROP CONSTRAINT movement_lot_id_fkey;
ALTER TABLE purchase DROP CONSTRAINT purchase_member_id_fkey, DROP CONSTRAINT purchase_merchant_id_fkey;

CREATE FUNCTION prove_lots() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad bigint;
BEGIN
    SELECT f.id INTO bad FROM fresh f
    WHERE (SELECT p.member_id = f.member_id AND p.merchant_id = f.merchant_id
           FROM purchase p WHERE p.id = f.purchase_id) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('lot_has_purchase', format('lot %s has no purchase of its member and merchant', bad));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lot_has_purchase AFTER INSERT ON lot REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_lots();

CREATE FUNCTION prove_lot_ends() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad bigint;
BEGIN
    SELECT f.id INTO bad FROM fresh f
    WHERE (SELECT bool_or(
               (SELECT h.expires_on FROM holding h WHERE h.wallet_id = w.id AND h.lot_id = f.id) <> f.expires_on)
           FROM wallet w WHERE w.member_id = f.member_id)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('holding_ends_with_its_lot', format('lot %s', bad));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER lot_lengthens_its_holdings AFTER UPDATE ON lot REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_lot_ends();

CREATE FUNCTION prove_member() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad uuid;
BEGIN
    SELECT f.member_id INTO bad FROM fresh f
    WHERE (SELECT m.id FROM member m WHERE m.id = f.member_id) IS NULL LIMIT 1;
    IF FOUND THEN
        PERFORM break(TG_NAME, format('there is no member %s', bad));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER entry_has_member AFTER INSERT ON entry REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_member();
CREATE TRIGGER purchase_has_member AFTER INSERT ON purchase REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_member();

CREATE FUNCTION prove_merchant() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad uuid;
BEGIN
    SELECT f.merchant_id INTO bad FROM fresh f
    WHERE (SELECT m.id FROM merchant m WHERE m.id = f.merchant_id) IS NULL LIMIT 1;
    IF FOUND THEN
        PERFORM break(TG_NAME, format('there is no merchant %s', bad));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER purchase_has_merchant AFTER INSERT ON purchase REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_merchant();

CREATE FUNCTION prove_movements() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad record;
BEGIN
    SELECT entry_id, lot_id INTO bad FROM fresh GROUP BY entry_id, lot_id HAVING sum(points) <> 0 LIMIT 1;
    IF FOUND THEN
        PERFORM break('movements_sum_to_zero', format('entry %s, lot %s', bad.entry_id, bad.lot_id));
    END IF;
    SELECT f.entry_id INTO bad FROM (SELECT DISTINCT entry_id FROM fresh) f
    WHERE (SELECT e.id FROM entry e WHERE e.id = f.entry_id) IS NULL LIMIT 1;
    IF FOUND THEN
        PERFORM break('movement_has_entry', format('there is no entry %s', bad.entry_id));
    END IF;
    SELECT f.lot_id INTO bad FROM (SELECT DISTINCT lot_id FROM fresh) f
    WHERE (SELECT l.id FROM lot l WHERE l.id = f.lot_id) IS NULL LIMIT 1;
    IF FOUND THEN
        PERFORM break('movement_has_lot', format('there is no lot %s', bad.lot_id));
    END IF;
    SELECT f.lot_id, f.wallet_id INTO bad
    FROM (SELECT DISTINCT lot_id, wallet_id FROM fresh WHERE wallet_id > 16) f
    WHERE coalesce((SELECT h.points FROM holding h WHERE h.lot_id = f.lot_id AND h.wallet_id = f.wallet_id), 0)
          <> (SELECT sum(m.points) FROM movement m WHERE m.lot_id = f.lot_id AND m.wallet_id = f.wallet_id)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('holdings_are_sums', format('lot %s in wallet %s', bad.lot_id, bad.wallet_id));
    END IF;
    SELECT f.lot_id INTO bad FROM (SELECT DISTINCT lot_id FROM fresh WHERE wallet_id = 1) f
    WHERE (SELECT l.points FROM lot l WHERE l.id = f.lot_id)
          <> -(SELECT sum(m.points) FROM movement m WHERE m.lot_id = f.lot_id AND m.wallet_id = 1)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('lot_issued_once', format('lot %s', bad.lot_id));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER movements_sum_to_zero AFTER INSERT ON movement REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_movements();

CREATE FUNCTION prove_holdings() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE bad record;
BEGIN
    SELECT f.lot_id, f.wallet_id INTO bad FROM fresh f
    WHERE coalesce((SELECT h.points FROM holding h WHERE h.lot_id = f.lot_id AND h.wallet_id = f.wallet_id), 0)
          <> coalesce((SELECT sum(m.points) FROM movement m
                       WHERE m.lot_id = f.lot_id AND m.wallet_id = f.wallet_id), 0)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('holdings_are_sums', format('lot %s in wallet %s', bad.lot_id, bad.wallet_id));
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN NULL;
    END IF;
    SELECT f.lot_id, f.wallet_id INTO bad FROM fresh f
    WHERE ((SELECT l.member_id FROM lot l WHERE l.id = f.lot_id)
           = (SELECT w.member_id FROM wallet w WHERE w.id = f.wallet_id)) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('holding_by_its_owner', format('lot %s in wallet %s', bad.lot_id, bad.wallet_id));
    END IF;
    SELECT f.lot_id, f.wallet_id INTO bad FROM fresh f
    WHERE (SELECT l.expires_on FROM lot l WHERE l.id = f.lot_id) <> f.expires_on LIMIT 1;
    IF FOUND THEN
        PERFORM break('holding_ends_with_its_lot', format('lot %s in wallet %s', bad.lot_id, bad.wallet_id));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER holdings_are_sums AFTER INSERT ON holding REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_holdings();
CREATE TRIGGER holdings_stay_sums AFTER UPDATE ON holding REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_holdings();
CREATE TRIGGER holdings_end_as_sums AFTER DELETE ON holding REFERENCING OLD TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION prove_holdings();
CREATE TRIGGER holding_never_truncated BEFORE TRUNCATE ON holding
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER wallet_never_changed BEFORE UPDATE OR DELETE ON wallet FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER wallet_never_truncated BEFORE TRUNCATE ON wallet FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
