"""The limits' own statements: what hand-written asyncpg would do, row by row or by bare unnest."""

ONE_STATEMENT = """
WITH rated AS (
    SELECT points_per_yuan FROM rate
    WHERE merchant_id = $2 AND (holds_from IS NULL OR holds_from <= $7)
    ORDER BY holds_from DESC NULLS LAST LIMIT 1
), multiplied AS (
    SELECT max(multiplier) AS by FROM event
    WHERE merchant_id = $2 AND published_at IS NOT NULL AND starts_at <= $7 AND ends_at > $7
), owned AS (
    SELECT coalesce(sum(h.points), 0) AS points FROM wallet w JOIN holding h ON h.wallet_id = w.id
    WHERE w.member_id = $4 AND h.expires_on >= $8
), owing AS (
    SELECT coalesce(sum(remaining), 0) AS points FROM debt WHERE member_id = $4 AND remaining > 0
), earned AS (
    SELECT floor($6::bigint * points_per_yuan / 100)::bigint AS points, owned.points AS before
    FROM rated, multiplied, owned, owing WHERE owing.points = 0 AND multiplied.by IS NULL
), budgeted AS (
    UPDATE budget SET reserved_fen = reserved_fen + earned.points * 10 FROM earned
    WHERE merchant_id = $2 AND topped_up_fen - reserved_fen - spent_fen >= earned.points * 10
      AND NOT EXISTS (SELECT FROM purchase WHERE merchant_id = $2 AND receipt = $3)
    RETURNING earned.points, earned.before
), sold AS (
    INSERT INTO purchase (id, merchant_id, receipt, member_id, channel, amount_fen, items,
                          occurred_at, recorded_at, fingerprint, terms, points, answer)
    SELECT $1, $2, $3, $4, $5, $6, $9::jsonb, $7, $7, $10, $11::jsonb, points,
           jsonb_build_object('balance', before + points, 'points', points)
    FROM budgeted RETURNING points
), act AS (
    INSERT INTO entry (kind, member_id, points, at, purchase_id)
    SELECT 'earn', $4, points, $7, $1 FROM sold RETURNING id, points
), made AS (
    INSERT INTO lot (member_id, merchant_id, purchase_id, component, points, cost_fen, earned_at,
                     expires_on)
    SELECT $4, $2, $1, 'base', points, 10, $7, $12 FROM sold RETURNING id
), lying AS (
    INSERT INTO holding (lot_id, wallet_id, points, expires_on)
    SELECT made.id, $13, sold.points, $12 FROM made, sold
), told AS (
    INSERT INTO notice (key, member_id, code, facts, made_at, due_at, state, attempts, failure)
    SELECT 'purchases-earned:' || $1, $4, 'purchases-earned',
           jsonb_build_object('points', points, 'balance', before + points), $7, $7, 'due', 0, ''
    FROM budgeted
)
INSERT INTO movement (entry_id, lot_id, wallet_id, points)
SELECT act.id, made.id, line.wallet_id, line.sign * act.points
FROM act, made, (VALUES ($13::bigint, 1), (1::bigint, -1)) AS line(wallet_id, sign)
"""

ROW_LOCKS = (
    "SELECT topped_up_fen - reserved_fen - spent_fen FROM budget WHERE merchant_id = $1 FOR UPDATE",
    "SELECT answer FROM purchase WHERE merchant_id = $1 AND receipt = $2",
    ONE_STATEMENT,
)
"""A transaction of several statements that holds the budget's row from the first to COMMIT."""

UNNEST_PURCHASES = """
INSERT INTO purchase (id, merchant_id, receipt, member_id, channel, amount_fen, items, occurred_at,
                      recorded_at, fingerprint, terms, points, answer)
SELECT id, merchant_id, receipt, member_id, 'till', 30000, $5::jsonb, $6, $6, $7, $8::jsonb, 300,
       '{"points": 300}'::jsonb
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[])
    AS p(id, merchant_id, receipt, member_id)
"""

UNNEST_LEDGER = """
WITH numbered AS (
    SELECT nextval('entry_id_seq') AS entry_id, nextval('lot_id_seq') AS lot_id, p.*
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[])
        AS p(purchase_id, merchant_id, member_id, wallet_id)
), acts AS (
    INSERT INTO entry (id, kind, member_id, points, at, purchase_id)
    SELECT entry_id, 'earn', member_id, 300, $5, purchase_id FROM numbered
), made AS (
    INSERT INTO lot (id, member_id, merchant_id, purchase_id, component, points, cost_fen,
                     earned_at, expires_on)
    SELECT lot_id, member_id, merchant_id, purchase_id, 'base', 300, 10, $5, $6 FROM numbered
), lying AS (
    INSERT INTO holding (lot_id, wallet_id, points, expires_on)
    SELECT lot_id, wallet_id, 300, $6 FROM numbered
), told AS (
    INSERT INTO notice (key, member_id, code, facts, made_at, due_at, state, attempts, failure)
    SELECT 'purchases-earned:' || purchase_id, member_id, 'purchases-earned',
           '{"points": 300}'::jsonb, $5, $5, 'due', 0, '' FROM numbered
)
INSERT INTO movement (entry_id, lot_id, wallet_id, points)
SELECT entry_id, lot_id, line.wallet_id, line.points FROM numbered,
    LATERAL (VALUES (numbered.wallet_id, 300), (1::bigint, -300)) AS line(wallet_id, points)
"""

UNNEST_BUDGET = """
UPDATE budget SET reserved_fen = reserved_fen + $2 WHERE merchant_id = $1
"""

BALANCE = """
SELECT w.kind, h.expires_on, sum(h.points)::bigint AS points
FROM wallet w JOIN holding h ON h.wallet_id = w.id
WHERE w.member_id = $1 AND h.expires_on >= $2
GROUP BY h.expires_on, w.kind ORDER BY h.expires_on
"""

MEMBER = "SELECT * FROM member WHERE id = $1"

FAMILY = """
SELECT f.name, s.member_id, s.number, s.role,
       coalesce((SELECT sum(h.points) FROM wallet w JOIN holding h ON h.wallet_id = w.id
                 WHERE w.member_id = s.member_id AND w.kind = 'share'), 0) AS share
FROM seat mine JOIN family f ON f.id = mine.family_id
    JOIN seat s ON s.family_id = f.id AND s.left_at IS NULL
WHERE mine.member_id = $1 AND mine.left_at IS NULL
"""

FILL_LOTS = """
WITH made AS MATERIALIZED (
    SELECT nextval('lot_id_seq') AS lot_id, nextval('entry_id_seq') AS entry_id, w.id AS wallet_id,
           p.member_id, p.merchant_id, p.id AS purchase_id
    FROM purchase p JOIN wallet w ON w.member_id = p.member_id CROSS JOIN generate_series(1, $1)
    WHERE p.receipt LIKE 'W%'
), lots AS (
    INSERT INTO lot (id, member_id, merchant_id, purchase_id, component, points, cost_fen,
                     earned_at, expires_on)
    SELECT lot_id, member_id, merchant_id, purchase_id, 'base', 10, 10, $3, $2 FROM made
), entries AS (
    INSERT INTO entry (id, kind, member_id, points, at)
    SELECT entry_id, 'restore', member_id, 10, $3 FROM made
), holdings AS (
    INSERT INTO holding (lot_id, wallet_id, points, expires_on)
    SELECT lot_id, wallet_id, 10, $2 FROM made
)
INSERT INTO movement (entry_id, lot_id, wallet_id, points)
SELECT entry_id, lot_id, wallet_id, 10 FROM made
UNION ALL SELECT entry_id, lot_id, 1, -10 FROM made
"""

FILL_CROWD = """
WITH people AS (
    INSERT INTO member (id, number, kind, name, language, registered_at)
    SELECT gen_random_uuid(), upper(lpad(to_hex(n), 9, 'Z')), 'person', 'crowd', 'zh-Hans', $3
    FROM generate_series($1::int, $2::int) n RETURNING id, serial
), purses AS (
    INSERT INTO wallet (kind, member_id) SELECT 'personal', id FROM people RETURNING id, member_id
), shops AS (
    SELECT id, row_number() OVER () - 1 AS place, count(*) OVER () AS many FROM merchant
), numbered AS MATERIALIZED (
    SELECT p.id AS member_id, w.id AS wallet_id, s.id AS merchant_id, p.serial,
           gen_random_uuid() AS purchase_id, nextval('entry_id_seq') AS entry_id
    FROM people p JOIN purses w ON w.member_id = p.id JOIN shops s ON p.serial % s.many = s.place
), sold AS (
    INSERT INTO purchase (id, merchant_id, receipt, member_id, channel, amount_fen, items,
                          occurred_at, recorded_at, fingerprint, terms, points, answer)
    SELECT purchase_id, merchant_id, 'CROWD-' || serial, member_id, 'till', 5000,
           '[{"amount_fen": 5000}]', $3, $3, '', '{}', 50, '{}' FROM numbered
), acts AS (
    INSERT INTO entry (id, kind, member_id, points, at, purchase_id)
    SELECT entry_id, 'earn', member_id, 50, $3, purchase_id FROM numbered
), made AS MATERIALIZED (
    SELECT n.*, component, nextval('lot_id_seq') AS lot_id FROM numbered n
        CROSS JOIN unnest(ARRAY['base', 'event', 'green', 'tier', 'credit']) component
), lots AS (
    INSERT INTO lot (id, member_id, merchant_id, purchase_id, component, points, cost_fen,
                     earned_at, expires_on)
    SELECT lot_id, member_id, merchant_id, purchase_id, component, 10, 10, $3, $4 FROM made
), holdings AS (
    INSERT INTO holding (lot_id, wallet_id, points, expires_on)
    SELECT lot_id, wallet_id, 10, $4 FROM made
)
INSERT INTO movement (entry_id, lot_id, wallet_id, points)
SELECT entry_id, lot_id, wallet_id, 10 FROM made
UNION ALL SELECT entry_id, lot_id, 1, -10 FROM made
"""
"""Members of two numbers and those between, who have bought for 50 points of five kinds."""

FILL_BUDGETS = """
UPDATE budget b SET reserved_fen = s.fen FROM (
    SELECT l.merchant_id, sum(h.points * l.cost_fen) AS fen
    FROM holding h JOIN lot l ON l.id = h.lot_id GROUP BY l.merchant_id
) s WHERE s.merchant_id = b.merchant_id
"""

FILL_NOTICES = """
INSERT INTO notice (key, member_id, code, facts, made_at, due_at, state, attempts, sends, failure,
                    finished_at)
SELECT $1 || ':' || id, id, 'expiry-digest', '{}', $2, $2, 'sent', 0, 1, '', $2 FROM member
"""

FILL_REMINDERS = """
INSERT INTO reminder (lot_id, expires_on, threshold, key, at)
SELECT l.id, $1, $2, $3 || l.member_id, $4 FROM lot l WHERE l.expires_on = $1
"""

EXPIRE_ALL = """
WITH lapsed AS MATERIALIZED (
    SELECT h.lot_id, h.wallet_id, h.points, w.member_id, l.merchant_id, l.cost_fen
    FROM holding h JOIN wallet w ON w.id = h.wallet_id JOIN lot l ON l.id = h.lot_id
    WHERE h.expires_on < $1 AND (
        EXISTS (SELECT FROM reminder t JOIN notice n ON n.key = t.key
                WHERE t.lot_id = h.lot_id AND t.expires_on = h.expires_on
                    AND t.threshold = ANY($4::int[])
                    AND n.state IN ('sent', 'muted', 'unreachable'))
        OR EXISTS (SELECT FROM extension x WHERE x.lot_id = h.lot_id))
), acts AS MATERIALIZED (
    SELECT nextval('entry_id_seq') AS id, member_id, points
    FROM (SELECT member_id, sum(points) AS points FROM lapsed GROUP BY member_id) sums
), entries AS (
    INSERT INTO entry (id, kind, member_id, points, at)
    SELECT id, 'expire', member_id, points, $2 FROM acts
), gone AS (
    DELETE FROM holding h USING lapsed l WHERE h.wallet_id = l.wallet_id AND h.lot_id = l.lot_id
), released AS (
    UPDATE budget b SET reserved_fen = b.reserved_fen - s.fen
    FROM (SELECT merchant_id, sum(points * cost_fen) AS fen FROM lapsed GROUP BY merchant_id) s
    WHERE s.merchant_id = b.merchant_id
), movements AS (
    INSERT INTO movement (entry_id, lot_id, wallet_id, points)
    SELECT a.id, l.lot_id, l.wallet_id, -l.points FROM lapsed l JOIN acts a USING (member_id)
    UNION ALL
    SELECT a.id, l.lot_id, $3, sum(l.points) FROM lapsed l JOIN acts a USING (member_id)
    GROUP BY a.id, l.lot_id
)
SELECT count(DISTINCT lot_id) FROM lapsed
"""
