"""Redemptions that all want one reward, and that all draw on one purse, beside row locks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import samples
from benchmarks import filled_database, measure
from benchmarks.filled_database import AT, FilledDatabase
from benchmarks.purchases import FreeConnections
from benchmarks.quotes import Quotes, quotes_of
from benchmarks.redemption_row_locks import row_locks
from core import catalog, db, families, ledger, members, purchases, redemptions

CALLS = 640
DAYS = 300
ROUNDS = measure.ROUNDS + 1
"""Rounds and the one that warms up, at most as long."""

TODAY = AT.date()


def ours(filled: FilledDatabase, quotes: Quotes) -> measure.Side:
    """One redemption through the lane."""

    async def act(number: int) -> None:
        del number
        quote_id, member_id = quotes.take()
        await redemptions.redeem(filled.program, quote_id=quote_id, member_id=member_id, at=AT)

    return measure.Side(act)


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """One hot reward and one hot purse, with few and with many callers."""
    reward = await reward_of(filled)
    people = [member.id for member in filled.members[10:]]
    family_id, purse = await purse_of(filled, filled.members[:4])
    opened = await filled_database.connections(filled.url, 32)
    try:
        held = FreeConnections(opened)
        results = []
        for callers in (32, 256):
            for name, family, members_of, funds in (
                (
                    "reward",
                    None,
                    people,
                    lambda member_id: [(member_id, filled.wallets[member_id])],
                ),
                ("purse", family_id, [member_id for member_id, _ in purse], lambda _: purse),
            ):
                many = ROUNDS * max(CALLS, callers)
                sides = [await quotes_of(reward, members_of, family, many) for _ in range(2)]
                results.append(
                    await measure.compare(
                        f"one hot {name}, {callers} callers : row locks",
                        ours=ours(filled, sides[0]),
                        limit=row_locks(held, sides[1], reward, funds, family),
                        goal=8,
                        callers=callers,
                        calls=CALLS,
                    )
                )
        return results
    finally:
        for connection in opened:
            await connection.close()


async def reward_of(filled: FilledDatabase) -> catalog.Reward:
    """A published reward of one point and a million pieces."""
    return await samples.reward(
        filled.program,
        merchant_id=filled.merchants[0],
        kind="goods",
        points=1,
        stock=10**6,
        at=AT,
    )


async def purse_of(
    filled: FilledDatabase, people: Sequence[members.Member]
) -> tuple[UUID, list[tuple[UUID, int]]]:
    """A family of four with as many points as a month allows, in lots of one day each."""
    program = filled.program
    each = program.family.monthly_cap // DAYS * DAYS
    family = await samples.family(program, [member.id for member in people], at=AT)
    for member in people:
        await purchases.record_many(program, purchases=_year(filled.merchants[0], member.id, each))
        await families.contribute(program, member_id=member.id, points=each, key="purse", at=AT)

    async with db.transaction():
        wallets = await ledger.locked.share_wallets([member.id for member in people])
    return family.id, [(member.id, wallets[member.id]) for member in people]


def _year(merchant_id: UUID, member_id: UUID, points: int) -> list[purchases.NewPurchase]:
    """A purchase a day for most of a year, which together earn so many points."""
    return [
        purchases.NewPurchase(
            merchant_id,
            f"PURSE-{member_id}-{day}",
            members.ById(member_id),
            100 * points // DAYS,
            AT - timedelta(days=day),
            AT,
        )
        for day in range(DAYS)
    ]
