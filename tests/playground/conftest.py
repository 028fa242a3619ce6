"""A playground on a free port, mounted as composition does it, with a clock for tests to move."""

from __future__ import annotations

import struct
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession, web

import playground
from tests.plain_http import PlainHttpSession
from tests.playground_client import PlaygroundClient
from tests.playground_server import TOKEN, MovableClock, served_playground

MOTHER = playground.Person(
    id=1001, first_name="Mei", last_name="Lin", username="meilin", about="A mother of two"
)
CHILD = playground.Person(id=1002, first_name='<i>&"{n}', language_code="en")
STRANGER = playground.Person(id=1003, first_name="Bo", started=False)
FAMILY = playground.Group(id=-2001, title="The Lins", members=(1001, 1002))


@dataclass
class Playground:
    """A running playground and what tests do with it."""

    origin: str
    base_url: str
    clock: MovableClock
    client: PlaygroundClient
    bot: Bot
    http: ClientSession

    async def call(self, method: str, **parameters: object) -> dict[str, object]:
        """A Bot API call by hand, for what aiogram would not send."""
        url = f"{self.base_url}/bot{TOKEN}/{method}"
        async with self.http.post(url, json=parameters) as response:
            answer: dict[str, object] = await response.json()
            return answer

    async def refusal(self, method: str, **parameters: object) -> str:
        """The description of a call that must be refused."""
        answer = await self.call(method, **parameters)
        assert answer["ok"] is False, answer
        return str(answer["description"])


def api_bot(base_url: str) -> Bot:
    return Bot(TOKEN, session=PlainHttpSession(api=TelegramAPIServer.from_base(base_url)))


@asynccontextmanager
async def running(
    app_url: str | None = None,
    *,
    extra: web.Application | None = None,
    movable: bool = True,
) -> AsyncIterator[Playground]:
    """Serve a playground beneath `/playground/`, as a part of `extra` or alone."""
    clock = MovableClock()
    async with served_playground(
        root=extra,
        people=[MOTHER, CHILD, STRANGER],
        groups=[FAMILY],
        clock=clock,
        advance=clock.advance if movable else None,
        app_url=app_url,
    ) as origin:
        base_url = f"{origin}/playground"
        bot = api_bot(base_url)
        async with PlaygroundClient(base_url) as client, ClientSession() as http:
            yield Playground(origin, base_url, clock, client, bot, http)
        await bot.session.close()


@pytest.fixture
async def play() -> AsyncIterator[Playground]:
    async with running() as started:
        yield started


def picture(blue: int = 0) -> bytes:
    """A PNG of three by two pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = (b"\x00" + bytes([200, 30, blue]) * 3) * 2
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 3, 2, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
