"""Token buckets of the rate limiter: in this process, or in Redis for all processes."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Protocol

from pyrate_limiter import GCRA, Decision, InMemoryStateStore, Rate, RedisStateStore, StateStore

from bot.optional_redis import OptionalRedis

if TYPE_CHECKING:
    from redis.asyncio import Redis

MILLISECONDS = 1000
KEPT_MAX = 5_000
"""Buckets that one process keeps before it drops those that are full again."""

KEPT_MILLISECONDS = 300 * MILLISECONDS
"""How long Redis keeps a bucket that nobody asks for. The library's own time, twice the burst, is
too short: moments are reserved ahead, and a bucket that is forgotten before them is full again."""

PREFIX = "jiafen:pace:"
WITHOUT_REDIS = "Redis is away: this process keeps the pace alone"
ALGORITHM = GCRA()


class Buckets(Protocol):
    """Named buckets, and one stop for the whole bot."""

    async def reserve(self, name: str, rate: Rate, *, weight: int = 1) -> float:
        """Take `weight` out of a bucket, in advance if need be; seconds until it has so much."""

    async def take(self, name: str, rate: Rate, *, weight: int = 1) -> bool:
        """Take `weight` out of a bucket if it has so much now, and nothing otherwise."""

    async def stop(self, seconds: float) -> None:
        """Let nothing out for so many seconds; a stop that ends later stays."""

    async def stopped(self) -> float:
        """Seconds until the stop ends; 0 without one."""


class OwnBuckets:
    """Buckets of one process."""

    def __init__(self) -> None:
        self._stores: dict[str, InMemoryStateStore] = {}
        self._full_at: dict[str, float] = {}
        self._stopped_until = 0.0

    async def reserve(self, name: str, rate: Rate, *, weight: int = 1) -> float:
        """As `Buckets.reserve`."""
        wait = await _reserved(self._store(name), rate, weight)
        self._record_full_at(name, rate, wait)
        return wait

    async def take(self, name: str, rate: Rate, *, weight: int = 1) -> bool:
        """As `Buckets.take`."""
        if is_taken := await _taken(self._store(name), rate, weight):
            self._record_full_at(name, rate, 0.0)
        return is_taken

    async def stop(self, seconds: float) -> None:
        """As `Buckets.stop`."""
        self._stopped_until = max(self._stopped_until, _now() + seconds)

    async def stopped(self) -> float:
        """As `Buckets.stopped`."""
        return max(0.0, self._stopped_until - _now())

    def _store(self, name: str) -> InMemoryStateStore:
        if len(self._stores) >= KEPT_MAX:
            self._drop_full()
        return self._stores.setdefault(name, InMemoryStateStore())

    def _record_full_at(self, name: str, rate: Rate, wait: float) -> None:
        """Record when the bucket will be full again, at the latest."""
        self._full_at[name] = _now() + wait + rate.burst * rate.interval / rate.limit / MILLISECONDS

    def _drop_full(self) -> None:
        """Drop the buckets that are full again: a new one is the same."""
        now = _now()
        for name in [name for name, full_at in self._full_at.items() if full_at <= now]:
            del self._stores[name], self._full_at[name]


class SharedBuckets:
    """Buckets of all processes; while Redis is away each process counts for itself."""

    def __init__(self, redis: Redis) -> None:
        self._redis = OptionalRedis(redis, warning=WITHOUT_REDIS)
        self._own = OwnBuckets()

    async def reserve(self, name: str, rate: Rate, *, weight: int = 1) -> float:
        """As `Buckets.reserve`."""

        async def reserve(redis: Redis) -> float | None:
            return await _reserved(_shared(redis, name), rate, weight)

        wait = await self._redis.ask(reserve, otherwise=None)
        return await self._own.reserve(name, rate, weight=weight) if wait is None else wait

    async def take(self, name: str, rate: Rate, *, weight: int = 1) -> bool:
        """As `Buckets.take`."""

        async def take(redis: Redis) -> bool | None:
            return await _taken(_shared(redis, name), rate, weight)

        is_taken = await self._redis.ask(take, otherwise=None)
        return await self._own.take(name, rate, weight=weight) if is_taken is None else is_taken

    async def stop(self, seconds: float) -> None:
        """As `Buckets.stop`."""
        await self._own.stop(seconds)
        milliseconds = max(1, round(seconds * MILLISECONDS))
        await self._redis.ask(lambda redis: _prolong(redis, milliseconds), otherwise=None)

    async def stopped(self) -> float:
        """As `Buckets.stopped`."""
        left = await self._redis.ask(_stop_left, otherwise=0)
        return max(await self._own.stopped(), left / MILLISECONDS)


def _shared(redis: Redis, name: str) -> RedisStateStore:
    return RedisStateStore(redis, PREFIX + name, ttl_ms=KEPT_MILLISECONDS)


async def _prolong(redis: Redis, milliseconds: int) -> None:
    """Set the stop, or make it longer; a stop that ends later is left as it is."""
    async with redis.pipeline() as both:
        both.set(PREFIX + "stop", 1, px=milliseconds, nx=True)
        both.pexpire(PREFIX + "stop", milliseconds, gt=True)
        await both.execute()


async def _stop_left(redis: Redis) -> int:
    """Milliseconds until the stop ends; negative without one."""
    return int(await redis.pttl(PREFIX + "stop"))


async def _reserved(store: StateStore, rate: Rate, weight: int) -> float:
    """Take the first free moment; seconds until then.

    Each waiter has a moment of its own, so nobody wakes up to find that another was first.
    """
    moment = now = _moment(store)
    while not (decision := await _checked(store, rate, moment, weight)).allowed:
        assert decision.retry_after_ms is not None, "no message is heavier than its bucket"
        moment += max(1, decision.retry_after_ms)
    return (moment - now) / MILLISECONDS


async def _taken(store: StateStore, rate: Rate, weight: int) -> bool:
    return (await _checked(store, rate, _moment(store), weight)).allowed


def _moment(store: StateStore) -> int:
    now = store.default_clock.now()
    assert isinstance(now, int)  # both stores have a clock that answers at once
    return now


async def _checked(store: StateStore, rate: Rate, moment: int, weight: int) -> Decision:
    decision = store.check(ALGORITHM, [rate], moment, weight)
    return await decision if inspect.isawaitable(decision) else decision


def _now() -> float:
    return asyncio.get_running_loop().time()
