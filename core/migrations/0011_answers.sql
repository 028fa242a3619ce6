-- The answers that calls with a key got before there was this table, under the fingerprints of today.
-- A fingerprint is a SHA-256 of JSON, so it is made here of the same text as in core/keys.

CREATE FUNCTION fingerprint_of(content text) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT encode(sha256(convert_to(content, 'UTF8')), 'hex') $$;

-- Top-ups: the budget of then is not known, so the budget of today answers for it, as it did until
-- now. The first top-up of a merchant had a key that nobody chose.
INSERT INTO answer (caller, command, key, fingerprint, answer, at)
SELECT t.merchant_id, 'merchants-add-budget', t.key, fingerprint_of(format('[{"fen":%s}]', t.fen)),
       json_build_object('budget', json_build_object(
           'topped_up_fen', b.topped_up_fen, 'reserved_fen', b.reserved_fen, 'spent_fen', b.spent_fen,
           'headroom_fen', b.topped_up_fen - b.reserved_fen - b.spent_fen))::text, t.at
FROM top_up t JOIN budget b USING (merchant_id) WHERE t.key <> 'add:' || t.merchant_id;

-- Family acts: one key for three acts until now; the old fingerprint, of Python's way to write the
-- act, says which it was.
INSERT INTO answer (caller, command, key, fingerprint, answer, at)
SELECT f.member_id, 'families-' || act.name, f.key, fingerprint_of(act.content), f.answer::text, f.at
FROM family_answer f CROSS JOIN LATERAL (VALUES
    ('contribute', format('(''contribute'', %s)', f.answer ->> 'points'),
     format('[{"points":%s}]', f.answer ->> 'points')),
    ('withdraw', format('(''withdraw'', %s)', f.answer ->> 'points'),
     format('[{"points":%s}]', f.answer ->> 'points')),
    ('leave', '(''leave'',)', '[{}]')) act(name, was, content)
WHERE f.fingerprint = fingerprint_of(act.was);

-- Vouchers that a till took. A request that took two vouchers keeps the earlier: a key now belongs
-- to the whole merchant.
INSERT INTO answer (caller, command, key, fingerprint, answer, at)
SELECT DISTINCT ON (v.merchant_id, v.verified_request)
       v.merchant_id, 'redemptions-verify', v.verified_request, fingerprint_of(format('["%s"]', v.code)),
       json_build_object('code', v.code, 'redemption_id', v.redemption_id, 'reward_id', d.reward_id,
           'version', s.version, 'title', s.title, 'points', d.points, 'cash_fen', s.cash_fen,
           'verified_at', v.verified_at, 'till', v.till)::text, v.verified_at
FROM voucher v JOIN redemption d ON d.id = v.redemption_id
    JOIN reward_version s ON s.id = d.reward_version_id
WHERE v.verified_at IS NOT NULL ORDER BY v.merchant_id, v.verified_request, v.verified_at;

-- Refunds: a refund's id belongs to its purchase, which its receipt names. Their fingerprints stay.
INSERT INTO answer (caller, command, key, fingerprint, answer, at)
SELECT p.merchant_id, 'purchases-refund', p.receipt || '/' || r.name, r.fingerprint, r.answer::text, r.at
FROM refund r JOIN purchase p ON p.id = r.purchase_id;

DROP FUNCTION fingerprint_of;

-- What a call was answered is never rewritten, so that the same call again is answered the same.

CREATE TRIGGER answer_append_only BEFORE UPDATE OR DELETE ON answer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER answer_never_truncated BEFORE TRUNCATE ON answer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
