"""Batches of a thousand purchases over HTTP, beside the same rows written by bare unnest."""

from __future__ import annotations

from uuid import UUID, uuid4

import aiohttp
import asyncpg
import orjson

from benchmarks import filled_database, limits, measure, serving
from benchmarks.filled_database import AT, FilledDatabase
from benchmarks.purchases import ENDS, FINGERPRINT, ITEMS, TERMS, FreeConnections

CALLERS = 2


def buyers(filled: FilledDatabase, number: int) -> list[UUID]:
    """A batch's members: not those of the batch before, as two shops have two crowds."""
    first = number * filled_database.BATCH
    return [
        filled.members[(first + line) % filled_database.MEMBERS].id
        for line in range(filled_database.BATCH)
    ]


def bodies(filled: FilledDatabase, number: int) -> bytes:
    """A batch as a merchant's till would send it."""
    return orjson.dumps(
        {
            "purchases": [
                {
                    "receipt": f"B{number}-{line}",
                    "member": str(member),
                    "amount": "300.00",
                    "occurred_at": AT.isoformat(),
                }
                for line, member in enumerate(buyers(filled, number))
            ]
        }
    )


def ours(filled: FilledDatabase, session: aiohttp.ClientSession, url: str) -> measure.Side:
    """One POST of a thousand."""

    async def act(number: int) -> None:
        key = filled.api_keys[number % filled_database.MERCHANTS]
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        async with session.post(url, data=bodies(filled, number), headers=headers) as response:
            answer = await response.read()
            assert response.status == 200, answer[:500]
            assert answer.count(b'"status":201') == filled_database.BATCH, answer[:500]

    return measure.Side(act, weight=filled_database.BATCH)


def bare_unnest(filled: FilledDatabase, held: FreeConnections) -> measure.Side:
    """The same rows in four statements of one transaction, without judging anything."""

    async def write(connection: asyncpg.Connection[asyncpg.Record], number: int) -> None:
        merchant = filled.merchants[number % filled_database.MERCHANTS]
        people = buyers(filled, number)
        ids = [uuid4() for _ in people]
        shops = [merchant] * filled_database.BATCH
        receipts = [f"U{number}-{line}" for line in range(filled_database.BATCH)]
        wallets = [filled.wallets[person] for person in people]
        async with connection.transaction():
            await connection.execute(limits.UNNEST_BUDGET, merchant, 3_000 * filled_database.BATCH)
            await connection.execute(
                limits.UNNEST_PURCHASES, ids, shops, receipts, people, ITEMS, AT, FINGERPRINT, TERMS
            )
            await connection.execute(limits.UNNEST_LEDGER, ids, shops, people, wallets, AT, ENDS)

    async def act(number: int) -> None:
        connection = await held.free.get()
        try:
            await write(connection, number)
        finally:
            held.free.put_nowait(connection)

    return measure.Side(act, weight=filled_database.BATCH)


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """Two tills at once, each with its own merchant."""
    opened = await filled_database.connections(filled.url, CALLERS)
    try:
        async with (
            serving.served(serving.application(filled)) as url,
            aiohttp.ClientSession() as session,
        ):
            return [
                await measure.compare(
                    "batches of 1,000 over HTTP : bare unnest",
                    ours=ours(filled, session, f"{url}/api/v1/purchases/batch"),
                    limit=bare_unnest(filled, FreeConnections(opened)),
                    goal=0.7,
                    callers=CALLERS,
                    calls=8,
                )
            ]
    finally:
        for connection in opened:
            await connection.close()
