"""Purchases posted one by one by many callers, spread over merchants and all on one budget."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import asyncpg

from benchmarks import filled_database, limits, measure
from benchmarks.filled_database import AT, FilledDatabase
from core import members, purchases

ENDS = date(2027, 5, 31)
TODAY = date(2026, 6, 1)
ITEMS = '[{"sku":"","name":"","amount_fen":30000,"category":"","green":false,"attributes":{}}]'
TERMS = '{"rate":"1","event":null,"cost_fen":10,"cap_percent":"30","green_multiplier":"2"}'
FINGERPRINT = "0" * 64


def ours(filled: FilledDatabase, merchant: Callable[[int], UUID]) -> measure.Side:
    """One purchase through the lane."""

    async def act(number: int) -> None:
        member = filled.members[number % filled_database.MEMBERS]
        await purchases.record(
            filled.program,
            purchases.NewPurchase(
                merchant_id=merchant(number),
                receipt=f"O{number}",
                member=members.ById(member.id),
                amount_fen=30_000,
                occurred_at=AT,
                at=AT,
            ),
        )

    return measure.Side(act)


class FreeConnections:
    """Connections that the limit's callers take turns with, as many as there are callers."""

    def __init__(self, connections: list[asyncpg.Connection[asyncpg.Record]]) -> None:
        self.free: asyncio.Queue[asyncpg.Connection[asyncpg.Record]] = asyncio.Queue()
        for connection in connections:
            self.free.put_nowait(connection)


def _arguments(filled: FilledDatabase, merchant: UUID, number: int) -> tuple[object, ...]:
    member = filled.members[number % filled_database.MEMBERS].id
    return (
        uuid4(),
        merchant,
        f"L{number}",
        member,
        "till",
        30_000,
        AT,
        TODAY,
        ITEMS,
        FINGERPRINT,
        TERMS,
        ENDS,
        filled.wallets[member],
    )


def one_statement(
    filled: FilledDatabase, held: FreeConnections, merchant: Callable[[int], UUID]
) -> measure.Side:
    """One hand-written asyncpg statement per purchase: the same rows, the same checks."""

    async def act(number: int) -> None:
        connection = await held.free.get()
        try:
            arguments = _arguments(filled, merchant(number), number)
            assert await connection.execute(limits.ONE_STATEMENT, *arguments) == "INSERT 0 2"
        finally:
            held.free.put_nowait(connection)

    return measure.Side(act)


def row_locks(filled: FilledDatabase, held: FreeConnections, merchant: UUID) -> measure.Side:
    """A transaction per purchase that locks the budget's row first."""

    async def act(number: int) -> None:
        connection = await held.free.get()
        try:
            async with connection.transaction():
                await connection.fetchval(limits.ROW_LOCKS[0], merchant)
                await connection.fetchval(limits.ROW_LOCKS[1], merchant, f"L{number}")
                await connection.execute(limits.ROW_LOCKS[2], *_arguments(filled, merchant, number))
        finally:
            held.free.put_nowait(connection)

    return measure.Side(act)


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """Spread purchases, then one hot budget with few and with many callers."""
    opened = await filled_database.connections(filled.url, 32)
    try:
        held = FreeConnections(opened)

        def spread(number: int) -> UUID:
            return filled.merchants[number % filled_database.MERCHANTS]

        hot = filled.merchants[0]
        results = [
            await measure.compare(
                "purchases, 32 callers : one statement each",
                ours=ours(filled, spread),
                limit=one_statement(filled, held, spread),
                goal=4,
                callers=32,
                calls=3_200,
            )
        ]
        for callers in (32, 256):
            results.append(  # noqa: PERF401 - one after another, not at once
                await measure.compare(
                    f"one hot budget, {callers} callers : row locks",
                    ours=ours(filled, lambda _: hot),
                    limit=row_locks(filled, held, hot),
                    goal=8,
                    callers=callers,
                    calls=2_560,
                )
            )
        return results
    finally:
        for connection in opened:
            await connection.close()
