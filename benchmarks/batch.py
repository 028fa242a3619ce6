"""Batches of a thousand purchases over HTTP, beside the same rows written by bare unnest."""

from __future__ import annotations

from uuid import UUID, uuid4

import aiohttp
import asyncpg
import orjson
from aiohttp import web

import webapp.app
from benchmarks import limits, measure, world
from benchmarks.purchases import ENDS, FINGERPRINT, ITEMS, TERMS, Held
from benchmarks.world import AT, World
from locales import Texts

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


def application(there: World) -> web.Application:
    """The web face as it is served, at the moment of the world."""
    return webapp.app.create(
        program=there.program,
        texts=Texts.load(zone=there.program.local),
        clock=lambda: AT,
        secret_key=b"0" * 32,
        bot_token="4242:bench",
        bot_username="bench_bot",
        public_url="http://127.0.0.1",
        telegram_js_url="http://127.0.0.1/telegram-web-app.js",
    )


async def measured(there: World) -> list[measure.Result]:
    """Two tills at once, each with its own merchant."""
    made = await world.connections(there.url, CALLERS)
    runner = web.AppRunner(application(there), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        async with aiohttp.ClientSession() as session:
            url = f"http://{host}:{port}/api/v1/purchases/batch"
            return [
                await measure.compare(
                    "batches of 1,000 over HTTP : bare unnest",
                    ours=ours(there, session, url),
                    limit=bare_unnest(there, Held(made)),
                    goal=0.7,
                    callers=CALLERS,
                    calls=8,
                )
            ]
    finally:
        await runner.cleanup()
        for connection in made:
            await connection.close()
