"""A person's lock over two processes: held while the work lasts, and free soon after a kill."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot import update_order
from bot.optional_redis import OptionalRedis
from bot.update_order import WITHOUT_REDIS, PersonLocks

PERSON = 1001
LOCK = f"jiafen:turn:{PERSON}"


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        await client.flushdb()
        yield client


def process(redis: Redis, **seconds: float) -> PersonLocks:
    return PersonLocks(OptionalRedis(redis, warning=WITHOUT_REDIS), seconds=20, **seconds)


async def held(locks: PersonLocks, entered: asyncio.Event) -> None:
    async with locks.locked(PERSON):
        entered.set()


async def test_a_lock_is_kept_when_the_work_lasts_longer_than_the_lease(redis: Redis) -> None:
    """Each time half of the lease is taken away, as if that time had passed, it is renewed."""
    entered = asyncio.Event()
    half_lease = 30_000
    async with process(redis, lease_seconds=60, renewal_seconds=0.02).locked(PERSON):
        waiting = asyncio.create_task(held(process(redis), entered))
        for _ in range(5):
            assert await redis.pexpire(LOCK, half_lease)
            async with asyncio.timeout(20):
                while await redis.pttl(LOCK) <= half_lease:  # noqa: ASYNC110 - Redis gives no event
                    await asyncio.sleep(0.01)
        assert not entered.is_set()
    async with asyncio.timeout(20):
        await waiting
    assert entered.is_set()


async def test_the_lock_of_a_killed_process_is_free_after_its_lease(redis: Redis) -> None:
    await redis.set(LOCK, "of the dead", px=150)
    async with asyncio.timeout(20), process(redis).locked(PERSON):
        assert await redis.get(LOCK) != b"of the dead"
    assert await redis.get(LOCK) is None


async def test_a_lease_is_shorter_than_a_takeover_may_take() -> None:
    assert 2 * update_order.RENEWAL_SECONDS < update_order.LEASE_SECONDS < 6
