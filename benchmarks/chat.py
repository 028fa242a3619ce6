"""`/balance` in the bot by webhook, beside a bare aiogram echo by the stock handler.

Each side is a process of its own that talks to a Bot API which says yes to everything; the load
comes from this process.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import orjson
from aiohttp.test_utils import unused_port

from benchmarks import echo, measure
from benchmarks.filled_database import AT, FilledDatabase
from core import members

TOKEN = "4242424242:benchmarks_benchmarks_benchmarks_bb"
SECRET = "benchmarks"
PEOPLE = 2_000
READY_SECONDS = 30.0
MAIN = Path(__file__).parents[1] / "main.py"
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
async def process(*arguments: str, **options: Any) -> AsyncIterator[None]:
    """A Python process that ends with the block."""
    child = await asyncio.create_subprocess_exec(sys.executable, *arguments, **options)
    try:
        yield
    finally:
        child.terminate()
        await child.wait()


@asynccontextmanager
async def jiafen(filled: FilledDatabase, api_url: str) -> AsyncIterator[str]:
    """Our own process on the filled database; its address."""
    origin = f"http://127.0.0.1:{unused_port()}"
    with tempfile.TemporaryDirectory(prefix="jiafen-bench-") as directory:
        (Path(directory) / "program.toml").write_text(RULEBOOK)
        environment = {
            "PATH": os.environ["PATH"],
            "JIAFEN_DATA_DIR": f"{directory}/data",
            "JIAFEN_PORT": origin.rpartition(":")[2],
            "JIAFEN_DATABASE_URL": filled.url,
            "JIAFEN_BOT_TOKEN": TOKEN,
            "JIAFEN_BOT_API_URL": api_url,
            "JIAFEN_PUBLIC_URL": origin,
            "JIAFEN_UPDATES": "webhook",
            "JIAFEN_WEBHOOK_SECRET": SECRET,
            "JIAFEN_DEMO": "0",
            "JIAFEN_PROGRAM": "program.toml",
        }
        with (Path(directory) / "log").open("wb") as log:
            async with process(
                str(MAIN), "run", "web", cwd=directory, env=environment, stdout=log, stderr=log
            ):
                yield origin


async def ready(session: aiohttp.ClientSession, url: str) -> None:
    """Wait until a process answers."""
    async with asyncio.timeout(READY_SECONDS):
        while True:
            try:
                async with session.get(url):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """Our process against the echo's, 32 updates under way."""
    for number in range(PEOPLE):
        await members.register(
            filled.program, telegram_id=1_000 + number, name="Bench", language="en", at=AT
        )
    api, echoing = unused_port(), unused_port()
    api_url, echo_url = f"http://127.0.0.1:{api}", f"http://127.0.0.1:{echoing}"
    async with (
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        process("-m", "benchmarks.echo", echo.API, str(api)),
        process("-m", "benchmarks.echo", echo.BOT, str(echoing), api_url, TOKEN, SECRET),
    ):
        for url in (api_url, echo_url):
            await ready(session, url)
        async with jiafen(filled, api_url) as origin:
            await ready(session, f"{origin}/healthz")
            return [
                await measure.compare(
                    "/balance in the bot, 32 at once : a bare aiogram echo",
                    ours=side(session, f"{origin}/telegram/webhook"),
                    limit=side(session, f"{echo_url}/webhook"),
                    goal=0.8,
                    callers=32,
                    calls=4_000,
                )
            ]
