"""The webhook: only Telegram is let in, poison is dropped once, and nothing is ever a 500."""

from __future__ import annotations

from typing import Any

import pytest
from aiohttp import ClientResponse

from tests.webapp.conftest import WEBHOOK_SECRET, Client

PATH = "/telegram/webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
UPDATE = {"update_id": 7, "message": {"text": "/start"}}


class Taken:
    """Takes updates as the bot does, and keeps them."""

    def __init__(self) -> None:
        self.room = True
        self.answer: dict[str, Any] | None = None
        self.fails = False
        self.raw: list[dict[str, Any]] = []

    async def accept(self, raw: dict[str, Any]) -> dict[str, Any] | None:
        self.raw.append(raw)
        if self.fails:
            raise RuntimeError("a handler's bug")
        return self.answer


@pytest.fixture
def taken() -> Taken:
    return Taken()


@pytest.fixture
def options(options: dict[str, Any], taken: Taken) -> dict[str, Any]:
    return options | {"updates": taken}


async def deliver(client: Client, body: Any = None, secret: str = WEBHOOK_SECRET) -> ClientResponse:
    return await client.post(PATH, data=body, headers={HEADER: secret})


async def test_an_update_is_taken_and_answered_with_nothing(client: Client, taken: Taken) -> None:
    answer = await client.post(PATH, json=UPDATE, headers={HEADER: WEBHOOK_SECRET})
    assert (answer.status, await answer.read()) == (200, b"")
    assert taken.raw == [UPDATE]


async def test_a_call_is_sent_in_the_response(client: Client, taken: Taken) -> None:
    taken.answer = {"method": "sendMessage", "chat_id": 1001, "text": "积分 🎉"}
    answer = await client.post(PATH, json=UPDATE, headers={HEADER: WEBHOOK_SECRET})
    assert answer.content_type == "application/json"
    assert await answer.json() == taken.answer


async def test_calls_without_the_secret_are_refused(client: Client, taken: Taken) -> None:
    for headers in (
        {},
        {HEADER: ""},
        {HEADER: "wrong"},
        {HEADER: WEBHOOK_SECRET + "x"},
        {HEADER: WEBHOOK_SECRET[:-1]},
        {HEADER: "schlüssel"},
        {HEADER: "密钥"},
    ):
        answer = await client.post(PATH, json=UPDATE, headers=headers)
        assert answer.status == 401, headers
    assert taken.raw == []


async def test_only_post_is_taken(client: Client) -> None:
    answer = await client.get(PATH, headers={HEADER: WEBHOOK_SECRET})
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    assert (await answer.json())["code"] == "api-method-not-allowed"


POISON = (
    b"",
    b"nonsense",
    b"[]",
    b"null",
    b'"text"',
    b'{"update_id": 1',
    b"\xff",
    b"[" * 50_000,
    b"1e999",
    b'{"update_id": "\\ud800"}',
)


async def test_poison_is_dropped_once(client: Client, taken: Taken) -> None:
    for body in POISON:
        assert (await deliver(client, body)).status == 200, body[:20]
    assert taken.raw == []


async def test_a_bug_in_a_handler_is_not_delivered_again(client: Client, taken: Taken) -> None:
    taken.fails = True
    answer = await client.post(PATH, json=UPDATE, headers={HEADER: WEBHOOK_SECRET})
    assert answer.status == 200


async def test_a_full_bot_asks_telegram_to_come_again(client: Client, taken: Taken) -> None:
    taken.room = False
    answer = await client.post(PATH, json=UPDATE, headers={HEADER: WEBHOOK_SECRET})
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    assert taken.raw == []
    taken.room = True
    assert (await client.post(PATH, json=UPDATE, headers={HEADER: WEBHOOK_SECRET})).status == 200
