"""The webhook, from Telegram's side: the web face takes it and the chat answers in the response."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot import profile
from core.program import Program
from locales import Texts
from tests.bot.arrivals import HandlerGate, update
from tests.bot.running_bot import BO, SECRET, RunningBot, running_bot
from tests.playground_server import BOT_USERNAME, TOKEN
from webapp.app import create

HOOK_SECRET = "a-secret-of-the-webhook"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": HOOK_SECRET}


@pytest.fixture
async def hooked(database: str, program: Program, texts: Texts) -> AsyncIterator[RunningBot]:
    """A bot behind its webhook; `url` of the hook is in `chat.dispatcher["hook"]`."""
    async with running_bot(program, texts, concurrency=20) as chat:
        await chat.client.flood(enabled=False)
        app = create(
            program=program,
            texts=texts,
            clock=chat.clock,
            secret_key=SECRET,
            bot_token=TOKEN,
            bot_username=BOT_USERNAME,
            public_url="http://127.0.0.1",
            telegram_js_url="/static/nothing.js",
            updates=chat.intake,
            webhook_secret=HOOK_SECRET,
        )
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        chat.dispatcher["hook"] = f"http://{host}:{port}/telegram/webhook"
        yield chat
        await chat.bot.delete_webhook()
        await runner.cleanup()


async def post(chat: RunningBot, body: Any, **headers: str) -> tuple[int, str]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with (
        ClientSession() as http,
        http.post(chat.dispatcher["hook"], data=data, headers=HEADERS | headers) as response,
    ):
        return response.status, await response.text()


async def test_a_conversation_by_webhook(hooked: RunningBot) -> None:
    assert await profile.set_webhook(hooked.bot, url=hooked.dispatcher["hook"], secret=HOOK_SECRET)
    assert "You have" in (await hooked.ask(1003, "/balance"))["text"]
    shown = await hooked.ask(1003, "/settings")
    assert "Offers: on" in (await hooked.turned(1003, shown, "Turn offers on"))["text"]
    photo = await hooked.ask(1003, "/code")
    assert photo["photo"]


async def test_the_same_delivery_twice_answers_once(hooked: RunningBot) -> None:
    status, body = await post(hooked, update(5, "/balance"))
    assert (status, json.loads(body)["method"]) == (200, "sendMessage")
    assert await post(hooked, update(5, "/balance")) == (200, "")


async def test_full_intake_answers_503_and_accepts_the_update_later(hooked: RunningBot) -> None:
    slow = HandlerGate(hooked)
    gate = slow.hold("/balance")
    filling = [
        asyncio.create_task(post(hooked, update(number, "/balance"))) for number in range(1, 21)
    ]
    await slow.begun["/balance"].wait()

    async def full() -> bool:
        return not hooked.intake.room

    await hooked.client.wait_for(full)
    assert (await post(hooked, update(99, "/balance", BO)))[0] == 503
    gate.set()
    assert {status for status, _ in await asyncio.gather(*filling)} == {200}
    assert (await post(hooked, update(99, "/balance", BO)))[0] == 200


async def test_draining_intake_refuses_updates(hooked: RunningBot) -> None:
    assert await hooked.intake.drain(1)
    assert (await post(hooked, update(1, "/balance")))[0] == 503


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"update_id": 1}', b"\xff\xfe"])
async def test_malformed_bodies_are_taken_once_and_dropped(hooked: RunningBot, body: bytes) -> None:
    status, _ = await post(hooked, body)
    assert status in (200, 400)
    assert (await post(hooked, update(1, "/balance")))[0] == 200
