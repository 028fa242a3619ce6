"""Keys: calls without one are refused, guessing is slowed down, calls with one are not."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from redis.asyncio import Redis

import webapp
from tests.webapp.conftest import V1, ApiTill, Client, a_purchase
from webapp.api.calls import CALLS

WRONG_KEYS_A_MINUTE = 60
LOOKS_RIGHT = "jf_" + "A" * 43


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as opened:
        await opened.flushdb()
        yield opened


async def answer_to(client: Client, authorization: str | None) -> tuple[int, str, dict[str, str]]:
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = await client.get(f"{V1}/events", headers=headers)
    code = (await answer.json()).get("code", "")
    return answer.status, code, dict(answer.headers)


async def test_without_a_valid_key_every_call_is_401(client: Client, till: ApiTill) -> None:
    for authorization in (
        None,
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {LOOKS_RIGHT}",
        f"Basic {till.api_key}",
        till.api_key,
        f"Bearer {till.api_key}x",
        f"Bearer {till.api_key[:-1]}",
        f"Bearer {till.api_key} {till.api_key}",
        "Bearer \u952e",
        "Bearer " + "x" * 5000,
    ):
        status, code, headers = await answer_to(client, authorization)
        assert (status, code) == (401, "api-unauthorized"), authorization
        assert headers["WWW-Authenticate"].startswith("Bearer")


async def test_the_word_bearer_may_be_written_small(client: Client, till: ApiTill) -> None:
    assert (await answer_to(client, f"bearer {till.api_key}"))[0] == 200


async def test_a_key_is_asked_for_before_anything_else(client: Client) -> None:
    for call in CALLS:
        path = re.sub(r"{\w+}", "1", call.path)
        answer = await client.request(call.method, V1 + path, data=b"nonsense")
        assert answer.status == 401, call.name


async def guess_until_slowed(client: Client) -> int:
    """The number of wrong keys that were answered 401 before the first 429."""
    for count in range(2 * WRONG_KEYS_A_MINUTE + 2):
        status, code, headers = await answer_to(client, f"Bearer {LOOKS_RIGHT}")
        if status == 429:
            assert code == "api-slow-down"
            assert 1 <= int(headers["Retry-After"]) <= 60
            return count
        assert status == 401
    raise AssertionError("nobody was slowed down")


async def test_guessing_keys_slows_the_caller_and_no_neighbour(
    client: Client, till: ApiTill, number: str
) -> None:
    # A minute may begin meanwhile: then up to twice as many pass.
    assert WRONG_KEYS_A_MINUTE <= await guess_until_slowed(client) <= 2 * WRONG_KEYS_A_MINUTE
    assert (await till.post("/purchases", a_purchase(number))).status == 201


async def test_processes_that_share_redis_count_together(
    options: dict[str, Any], redis: Redis, database: str, aiohttp_client: Any
) -> None:
    first = await aiohttp_client(webapp.create(**options | {"redis": redis}))
    second = await aiohttp_client(webapp.create(**options | {"redis": redis, "registry": None}))
    for _ in range(WRONG_KEYS_A_MINUTE // 2):
        assert (await answer_to(first, "Bearer x"))[0] == 401
    assert await guess_until_slowed(second) <= WRONG_KEYS_A_MINUTE * 3 // 2
    assert (await answer_to(first, "Bearer x"))[0] == 429


async def test_without_redis_the_keys_still_work(
    options: dict[str, Any], tmp_path: Path, database: str, aiohttp_client: Any, a_merchant: Any
) -> None:
    gone: Redis = Redis(unix_socket_path=str(tmp_path / "nobody.sock"))
    client = await aiohttp_client(webapp.create(**options | {"redis": gone}))
    assert (await answer_to(client, "Bearer x"))[0] == 401
    added = await a_merchant()
    assert (await answer_to(client, f"Bearer {added.api_key}"))[0] == 200
    await gone.aclose()


async def test_sixty_four_callers_with_a_key_are_not_slowed_down(till: ApiTill) -> None:
    async def calls() -> set[int]:
        return {(await till.get("/events")).status for _ in range(20)}

    answers = await asyncio.gather(*(calls() for _ in range(64)))
    assert set.union(*answers) == {200}
