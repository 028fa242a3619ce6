"""Where the pace is counted: in this process, or in Redis for all of them."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

import structlog
from pyrate_limiter import GCRA, Decision, InMemoryStateStore, Rate, RedisStateStore, StateStore
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from redis.asyncio import Redis

Answer = TypeVar("Answer")
MILLISECONDS = 1000
KEPT_MAX = 5_000
"""Buckets that one process remembers before it forgets those that are full again."""

ANSWER_SECONDS_MAX = 1.0
"""The client itself would try for much longer, and everybody would wait."""

REDIS_AWAY_SECONDS = 5.0
"""How long this process counts alone before it asks a Redis that failed again."""

PREFIX = "jiafen:pace:"
ALGORITHM = GCRA()
log = structlog.stdlib.get_logger(__name__)


class Buckets(Protocol):
    """Named buckets, and one stop for the whole bot."""

    async def reserve(self, name: str, rate: Rate, *, weight: int = 1) -> float:
        """Take `weight` out of a bucket, in advance if need be; seconds until it is there."""

    async def take(self, name: str, rate: Rate, *, weight: int = 1) -> bool:
        """Take `weight` out of a bucket if it is there now, and nothing otherwise."""

    async def stop(self, seconds: float) -> None:
        """Let nothing more out for so long; a longer stop stands."""

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
        self._fills(name, rate, wait)
        return wait

    async def take(self, name: str, rate: Rate, *, weight: int = 1) -> bool:
        """As `Buckets.take`."""
        if taken := await _taken(self._store(name), rate, weight):
            self._fills(name, rate, 0.0)
        return taken

    async def stop(self, seconds: float) -> None:
        """As `Buckets.stop`."""
        self._stopped_until = max(self._stopped_until, _now() + seconds)

    async def stopped(self) -> float:
        """As `Buckets.stopped`."""
        return max(0.0, self._stopped_until - _now())

    def _store(self, name: str) -> InMemoryStateStore:
        if len(self._stores) >= KEPT_MAX:
            self._forget_full()
        return self._stores.setdefault(name, InMemoryStateStore())

    def _fills(self, name: str, rate: Rate, wait: float) -> None:
        """Note when a bucket that was drawn from will be full again, at the latest."""
        self._full_at[name] = _now() + wait + rate.burst * rate.interval / rate.limit / MILLISECONDS

    def _forget_full(self) -> None:
        """A bucket that is full again is as good as a new one."""
        now = _now()
        for name in [name for name, full_at in self._full_at.items() if full_at <= now]:
            del self._stores[name], self._full_at[name]


class SharedBuckets:
    """Buckets of all processes; while Redis is away each process counts for itself."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._own = OwnBuckets()
        self._away_until = 0.0

    async def reserve(self, name: str, rate: Rate, *, weight: int = 1) -> float:
        """As `Buckets.reserve`."""
        store = RedisStateStore(self._redis, PREFIX + name)
        wait = await self._asked(lambda: _reserved(store, rate, weight))
        return await self._own.reserve(name, rate, weight=weight) if wait is None else wait

    async def take(self, name: str, rate: Rate, *, weight: int = 1) -> bool:
        """As `Buckets.take`."""
        store = RedisStateStore(self._redis, PREFIX + name)
        taken = await self._asked(lambda: _taken(store, rate, weight))
        return await self._own.take(name, rate, weight=weight) if taken is None else taken

    async def stop(self, seconds: float) -> None:
        """As `Buckets.stop`."""
        await self._own.stop(seconds)
        await self._asked(lambda: self._prolong(max(1, round(seconds * MILLISECONDS))))

    async def stopped(self) -> float:
        """As `Buckets.stopped`."""
        left = await self._asked(lambda: self._redis.pttl(PREFIX + "stop"))
        return max(await self._own.stopped(), (left or 0) / MILLISECONDS)

    async def _prolong(self, lasts: int) -> None:
        async with self._redis.pipeline() as both:
            both.set(PREFIX + "stop", 1, px=lasts, nx=True)
            both.pexpire(PREFIX + "stop", lasts, gt=True)
            await both.execute()

    async def _asked(self, question: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """Redis's answer; None while it is away, which it is for a while after one failure."""
        if _now() < self._away_until:
            return None
        try:
            async with asyncio.timeout(ANSWER_SECONDS_MAX):
                return await question()
        except (RedisError, OSError) as error:
            self._away_until = _now() + REDIS_AWAY_SECONDS
            log.warning("Redis is away: this process keeps the pace alone", reason=repr(error))
            return None


async def _reserved(store: StateStore, rate: Rate, weight: int) -> float:
    """Seconds until the first moment that is free, which is then taken.

    Waiters line up by moment: nobody wakes only to find that another was first.
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
