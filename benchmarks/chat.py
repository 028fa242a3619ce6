"""`/balance` in the bot by webhook, beside a bare aiogram echo by the stock handler.

Each side is a process of its own that talks to a Bot API which says yes to everything; the load
comes from this process.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import orjson

from benchmarks import echo, measure
from benchmarks.world import AT, World
from core import members
from tests.running import Place, reserved_port

TOKEN = "4242424242:benchmarks_benchmarks_benchmarks_bb"
SECRET = "benchmarks"
PEOPLE = 2_000
READY_SECONDS = 30.0
RULEBOOK = "[campaigns]\nper_second = 10000"
"""Telegram's pace would be the measure otherwise: answers in the response count against it too."""


def update(number: int) -> bytes:
    """Somebody sends /balance."""
    person = {"id": 1_000 + number % PEOPLE, "is_bot": False, "first_name": "Bench"}
    message = {
        "message_id": number + 1,
        "date": int(AT.timestamp()),
        "chat": {"id": person["id"], "type": "private", "first_name": "Bench"},
        "from": person,
        "text": "/balance",
        "entities": [{"type": "bot_command", "offset": 0, "length": 8}],
    }
    return orjson.dumps({"update_id": number + 1, "message": message})


def side(session: aiohttp.ClientSession, url: str) -> measure.Side:
    """One update posted as Telegram would."""

    async def act(number: int) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        async with session.post(url, data=update(number), headers=headers) as response:
            assert response.status == 200, await response.text()
            await response.read()

    return measure.Side(act)


@asynccontextmanager
async def process(*arguments: str) -> AsyncIterator[None]:
    """A child process that ends with the block."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.echo", *arguments
    )
    try:
        yield
    finally:
        child.terminate()
        await child.wait()


@asynccontextmanager
async def jiafen(there: World, api_url: str) -> AsyncIterator[Place]:
    """Our own process, ready; its database is the world's."""
    with tempfile.TemporaryDirectory(prefix="jiafen-bench-") as directory:
        place = Place(Path(directory))
        (place.directory / "program.toml").write_text(RULEBOOK)
        place.settings |= {
            "JIAFEN_DATABASE_URL": there.url,
            "JIAFEN_BOT_TOKEN": TOKEN,
            "JIAFEN_BOT_API_URL": api_url,
            "JIAFEN_PUBLIC_URL": place.origin,
            "JIAFEN_UPDATES": "webhook",
            "JIAFEN_WEBHOOK_SECRET": SECRET,
            "JIAFEN_DEMO": "0",
            "JIAFEN_PROGRAM": "program.toml",
        }
        async with await place.start("run", "web") as running:
            await running.ready()
            yield place
            await running.told()


async def ready(session: aiohttp.ClientSession, url: str) -> None:
    """Wait until a process answers."""
    async with asyncio.timeout(READY_SECONDS):
        while True:
            try:
                async with session.get(url):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


async def measured(there: World) -> list[measure.Result]:
    """Our process against the echo's, 32 updates under way."""
    for number in range(PEOPLE):
        await members.register(
            there.program, telegram_id=1_000 + number, name="Bench", language="en", at=AT
        )
    api, echoing = reserved_port(), reserved_port()
    api_url, echo_url = f"http://127.0.0.1:{api}", f"http://127.0.0.1:{echoing}"
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        process(echo.API, str(api)),
        process(echo.BOT, str(echoing), api_url, TOKEN, SECRET),
    ):
        for url in (api_url, echo_url):
            await ready(session, url)
        async with jiafen(there, api_url) as place:
            return [
                await measure.compare(
                    "/balance in the bot, 32 at once : a bare aiogram echo",
                    ours=side(session, f"{place.origin}/telegram/webhook"),
                    limit=side(session, f"{echo_url}/webhook"),
                    goal=0.8,
                    callers=32,
                    calls=4_000,
                )
            ]
