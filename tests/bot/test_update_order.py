"""A person's lock over two processes: held while the work lasts, and free soon after a kill."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot import update_order
from bot.optional_redis import OptionalRedis
from bot.update_order import WITHOUT_REDIS, PersonLocks
from tests.running import redis_server

PERSON = 1001
LOCK = f"jiafen:turn:{PERSON}"


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[Redis]:
    async with redis_server(tmp_path) as url, Redis.from_url(url) as client:
        yield client


def process(redis: Redis) -> PersonLocks:
    return PersonLocks(OptionalRedis(redis, warning=WITHOUT_REDIS), seconds=20)


async def held(locks: PersonLocks, entered: asyncio.Event) -> None:
    async with locks.locked(PERSON):
        entered.set()


async def test_a_lock_is_kept_when_the_work_lasts_longer_than_the_lease(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_order, "LEASE_SECONDS", 1.0)
    monkeypatch.setattr(update_order, "RENEWAL_SECONDS", 0.1)
    entered = asyncio.Event()
    async with process(redis).locked(PERSON):
        waiting = asyncio.create_task(held(process(redis), entered))
        ends = asyncio.get_running_loop().time() + 2.5
        while asyncio.get_running_loop().time() < ends:
            assert await redis.pttl(LOCK) > 0
            await asyncio.sleep(0.05)
        assert not entered.is_set()
    async with asyncio.timeout(5):
        await waiting
    assert entered.is_set()


async def test_the_lock_of_a_killed_process_is_free_after_its_lease(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_order, "LEASE_SECONDS", 0.5)
    await redis.set(LOCK, "of the dead", px=round(update_order.LEASE_SECONDS * 1000))
    async with asyncio.timeout(5), process(redis).locked(PERSON):
        assert await redis.get(LOCK) != b"of the dead"
    assert await redis.get(LOCK) is None


async def test_a_lease_is_shorter_than_a_takeover_may_take() -> None:
    assert 2 * update_order.RENEWAL_SECONDS < update_order.LEASE_SECONDS < 6
