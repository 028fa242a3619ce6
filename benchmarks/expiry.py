"""Ending all lots that have lapsed, range by range, beside one statement that ends them all."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from benchmarks import limits, measure
from benchmarks.filled_database import AT, LOTS, FilledDatabase
from core import db, expiry, ledger

A_PURCHASE = 3
"""Lots that lapse at once, of each purchase of the world."""

ROUNDS = 3
FIRST_END = date(2026, 6, 2)
ENDING = import_module("core.expiry.commands.expire")


async def fill(ends_on: date) -> None:
    """Give every member lots with this last usable day, told of twice."""
    async with db.pool().acquire() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL synchronous_commit = off; {db.WHOLE_TABLES}")
        await connection.execute(limits.FILL_LOTS, A_PURCHASE, ends_on, AT)
        await connection.execute(limits.FILL_BUDGETS)
        for threshold in (7, 1):
            await connection.execute(limits.FILL_NOTICES, f"bench-{ends_on}-{threshold}", AT)
            key = f"bench-{ends_on}-{threshold}:"
            await connection.execute(limits.FILL_REMINDERS, ends_on, threshold, key, AT)
    async with db.reading() as analysing:
        await analysing.execute("VACUUM ANALYZE")


def the_day_after(ends_on: date) -> datetime:
    """A moment at which they have lapsed."""
    return datetime.combine(ends_on + timedelta(days=2), AT.timetz()).astimezone(UTC)


class Transactions:
    """Times each transaction of ours: no statement in it takes longer."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._act: Callable[..., Awaitable[expiry.Expired]] = ENDING.expire_portion

    async def __call__(self, *arguments: Any, **options: Any) -> expiry.Expired:
        started = time.perf_counter()
        done = await self._act(*arguments, **options)
        self.seconds.append(time.perf_counter() - started)
        return done


async def ours(filled: FilledDatabase, ends_on: date) -> float:
    """Lots per second, as the job ends them."""
    await fill(ends_on)
    started = time.perf_counter()
    done = await expiry.expire(filled.program, at=the_day_after(ends_on))
    seconds = time.perf_counter() - started
    assert (done.lots, done.extended) == (LOTS * A_PURCHASE, 0)
    return done.lots / seconds


async def one_statement(filled: FilledDatabase, ends_on: date) -> float:
    """Lots per second of one statement with the same checks and rows, on a held connection."""
    del filled
    await fill(ends_on)
    at = the_day_after(ends_on)
    started = time.perf_counter()
    async with db.transaction() as connection:
        await connection.execute(db.WHOLE_TABLES)
        lots = await connection.fetchval(
            limits.EXPIRE_ALL, ends_on + timedelta(days=1), at, ledger.EXPIRED, [1, 7]
        )
    seconds = time.perf_counter() - started
    assert lots == LOTS * A_PURCHASE
    return float(lots / seconds)


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """Both in turns; p50 and p99 are of ours' transactions."""
    transactions = Transactions()
    ENDING.expire_portion = transactions  # type: ignore[attr-defined]
    rates = []
    for number in range(ROUNDS):
        day = FIRST_END + timedelta(days=10 * number)
        limit = await one_statement(filled, day)
        rates.append((await ours(filled, day + timedelta(days=5)), limit))
    middle = sorted(rates, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]
    waits = measure.percentiles_ms(transactions.seconds)
    assert await ledger.proof() == []
    return [measure.Result("expiry : one statement", 0.8, *middle, *waits)]
