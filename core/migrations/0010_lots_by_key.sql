-- As in 0003, but a lot finds its purchase by the key alone. With member and merchant in the join, a plan made
-- while the table was small went by the merchant's index for ever, and read every sale of the merchant.

CREATE OR REPLACE FUNCTION prove_lots() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE bad bigint;
BEGIN
    SELECT f.id INTO bad FROM fresh f LEFT JOIN purchase p ON p.id = f.purchase_id
    WHERE (p.member_id, p.merchant_id) IS DISTINCT FROM (f.member_id, f.merchant_id) LIMIT 1;
    IF FOUND THEN
        PERFORM break('lot_has_purchase', format('lot %s has no purchase of its member and merchant', bad));
    END IF;
    RETURN NULL;
END $$;
