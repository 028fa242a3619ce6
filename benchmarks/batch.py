"""Batches of a thousand purchases over HTTP, beside the same rows written by bare unnest."""

from __future__ import annotations

from uuid import UUID, uuid4

import aiohttp
import asyncpg
import orjson

from benchmarks import limits, measure, serving, world
from benchmarks.purchases import ENDS, FINGERPRINT, ITEMS, TERMS, Held
from benchmarks.world import AT, World

CALLERS = 2


def buyers(there: World, number: int) -> list[UUID]:
    """A batch's members: not those of the batch before, as two shops have two crowds."""
    first = number * world.BATCH
    return [there.members[(first + line) % world.MEMBERS].id for line in range(world.BATCH)]


def bodies(there: World, number: int) -> bytes:
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
                for line, member in enumerate(buyers(there, number))
            ]
        }
    )


def ours(there: World, session: aiohttp.ClientSession, url: str) -> measure.Side:
    """One POST of a thousand."""

    async def act(number: int) -> None:
        key = there.api_keys[number % world.MERCHANTS]
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        async with session.post(url, data=bodies(there, number), headers=headers) as response:
            answer = await response.read()
            assert response.status == 200, answer[:500]
            assert answer.count(b'"status":201') == world.BATCH, answer[:500]

    return measure.Side(act, weight=world.BATCH)


def bare_unnest(there: World, held: Held) -> measure.Side:
    """The same rows in four statements of one transaction, without judging anything."""

    async def write(connection: asyncpg.Connection[asyncpg.Record], number: int) -> None:
        merchant = there.merchants[number % world.MERCHANTS]
        people = buyers(there, number)
        ids = [uuid4() for _ in people]
        shops = [merchant] * world.BATCH
        receipts = [f"U{number}-{line}" for line in range(world.BATCH)]
        wallets = [there.wallets[person] for person in people]
        async with connection.transaction():
            await connection.execute(limits.UNNEST_BUDGET, merchant, 3_000 * world.BATCH)
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

    return measure.Side(act, weight=world.BATCH)


async def measured(there: World) -> list[measure.Result]:
    """Two tills at once, each with its own merchant."""
    made = await world.connections(there.url, CALLERS)
    try:
        async with (
            serving.served(serving.application(there)) as url,
            aiohttp.ClientSession() as session,
        ):
            return [
                await measure.compare(
                    "batches of 1,000 over HTTP : bare unnest",
                    ours=ours(there, session, f"{url}/api/v1/purchases/batch"),
                    limit=bare_unnest(there, Held(made)),
                    goal=0.7,
                    callers=CALLERS,
                    calls=8,
                )
            ]
    finally:
        for connection in made:
            await connection.close()
