"""The limit of redemptions: a transaction for each, which locks the same rows in the same order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

from benchmarks import measure
from benchmarks.filled_database import AT
from benchmarks.purchases import FreeConnections
from benchmarks.quotes import Quotes
from core import catalog

TODAY = AT.date()
READ = """
SELECT q.points, q.ends_at, d.id AS redeemed FROM quote q LEFT JOIN redemption d ON d.id = q.id
WHERE q.id = $1
"""
ISSUERS = """
SELECT DISTINCT l.merchant_id FROM holding h JOIN lot l ON l.id = h.lot_id
WHERE h.wallet_id = ANY($1::bigint[])
"""
DRAW = """
SELECT h.lot_id, h.wallet_id, h.points, l.merchant_id, l.member_id
FROM holding h JOIN lot l ON l.id = h.lot_id
WHERE h.wallet_id = ANY($1::bigint[]) AND h.expires_on >= $2
ORDER BY h.expires_on, l.earned_at, h.lot_id LIMIT 1
"""
LOCKS = (
    "SELECT FROM budget WHERE merchant_id = ANY($1::uuid[]) ORDER BY merchant_id FOR UPDATE",
    "SELECT FROM member WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE",
    "SELECT FROM family WHERE id = $1 FOR NO KEY UPDATE",
    "SELECT total - sold FROM stock WHERE reward_id = $1 FOR UPDATE",
)
WRITE = """
WITH act AS (SELECT nextval('entry_id_seq') AS id), bought AS (
    INSERT INTO redemption (id, member_id, recipient_id, merchant_id, reward_id,
                            reward_version_id, points, source, family_id, redeemed_at)
    SELECT q.id, q.member_id, q.recipient_id, r.merchant_id, r.id, v.id, 1, q.source,
           q.family_id, $6
    FROM quote q JOIN reward_version v ON v.id = q.reward_version_id
        JOIN reward r ON r.id = v.reward_id
    WHERE q.id = $1 RETURNING merchant_id, member_id
), paid AS (
    INSERT INTO entry (id, kind, member_id, points, at, redemption_id)
    SELECT id, 'redeem', $2, 1, $6, $1 FROM act
), emptied AS (
    DELETE FROM holding WHERE lot_id = $3 AND wallet_id = $4 AND points = 1
), lowered AS (
    UPDATE holding SET points = points - 1 WHERE lot_id = $3 AND wallet_id = $4 AND points > 1
), ticket AS (
    INSERT INTO voucher (code, redemption_id, member_id, merchant_id, ends_on)
    SELECT $7, $1, member_id, merchant_id, $8 FROM bought
), told AS (
    INSERT INTO notice (key, member_id, code, facts, made_at, due_at, state, attempts, sends,
                        failure)
    SELECT 'redemptions-redeemed:' || $1, member_id, 'redemptions-redeemed', '{}', $6, $6, 'due',
           0, 0, '' FROM bought
), counted AS (
    UPDATE stock SET sold = sold + 1 WHERE reward_id = $9
), spent AS (
    UPDATE budget SET reserved_fen = reserved_fen - 10, spent_fen = spent_fen + 10
    WHERE merchant_id = $5
)
INSERT INTO movement (entry_id, lot_id, wallet_id, points)
SELECT id, $3, w.wallet_id, w.points
FROM act, (VALUES ($4::bigint, -1), (2, 1)) w(wallet_id, points)
"""


def row_locks(
    held: FreeConnections,
    quotes: Quotes,
    reward: catalog.Reward,
    funds: Callable[[UUID], Sequence[tuple[UUID, int]]],
    family_id: UUID | None,
) -> measure.Side:
    """A transaction per redemption that locks the same rows in the same order."""

    async def act(number: int) -> None:
        quote_id, member_id = quotes.take()
        paying = funds(member_id)
        wallets = [wallet for _, wallet in paying]
        connection = await held.free.get()
        try:
            async with connection.transaction():
                issuers = [row["merchant_id"] for row in await connection.fetch(ISSUERS, wallets)]
                await connection.execute(LOCKS[0], issuers)
                await connection.execute(LOCKS[1], [owner for owner, _ in paying])
                if family_id:
                    await connection.execute(LOCKS[2], family_id)
                assert await connection.fetchval(LOCKS[3], reward.id) > 0
                quote = await connection.fetchrow(READ, quote_id)
                assert quote is not None
                assert quote["redeemed"] is None
                lot = await connection.fetchrow(DRAW, wallets, TODAY)
                assert lot is not None
                await connection.execute(
                    WRITE,
                    quote_id,
                    lot["member_id"],
                    lot["lot_id"],
                    lot["wallet_id"],
                    lot["merchant_id"],
                    AT,
                    f"{number:012d}",
                    TODAY + timedelta(days=30),
                    reward.id,
                )
        finally:
            held.free.put_nowait(connection)

    return measure.Side(act)
