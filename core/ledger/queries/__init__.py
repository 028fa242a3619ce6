"""Answers from the ledger: balances, debts, what can pay; each is one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core import db
from core.ledger.rules import Held, Payable, in_paying_order


@dataclass(frozen=True)
class Expiring:
    """Points that end together; `expires_on` is their last usable day."""

    points: int
    expires_on: date


@dataclass(frozen=True)
class Balance:
    """What a member owns today, where it lies and when it ends (soonest first)."""

    points: int
    personal: int
    share: int
    expiring: tuple[Expiring, ...]


@dataclass(frozen=True)
class MonthOfPoints:
    """Points whose last usable day falls into one month (`month`: its first day)."""

    month: date
    points: int


@dataclass(frozen=True)
class Debt:
    """Points that a member owes to a merchant; the next purchase repays them first."""

    id: int
    member_id: UUID
    merchant_id: UUID
    merchant_name: str
    remaining: int


@dataclass(frozen=True)
class Owed:
    """All that a member owes to one merchant."""

    merchant_name: str
    points: int


@dataclass
class Standing:
    """A member's wallet, balance and open debts, oldest debt first, as a batch needs them."""

    wallet_id: int | None
    balance: int
    debts: list[Debt]


async def balance(member_id: UUID, *, today: date) -> Balance:
    """What the member owns today; lapsed points do not count even before they are swept."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            """SELECT w.kind, h.expires_on, sum(h.points)::bigint AS points
               FROM wallet w JOIN holding h ON h.wallet_id = w.id
               WHERE w.member_id = $1 AND h.expires_on >= $2
               GROUP BY h.expires_on, w.kind ORDER BY h.expires_on""",
            member_id,
            today,
        )
    lying: dict[str, int] = defaultdict(int)
    ending: dict[date, int] = defaultdict(int)
    for row in rows:
        lying[row["kind"]] += row["points"]
        ending[row["expires_on"]] += row["points"]
    return Balance(
        points=sum(lying.values()),
        personal=lying["personal"],
        share=lying["share"],
        expiring=tuple(Expiring(points, day) for day, points in ending.items()),
    )


async def life_line(member_id: UUID, *, today: date) -> list[MonthOfPoints]:
    """The member's points by the month in which they end, soonest first."""
    months: dict[date, int] = defaultdict(int)
    for ending in (await balance(member_id, today=today)).expiring:
        months[ending.expires_on.replace(day=1)] += ending.points
    return [MonthOfPoints(month, points) for month, points in months.items()]


_DEBTS = """
SELECT d.id, d.member_id, d.merchant_id, m.name AS merchant_name, d.remaining
FROM debt d JOIN merchant m ON m.id = d.merchant_id
WHERE d.member_id = ANY($1::uuid[]) AND d.remaining > 0 ORDER BY d.id
"""


async def debts(member_id: UUID) -> list[Debt]:
    """The member's open debts, oldest first."""
    async with db.reading() as connection:
        return [Debt(**row) for row in await connection.fetch(_DEBTS, [member_id])]


async def owed(member_id: UUID) -> list[Owed]:
    """What the member owes to each merchant, whom they have owed longest first."""
    sums: dict[str, int] = defaultdict(int)
    for one in await debts(member_id):
        sums[one.merchant_name] += one.remaining
    return [Owed(name, points) for name, points in sums.items()]


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
    found = {row["member_id"]: Standing(row["wallet_id"], row["balance"], []) for row in rows}
    for row in await connection.fetch(_DEBTS, wanted):
        found[row["member_id"]].debts.append(Debt(**row))
    return found


_HELD = """
SELECT h.lot_id, h.wallet_id, w.kind AS wallet_kind, l.merchant_id, l.purchase_id,
       l.component, h.points, l.cost_fen, l.earned_at, l.expires_on
FROM wallet w JOIN holding h ON h.wallet_id = w.id JOIN lot l ON l.id = h.lot_id
"""


async def held_by(member_id: UUID) -> list[Held]:
    """Everything the member holds, lapsed points included, on the caller's transaction."""
    rows = await db.connection().fetch(f"{_HELD} WHERE w.member_id = $1", member_id)
    return [Held(**row) for row in rows]


# Lots that end on one day are looked at together, for which of them pays first is not in the index.
_PAYABLE = """
SELECT h.lot_id, w.id AS wallet_id, w.kind AS wallet_kind, h.merchant_id, h.purchase_id,
       h.component, h.points, h.cost_fen, h.earned_at, h.expires_on, whole.balance
FROM unnest($1::bigint[], $2::bigint[]) asked(wallet_id, points)
    JOIN wallet w ON w.id = asked.wallet_id
    CROSS JOIN LATERAL (
        SELECT sum(points)::bigint AS balance FROM holding
        WHERE wallet_id = w.id AND expires_on >= $3
    ) whole CROSS JOIN LATERAL (
        SELECT l.id AS lot_id, l.merchant_id, l.purchase_id, l.component, l.cost_fen, l.earned_at,
               l.expires_on, lying.points,
               sum(lying.points) OVER (ORDER BY l.expires_on, l.earned_at, l.id) AS points_to_here
        FROM (
            SELECT lot_id, points FROM holding WHERE wallet_id = w.id AND expires_on >= $3
            ORDER BY expires_on FETCH FIRST $4 ROWS WITH TIES
        ) lying JOIN lot l ON l.id = lying.lot_id
    ) h
WHERE h.points_to_here - h.points < asked.points
"""
_FIRST_LOTS = 8
"""More than most redemptions draw on; who asks for more is read whole."""


async def payable(asked: Mapping[int, int], *, today: date) -> dict[int, Payable]:
    """What wallets can pay with today, at least the points asked of each where it holds them.

    On the caller's transaction; wallets in which nothing lies are left out. A wallet of many lots
    is not read to its end for a few points.
    """
    found = await _payable(asked, _FIRST_LOTS, today)
    scanty = {
        wallet_id: asked[wallet_id]
        for wallet_id, one in found.items()
        if sum(held.points for held in one.held) < min(asked[wallet_id], one.balance)
    }
    return found | (await _payable(scanty, None, today) if scanty else {})


async def _payable(asked: Mapping[int, int], lots: int | None, today: date) -> dict[int, Payable]:
    wallets, points = list(asked), list(asked.values())
    rows = await db.connection().fetch(_PAYABLE, wallets, points, today, lots)
    balances: dict[int, int] = {}
    found: dict[int, list[Held]] = defaultdict(list)
    for *held, balance in rows:
        one = Held(*held)
        found[one.wallet_id].append(one)
        balances[one.wallet_id] = balance
    return {
        wallet_id: Payable(balances[wallet_id], in_paying_order(held))
        for wallet_id, held in found.items()
    }


async def expired_of(purchase_id: UUID) -> int:
    """Points of one purchase's lots that expired unspent, on the caller's transaction."""
    found: int = await db.connection().fetchval(
        """SELECT coalesce(sum(m.points), 0)::bigint FROM movement m JOIN lot l ON l.id = m.lot_id
           WHERE l.purchase_id = $1 AND m.wallet_id = 3""",
        purchase_id,
    )
    return found
