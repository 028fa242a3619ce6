"""Expires and extends lots, set by set: a run of the expiry job ends thousands of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from core import db
from core.ledger.answers import ExpiredOfIssuer, ExtendedLot
from core.ledger.locked.posting import numbers
from core.ledger.rules import EXPIRED

_EXPIRE = """
-- What lies in the members' wallets (personal and share) past its last usable day. MATERIALIZED,
-- because four parts below read it and one of them deletes its rows.
WITH lapsed AS MATERIALIZED (
    SELECT a.entry_id, a.member_id, h.id AS holding_id, h.lot_id, h.wallet_id, h.points,
           l.merchant_id, l.cost_fen
    FROM unnest($1::uuid[], $5::bigint[]) a (member_id, entry_id)
    JOIN wallet w ON w.member_id = a.member_id
    JOIN holding h ON h.wallet_id = w.id AND h.expires_on < $2
    JOIN lot l ON l.id = h.lot_id AND l.merchant_id = ANY($3::uuid[])
), entries AS (  -- one act for each member, however many lots end
    INSERT INTO entry (id, kind, member_id, points, at)
    SELECT entry_id, 'expire', member_id, sum(points), $4 FROM lapsed GROUP BY entry_id, member_id
), gone AS (  -- a holding without points does not exist
    DELETE FROM holding h USING lapsed l WHERE h.id = l.holding_id
), movements AS (  -- out of each wallet, and in one line for each lot into the expired wallet
    INSERT INTO movement (entry_id, lot_id, wallet_id, points)
    SELECT entry_id, lot_id, wallet_id, -points FROM lapsed
    UNION ALL
    SELECT entry_id, lot_id, $6, sum(points) FROM lapsed GROUP BY entry_id, lot_id
)
-- what the issuers' budgets get back
SELECT merchant_id, count(DISTINCT lot_id) AS lots, sum(points)::bigint AS points,
       sum(points * cost_fen)::bigint AS fen
FROM lapsed GROUP BY merchant_id
"""

_EXTEND = """
-- The lots wherever they lie; by member first, because holdings are indexed by wallet.
WITH chosen AS MATERIALIZED (
    SELECT h.lot_id, h.wallet_id, h.points, l.member_id, h.expires_on
    FROM lot l JOIN wallet w ON w.member_id = l.member_id
    JOIN holding h ON h.wallet_id = w.id AND h.lot_id = l.id WHERE l.id = ANY($1::bigint[])
), acts AS MATERIALIZED (  -- one act for each member; no movement, because no point moves
    SELECT nextval('entry_id_seq') AS id, member_id, points
    FROM (SELECT member_id, sum(points) AS points FROM chosen GROUP BY member_id) sums
), entries AS (
    INSERT INTO entry (id, kind, member_id, points, at)
    SELECT id, 'extend', member_id, points, $3 FROM acts
), longer AS (  -- the lot and its holdings in one statement: a trigger compares them at its end
    UPDATE holding h SET expires_on = $2 FROM chosen c
    WHERE h.wallet_id = c.wallet_id AND h.lot_id = c.lot_id
), lots AS (
    UPDATE lot SET expires_on = $2 WHERE id = ANY($1::bigint[])
)
SELECT c.lot_id, a.id AS entry_id, sum(c.points)::bigint AS points, c.expires_on AS ended_on
FROM chosen c JOIN acts a USING (member_id) GROUP BY c.lot_id, a.id, c.expires_on
"""


async def expire(
    member_ids: Sequence[UUID], issuers: Collection[UUID], *, today: date, at: datetime
) -> list[ExpiredOfIssuer]:
    """End the lots of these members and issuers whose last usable day was before `today`.

    The caller holds the locks of these budgets and members, and releases the budgets' reserves.
    """
    entries = (await numbers(entries=len(member_ids))).entries
    rows = await db.connection().fetch(
        _EXPIRE, member_ids, today, list(issuers), at, entries, EXPIRED
    )
    return [ExpiredOfIssuer(**row) for row in rows]


async def extend(lots: Sequence[int], *, until: date, at: datetime) -> list[ExtendedLot]:
    """Let these lots live until `until`, their new last usable day; their members are locked."""
    if not lots:
        return []
    return [ExtendedLot(**row) for row in await db.connection().fetch(_EXTEND, lots, until, at)]
