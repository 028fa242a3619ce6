"""Reads for callers who hold the locks: wallets, standings, and payable lots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from core import db
from core.ledger.answers import Debt, Standing
from core.ledger.queries.balances import DEBTS
from core.ledger.rules import EXPIRED, Held, Payable, in_paying_order


async def personal_wallets(member_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The personal wallets of members who have one, on the caller's transaction."""
    return await _wallets("personal", member_ids)


async def share_wallets(member_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The shares of members who have one, on the caller's transaction."""
    return await _wallets("share", member_ids)


async def _wallets(kind: str, member_ids: Iterable[UUID]) -> dict[UUID, int]:
    rows = await db.connection().fetch(
        "SELECT member_id, id FROM wallet WHERE kind = $1 AND member_id = ANY($2::uuid[])",
        kind,
        sorted(set(member_ids)),
    )
    return {row["member_id"]: row["id"] for row in rows}


async def standings(member_ids: Iterable[UUID], *, today: date) -> dict[UUID, Standing]:
    """Wallet, balance and open debts of members, on the caller's transaction."""
    wanted = sorted(set(member_ids))
    connection = db.connection()
    rows = await connection.fetch(
        """SELECT w.member_id, max(w.id) FILTER (WHERE w.kind = 'personal') AS wallet_id,
                  coalesce(sum(s.points), 0)::bigint AS balance
           FROM wallet w LEFT JOIN LATERAL (
               SELECT sum(h.points) AS points FROM holding h
               WHERE h.wallet_id = w.id AND h.expires_on >= $2
           ) s ON true
           WHERE w.member_id = ANY($1::uuid[]) GROUP BY w.member_id""",
        wanted,
        today,
    )
    by_member = {row["member_id"]: Standing(row["wallet_id"], row["balance"], []) for row in rows}
    for row in await connection.fetch(DEBTS, wanted):
        by_member[row["member_id"]].debts.append(Debt(**row))
    return by_member


_HELD = """
SELECT h.lot_id, h.wallet_id, w.kind AS wallet_kind, l.merchant_id, l.purchase_id,
       l.component, h.points, l.cost_fen, l.earned_at, l.expires_on
FROM wallet w JOIN holding h ON h.wallet_id = w.id JOIN lot l ON l.id = h.lot_id
"""


async def held_by(member_id: UUID) -> list[Held]:
    """All lots that the member holds, lapsed ones included, on the caller's transaction."""
    rows = await db.connection().fetch(f"{_HELD} WHERE w.member_id = $1", member_id)
    return [Held(**row) for row in rows]


# Lots that end on one day are looked at together, for which of them pays first is not in the index.
_PAYABLE = """
SELECT h.lot_id, w.id AS wallet_id, w.kind AS wallet_kind, h.merchant_id, h.purchase_id,
       h.component, h.points, h.cost_fen, h.earned_at, h.expires_on, whole.balance
FROM unnest($1::bigint[], $2::bigint[]) asked(wallet_id, points)
    JOIN wallet w ON w.id = asked.wallet_id
    CROSS JOIN LATERAL (  -- the whole balance, also where only the first lots are read
        SELECT sum(points)::bigint AS balance FROM holding
        WHERE wallet_id = w.id AND expires_on >= $3
    ) whole CROSS JOIN LATERAL (  -- the first lots in paying order, with a running sum
        SELECT l.id AS lot_id, l.merchant_id, l.purchase_id, l.component, l.cost_fen, l.earned_at,
               l.expires_on, lying.points,
               sum(lying.points) OVER (ORDER BY l.expires_on, l.earned_at, l.id) AS points_to_here
        FROM (
            SELECT lot_id, points FROM holding WHERE wallet_id = w.id AND expires_on >= $3
            -- WITH TIES, because lots that end on one day are ordered by what the lot knows
            ORDER BY expires_on FETCH FIRST $4 ROWS WITH TIES
        ) lying JOIN lot l ON l.id = lying.lot_id
    ) h
-- the lots that are needed for the points asked, and none behind them
WHERE h.points_to_here - h.points < asked.points
"""
_FIRST_LOTS = 8
"""More lots than most redemptions draw on; for more points the wallet is read whole."""


async def payable(needed: Mapping[int, int], *, today: date) -> dict[int, Payable]:
    """The lots with which wallets can pay today, at least the points needed of each wallet.

    On the caller's transaction; wallets in which nothing lies are left out. A wallet of many lots
    is not read to its end for a few points.
    """
    payable_by_wallet = await _payable(needed, _FIRST_LOTS, today)
    scanty = {
        wallet_id: needed[wallet_id]
        for wallet_id, wallet in payable_by_wallet.items()
        if sum(held.points for held in wallet.held) < min(needed[wallet_id], wallet.balance)
    }
    return payable_by_wallet | (await _payable(scanty, None, today) if scanty else {})


async def _payable(needed: Mapping[int, int], lots: int | None, today: date) -> dict[int, Payable]:
    wallets, points = list(needed), list(needed.values())
    rows = await db.connection().fetch(_PAYABLE, wallets, points, today, lots)
    balances: dict[int, int] = {}
    held_by_wallet: dict[int, list[Held]] = defaultdict(list)
    for *held, balance in rows:
        lot = Held(*held)
        held_by_wallet[lot.wallet_id].append(lot)
        balances[lot.wallet_id] = balance
    return {
        wallet_id: Payable(balances[wallet_id], in_paying_order(held))
        for wallet_id, held in held_by_wallet.items()
    }


async def expired_of(purchase_id: UUID) -> int:
    """Points of one purchase's lots that expired unspent, on the caller's transaction."""
    points: int = await db.connection().fetchval(
        """SELECT coalesce(sum(m.points), 0)::bigint FROM movement m JOIN lot l ON l.id = m.lot_id
           WHERE l.purchase_id = $1 AND m.wallet_id = $2""",
        purchase_id,
        EXPIRED,
    )
    return points
