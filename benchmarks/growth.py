"""Latencies of a young programme, and of one with a hundred times as many lots."""

from __future__ import annotations

from uuid import UUID

from benchmarks import balance, limits, measure, purchases, redemptions
from benchmarks.filled_database import AT, LOTS, FilledDatabase
from benchmarks.purchases import ENDS
from benchmarks.quotes import quotes_of
from core import db

CALLERS = 32
CALLS = 3_200
CROWD = 200_000
"""Members more, of five lots each: from ten thousand lots to a million."""

PORTION = 10_000


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """Each to itself, before and after; a fifth slower is too slow."""
    reward = await redemptions.reward_of(filled)
    everybody = [member.id for member in filled.members]

    def shop(number: int) -> UUID:
        return filled.merchants[number % len(filled.merchants)]

    async def redeeming() -> measure.Side:
        quotes = await quotes_of(reward, everybody, None, CALLS)
        return redemptions.ours(filled, quotes)

    async def buying() -> measure.Side:
        return purchases.ours(filled, shop)

    async def asking() -> measure.Side:
        return balance.ours(filled)

    parts = {"purchases": buying, "balance": asking, "one hot reward": redeeming}
    for side in parts.values():  # warms up
        await measure.timed(await side(), callers=CALLERS, calls=CALLS)
    young = [
        await measure.timed(await side(), callers=CALLERS, calls=CALLS) for side in parts.values()
    ]
    lots = await _grow()
    grown = [
        await measure.timed(await side(), callers=CALLERS, calls=CALLS) for side in parts.values()
    ]
    return [
        measure.Result(
            f"{name} with {lots:,} lots : with {LOTS:,}",
            0.8,
            after[0],
            before[0],
            *measure.percentiles_ms(after[1]),
        )
        for name, before, after in zip(parts, young, grown, strict=True)
    ]


async def _grow() -> int:
    """A crowd that has bought once each; how many lots there are now."""
    for first in range(0, CROWD, PORTION):
        async with db.transaction() as connection:
            await connection.execute(db.WHOLE_TABLES)
            await connection.execute(limits.FILL_CROWD, first, first + PORTION - 1, AT, ENDS)
    async with db.transaction() as connection:
        await connection.execute(db.WHOLE_TABLES)
        await connection.execute(limits.FILL_BUDGETS)
        lots: int = await connection.fetchval("SELECT count(*) FROM lot")
    async with db.reading() as connection:
        await connection.execute("VACUUM ANALYZE")
    return lots
