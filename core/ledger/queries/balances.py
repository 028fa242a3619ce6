"""A member's balance and debts; each answer is one statement."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from core import db
from core.ledger.answers import Balance, Debt, Expiring, Owed


async def balance(member_id: UUID, *, today: date) -> Balance:
    """The member's balance today; lapsed points do not count even before the job expires them."""
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


DEBTS = """
SELECT d.id, d.member_id, d.merchant_id, m.name AS merchant_name, d.remaining
FROM debt d JOIN merchant m ON m.id = d.merchant_id
WHERE d.member_id = ANY($1::uuid[]) AND d.remaining > 0 ORDER BY d.id
"""


async def debts(member_id: UUID) -> list[Debt]:
    """The member's open debts, oldest first."""
    async with db.reading() as connection:
        return [Debt(**row) for row in await connection.fetch(DEBTS, [member_id])]


async def owed(member_id: UUID) -> list[Owed]:
    """The member's debt to each merchant, the oldest debt first."""
    sums: dict[str, int] = defaultdict(int)
    for debt in await debts(member_id):
        sums[debt.merchant_name] += debt.remaining
    return [Owed(name, points) for name, points in sums.items()]
