-- Nobody at the database moves, spends, claws back or repays with another member's points.

-- As in 0003; what an entry moves is its member's, and comes to what the entry says.
CREATE OR REPLACE FUNCTION prove_movements() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE bad record;
BEGIN
    SELECT entry_id, lot_id INTO bad FROM fresh GROUP BY entry_id, lot_id HAVING sum(points) <> 0 LIMIT 1;
    IF FOUND THEN
        PERFORM break('movements_sum_to_zero', format('entry %s, lot %s', bad.entry_id, bad.lot_id));
    END IF;
    SELECT f.entry_id, f.lot_id, e.id AS entry, l.id AS lot INTO bad
    FROM (SELECT DISTINCT entry_id, lot_id FROM fresh) f
        LEFT JOIN entry e ON e.id = f.entry_id LEFT JOIN lot l ON l.id = f.lot_id
    WHERE e.member_id = l.member_id IS NOT TRUE LIMIT 1;
    IF FOUND THEN
        PERFORM break(CASE WHEN bad.entry IS NULL THEN 'movement_has_entry'
                           WHEN bad.lot IS NULL THEN 'movement_has_lot'
                           ELSE 'movement_by_its_owner' END,
                      format('entry %s, lot %s', bad.entry_id, bad.lot_id));
    END IF;
    SELECT f.lot_id, f.wallet_id INTO bad
    FROM (SELECT DISTINCT lot_id, wallet_id FROM fresh WHERE wallet_id > 16) f
    LEFT JOIN holding h ON h.lot_id = f.lot_id AND h.wallet_id = f.wallet_id
    WHERE coalesce(h.points, 0) <> (SELECT sum(m.points) FROM movement m
                                    WHERE m.lot_id = f.lot_id AND m.wallet_id = f.wallet_id)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('holdings_are_sums', format('lot %s in wallet %s', bad.lot_id, bad.wallet_id));
    END IF;
    SELECT l.id AS lot_id INTO bad
    FROM (SELECT DISTINCT lot_id FROM fresh WHERE wallet_id = 1) f JOIN lot l ON l.id = f.lot_id
    WHERE l.points <> -(SELECT sum(m.points) FROM movement m WHERE m.lot_id = l.id AND m.wallet_id = 1)
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('lot_issued_once', format('lot %s', bad.lot_id));
    END IF;
    SELECT e.id INTO bad
    FROM (SELECT entry_id, sum(points) FILTER (WHERE points > 0) AS moved,
                 coalesce(min(wallet_id) FILTER (WHERE wallet_id <= 16), 0) AS lowest,
                 coalesce(max(wallet_id) FILTER (WHERE wallet_id <= 16), 0) AS highest
          FROM fresh GROUP BY entry_id) f JOIN entry e ON e.id = f.entry_id
    WHERE f.moved <> e.points OR f.lowest <> f.highest
       OR e.kind <> 'restore' AND f.lowest <> CASE e.kind
            WHEN 'earn' THEN 1 WHEN 'redeem' THEN 2 WHEN 'expire' THEN 3
            WHEN 'claw_back' THEN 4 WHEN 'repay' THEN 4 ELSE 0 END
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('entry_moves_what_it_says', format('entry %s', bad.id));
    END IF;
    IF EXISTS (SELECT FROM fresh WHERE wallet_id = 2) THEN
        SELECT f.entry_id INTO bad
        FROM fresh f JOIN entry e ON e.id = f.entry_id JOIN redemption r ON r.id = e.redemption_id
            JOIN wallet w ON w.id = f.wallet_id
        WHERE f.wallet_id > 16 AND w.kind <> CASE r.source WHEN 'wallet' THEN 'personal' ELSE 'share' END LIMIT 1;
        IF FOUND THEN
            PERFORM break('redemption_drawn_where_quoted', format('entry %s', bad.entry_id));
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- As in 0008; a purse is paid for by those who sit in the family, and a refund takes from its own buyer.
CREATE OR REPLACE FUNCTION prove_payment() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE bad text;
BEGIN
    SELECT f.redemption_id INTO bad
    FROM (SELECT DISTINCT redemption_id FROM fresh WHERE kind = 'redeem' AND redemption_id IS NOT NULL) f
        LEFT JOIN redemption r ON r.id = f.redemption_id
    WHERE r.points IS DISTINCT FROM (SELECT sum(e.points) FROM entry e
                                     WHERE e.redemption_id = f.redemption_id AND e.kind = 'redeem')
       OR EXISTS (SELECT FROM entry e
            WHERE e.redemption_id = f.redemption_id AND e.kind = 'redeem' AND e.member_id <> r.member_id
                AND (r.source = 'wallet' OR NOT EXISTS (
                    SELECT FROM seat s WHERE s.member_id = e.member_id AND s.family_id = r.family_id
                        AND s.left_at IS NULL)))
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('entry_pays_its_redemption', bad);
    END IF;
    SELECT f.id INTO bad FROM fresh f
    WHERE f.kind = 'claw_back' AND NOT EXISTS (
        SELECT FROM refund r JOIN purchase p ON p.id = r.purchase_id WHERE r.id = f.refund_id
            AND (p.id, p.member_id) IS NOT DISTINCT FROM (f.purchase_id, f.member_id))
    LIMIT 1;
    IF FOUND THEN
        PERFORM break('entry_claws_back_from_its_buyer', bad);
    END IF;
    RETURN NULL;
END $$;

-- As in 0003; nobody repays another's debt.
CREATE OR REPLACE FUNCTION prove_debt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE owed bigint;
BEGIN
    owed := CASE WHEN TG_TABLE_NAME = 'debt' THEN (to_jsonb(NEW) ->> 'id')::bigint
                    ELSE (to_jsonb(NEW) ->> 'debt_id')::bigint END;
    IF (SELECT d.points - d.remaining FROM debt d WHERE d.id = owed)
       <> (SELECT coalesce(sum(r.points), 0) FROM repayment r WHERE r.debt_id = owed) THEN
        PERFORM break('debt_falls_by_repayments', owed::text);
    END IF;
    IF EXISTS (SELECT FROM repayment r JOIN entry e ON e.id = r.entry_id JOIN debt d ON d.id = r.debt_id
               WHERE r.debt_id = owed AND e.member_id <> d.member_id) THEN
        PERFORM break('debt_repaid_by_its_debtor', owed::text);
    END IF;
    RETURN NULL;
END $$;
