"""Hot rows while an old snapshot is open, so that vacuum cannot remove their dead versions."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg

from benchmarks import measure, redemptions
from benchmarks.filled_database import FilledDatabase
from benchmarks.quotes import quotes_of
from core import catalog, db

CALLERS = 32
CALLS = 2_560
OLD_SECONDS = 60


@asynccontextmanager
async def old_snapshot(url: str) -> AsyncIterator[None]:
    """A transaction that has looked once, and may look again: what a backup does."""
    connection = await asyncpg.connect(**db.credentials(url))
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            await connection.fetchval("SELECT count(*) FROM stock")
            yield
    finally:
        await connection.close()


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """A hot reward and a hot purse, before and after a minute beside an old snapshot; to itself."""
    reward = await redemptions.reward_of(filled)
    family_id, purse = await redemptions.purse_of(filled, filled.members[4:8])
    everybody = [member.id for member in filled.members[10:]]
    return [
        await _aged(filled, "reward", reward, everybody, None),
        await _aged(filled, "purse", reward, [member_id for member_id, _ in purse], family_id),
    ]


async def _aged(
    filled: FilledDatabase,
    name: str,
    reward: catalog.Reward,
    people: Sequence[UUID],
    family_id: UUID | None,
) -> measure.Result:
    async def rate() -> tuple[float, list[float]]:
        quotes = await quotes_of(reward, people, family_id, CALLS)
        return await measure.timed(redemptions.ours(filled, quotes), callers=CALLERS, calls=CALLS)

    await rate()
    fresh, _ = await rate()
    async with old_snapshot(filled.url):
        began = time.perf_counter()
        while time.perf_counter() - began < OLD_SECONDS:
            await rate()
        aged, waits = await rate()
    title = f"hot {name} after {OLD_SECONDS} s beside an old snapshot : itself"
    return measure.Result(title, 0.9, aged, fresh, *measure.percentiles_ms(waits))
