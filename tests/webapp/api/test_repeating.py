"""Repeated calls of the merchant API: the same answer byte for byte, and a header that says so."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientResponse

from tests.webapp.conftest import ApiTill, a_disclosure, a_purchase, an_event

Tills = Callable[..., Awaitable[ApiTill]]
HEADER = "Idempotent-Replayed"


def a_reward(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "goods",
        "title": {"zh-Hans": "茶", "en": "Tea"},
        "points": 100,
        "market_price": "20.00",
        "disclosure": a_disclosure(),
        **changes,
    }


@dataclass
class RepeatableCall:
    """One repeatable call, and the same key with other content; `status` of the first answer."""

    path: str
    body: Any
    other: Any
    other_path: str | None = None
    key: str | None = None
    method: str = "POST"
    status: int = 201

    async def made(self, till: ApiTill) -> ClientResponse:
        return await self._call(till, self.path, self.body)

    async def otherwise(self, till: ApiTill) -> ClientResponse:
        return await self._call(till, self.other_path or self.path, self.other)

    async def _call(self, till: ApiTill, path: str, body: Any) -> ClientResponse:
        headers = {"Idempotency-Key": self.key} if self.key else {}
        return await till.call(self.method, path, json=body, headers=headers)


async def drafted(till: ApiTill) -> str:
    """The path of a new draft."""
    answer = await till.post("/rewards", a_reward())
    return f"/rewards/{(await answer.json())['id']}"


@pytest.fixture(params=["purchase", "refund", "event", "reward", "change", "publish"])
async def call(request: pytest.FixtureRequest, till: ApiTill, number: str) -> RepeatableCall:
    if request.param == "refund":
        assert (await till.post("/purchases", a_purchase(number, "R"))).status == 201
    draft, other_draft = await drafted(till), await drafted(till)
    calls = {
        "purchase": RepeatableCall(
            "/purchases", a_purchase(number), a_purchase(number, amount="200.00")
        ),
        "refund": RepeatableCall(
            "/purchases/R/refunds",
            {"refund": "F", "amount": "100.00"},
            {"refund": "F", "amount": "99.00"},
        ),
        "event": RepeatableCall("/events", an_event(), an_event(theme="summer"), key="K 1"),
        "reward": RepeatableCall("/rewards", a_reward(), a_reward(points=99), key="K 1"),
        "change": RepeatableCall(
            draft, {"points": 98}, {"points": 97}, key="K 1", method="PATCH", status=200
        ),
        "publish": RepeatableCall(
            f"{draft}/publish", None, None, f"{other_draft}/publish", key="K 1", status=200
        ),
    }
    return calls[request.param]


async def test_repeated_call_gets_the_same_bytes_and_a_replay_header(
    till: ApiTill, call: RepeatableCall
) -> None:
    first = await call.made(till)
    assert (first.status, HEADER in first.headers) == (call.status, False)
    again = await call.made(till)
    assert (again.status, again.headers[HEADER]) == (200, "true")
    assert await again.read() == await first.read()


async def test_other_content_under_the_same_key_is_refused(
    till: ApiTill, call: RepeatableCall
) -> None:
    await call.made(till)
    refused = await call.otherwise(till)
    assert (refused.status, (await refused.json())["code"]) == (409, "key-reused")
    assert HEADER not in refused.headers


async def test_twenty_equal_calls_at_once_get_one_answer(
    till: ApiTill, call: RepeatableCall
) -> None:
    answers = await asyncio.gather(*(call.made(till) for _ in range(20)))
    assert sorted(answer.status for answer in answers) == [200] * 19 + [call.status]
    assert sum(HEADER in answer.headers for answer in answers) == 19
    assert len({await answer.read() for answer in answers}) == 1


async def test_two_merchants_may_have_the_same_key(till: ApiTill, a_till: Tills) -> None:
    other = await a_till(name="另一家")
    key = {"Idempotency-Key": "K"}
    assert (await till.post("/events", an_event(), headers=key)).status == 201
    assert (await other.post("/events", an_event(theme="summer"), headers=key)).status == 201


async def test_a_refused_call_may_succeed_later_under_its_key(till: ApiTill) -> None:
    key = {"Idempotency-Key": "K"}
    wrong = an_event(until="2025-01-01T00:00:00+08:00")
    assert (await till.post("/events", wrong, headers=key)).status == 409
    assert (await till.post("/events", an_event(), headers=key)).status == 201


async def test_a_published_draft_is_still_answered_as_it_was_drafted(till: ApiTill) -> None:
    key = {"Idempotency-Key": "K"}
    first = await till.post("/rewards", a_reward(), headers=key)
    reward = (await first.json())["id"]
    published = await till.post(f"/rewards/{reward}/publish", headers=key)
    again = await till.post("/rewards", a_reward(), headers=key)
    assert await again.read() == await first.read()
    repeated = await till.post(f"/rewards/{reward}/publish", headers=key)
    assert (repeated.status, repeated.headers[HEADER]) == (200, "true")
    assert await repeated.read() == await published.read()


@pytest.mark.parametrize("key", ["", "x" * 256, "键", "a\tb"])
async def test_a_key_is_255_printable_ascii_characters_at_most(till: ApiTill, key: str) -> None:
    for path, body in (("/events", an_event()), ("/rewards", a_reward())):
        refused = await till.post(path, body, headers={"Idempotency-Key": key})
        [error] = (await refused.json())["errors"]
        assert (refused.status, error["at"]) == (422, "Idempotency-Key")
    longest = {"Idempotency-Key": "~" * 255}
    assert (await till.post("/events", an_event(), headers=longest)).status == 201


async def test_a_change_of_a_reward_is_repeated_though_another_change_followed(
    till: ApiTill,
) -> None:
    draft, key = await drafted(till), {"Idempotency-Key": "K"}
    first = await till.call("PATCH", draft, json={"points": 98}, headers=key)
    await till.call("PATCH", draft, json={"points": 97, "cash": "1.00"})
    again = await till.call("PATCH", draft, json={"points": 98}, headers=key)
    assert await again.read() == await first.read()
    [shown] = (await (await till.get("/rewards")).json())["rewards"]
    assert (shown["points"], shown["version"]) == (97, 3)
