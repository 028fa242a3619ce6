"""Updates reach the bot by webhook: with the secret, in order, again until they are taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram.exceptions import TelegramConflictError
from aiohttp import web

from tests.playground.conftest import CHILD, MOTHER, Playground, running

Answer = Callable[[dict[str, Any]], Awaitable[web.Response]]


async def accept(_: dict[str, Any]) -> web.Response:
    return web.Response()


@dataclass
class Endpoint:
    """A bot's webhook: it keeps what it was sent and answers as the test says."""

    answer: Answer = accept
    received: list[dict[str, Any]] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        async with self.arrived:
            self.received.append(update)
            self.arrived.notify_all()
        return await self.answer(update)

    async def holds(self, number: int) -> None:
        async with asyncio.timeout(10), self.arrived:
            await self.arrived.wait_for(lambda: len(self.received) >= number)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.received]


@pytest.fixture
async def hooked() -> AsyncIterator[tuple[Playground, Endpoint]]:
    endpoint = Endpoint()
    root = web.Application()
    root.router.add_post("/hook", endpoint.handle)
    async with running(extra=root) as play:
        await play.bot.set_webhook(f"{play.origin}/hook", secret_token="tell-nobody")
        yield play, endpoint
        await play.bot.delete_webhook()


async def test_updates_come_in_order_with_the_secret(
    hooked: tuple[Playground, Endpoint],
) -> None:
    play, endpoint = hooked
    for number in range(20):
        await play.client.send(MOTHER.id, f"n{number}")
    await endpoint.holds(20)
    assert endpoint.texts() == [f"n{number}" for number in range(20)]
    assert endpoint.secrets == {"tell-nobody"}


async def test_refused_update_is_redelivered_and_delays_only_its_chat(
    hooked: tuple[Playground, Endpoint],
) -> None:
    play, endpoint = hooked
    refusals = [500, 503]

    async def refuse_twice(update: dict[str, Any]) -> web.Response:
        mine = update["message"]["from"]["id"] == MOTHER.id
        status = refusals.pop(0) if mine and refusals else 200
        return web.Response(status=status, headers={"Retry-After": "1"})

    endpoint.answer = refuse_twice
    await play.client.send(MOTHER.id, "first")
    await play.client.send(MOTHER.id, "second")
    await play.client.send(CHILD.id, "mine")
    await endpoint.holds(5)
    texts = endpoint.texts()
    assert [text for text in texts if text != "mine"] == ["first", "first", "first", "second"]
    assert texts.index("mine") < texts.index("second")
    ids = {
        update["update_id"] for update in endpoint.received if update["message"]["text"] == "first"
    }
    assert len(ids) == 1
    info = await play.bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


async def test_an_answer_may_be_a_call(hooked: tuple[Playground, Endpoint]) -> None:
    play, endpoint = hooked

    async def reply(update: dict[str, Any]) -> web.Response:
        call = {"method": "sendMessage", "chat_id": update["message"]["chat"]["id"], "text": "hi"}
        return web.Response(text=json.dumps(call), content_type="application/json")

    endpoint.answer = reply
    assert (await play.client.ask(MOTHER.id, "hello"))["text"] == "hi"
    assert (await play.client.calls("sendMessage"))[0]["outcome"] == "ok"


async def test_polling_is_refused_while_a_webhook_is_set(
    hooked: tuple[Playground, Endpoint],
) -> None:
    play, _ = hooked
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook"):
        await play.bot.get_updates()


async def test_refused_update_waits_for_the_next_webhook_or_poll(
    hooked: tuple[Playground, Endpoint],
) -> None:
    play, endpoint = hooked

    async def never(_: dict[str, Any]) -> web.Response:
        return web.Response(status=500, headers={"Retry-After": "60"})

    endpoint.answer = never
    await play.client.send(MOTHER.id, "hello")
    await endpoint.holds(1)
    assert (await play.bot.get_webhook_info()).pending_update_count == 1
    await play.bot.delete_webhook()
    (update,) = await play.bot.get_updates()
    assert update.message is not None
    assert update.message.text == "hello"


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"url": "nowhere"}, "bad webhook: invalid webhook URL specified"),
        (
            {"url": "http://example.org/x"},
            "bad webhook: An HTTPS URL must be provided for webhook",
        ),
        (
            {"url": "https://example.org:8080/x"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        (
            {"url": "https://example.org/x", "secret_token": "a b"},
            "secret token contains unallowed characters",
        ),
    ],
)
async def test_a_wrong_webhook_is_refused(
    play: Playground, parameters: dict[str, str], refusal: str
) -> None:
    assert await play.refusal("setWebhook", **parameters) == f"Bad Request: {refusal}"


async def test_the_last_update_can_come_twice(hooked: tuple[Playground, Endpoint]) -> None:
    play, endpoint = hooked
    await play.client.send(MOTHER.id, "hello")
    await endpoint.holds(1)
    await play.client.redeliver()
    await endpoint.holds(2)
    assert endpoint.received[0] == endpoint.received[1]
