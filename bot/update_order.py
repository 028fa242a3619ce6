"""Keeps each person's updates in order and remembers which were handled, over all processes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import structlog
from redis.exceptions import LockError

from bot.optional_redis import OptionalRedis

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.lock import Lock

REMEMBERED = 20_000
"""Updates that one process remembers; Telegram repeats within a day, and mostly within minutes."""

DAY_SECONDS = 86_400
LEASE_SECONDS, RENEWAL_SECONDS = 4.0, 1.0
"""The lock in Redis is a lease that is renewed, so that a killed process blocks nobody for long."""

WITHOUT_REDIS = "Redis is away: order is kept in this process alone"
log = structlog.stdlib.get_logger(__name__)


@dataclass
class PersonLocks:
    """Lets one update of a person be handled at a time, in the order in which they came.

    A lock in memory lives as long as somebody holds or awaits it; with Redis, other processes wait
    too. While Redis is away each process orders what it receives itself, and the core's idempotency
    keys keep acts from doubling.
    """

    redis: OptionalRedis
    _: KW_ONLY
    seconds: float
    """how long to wait for the lock of another process at most"""
    lease_seconds: float = LEASE_SECONDS
    renewal_seconds: float = RENEWAL_SECONDS
    _locks: WeakValueDictionary[int, asyncio.Lock] = field(
        init=False, default_factory=WeakValueDictionary
    )

    @asynccontextmanager
    async def locked(self, person: int) -> AsyncIterator[None]:
        """Wait for this person's lock and hold it: first in this process, then in Redis."""
        own_lock = self._locks.setdefault(person, asyncio.Lock())
        async with own_lock:
            shared_lock = await self._acquired(person)
            if shared_lock is None:
                yield
                return
            try:
                with self._renewed(shared_lock):
                    yield
            finally:
                await self._released(shared_lock)

    @contextmanager
    def _renewed(self, lock: Lock) -> Iterator[None]:
        """Renew the lease until the block ends; most blocks end before the first renewal."""
        loop = asyncio.get_running_loop()
        renewals: set[asyncio.Task[None]] = set()

        async def reacquire(_: Redis) -> None:
            try:
                await lock.reacquire()
            except LockError:
                log.warning("A turn was lost while it was held")

        timer: asyncio.TimerHandle

        def renew() -> None:
            nonlocal timer
            task = loop.create_task(self.redis.ask(reacquire, otherwise=None))
            renewals.add(task)
            task.add_done_callback(renewals.discard)
            timer = loop.call_later(self.renewal_seconds, renew)

        timer = loop.call_later(self.renewal_seconds, renew)
        try:
            yield
        finally:
            timer.cancel()
            for task in renewals:
                task.cancel()

    async def _acquired(self, person: int) -> Lock | None:
        """The lock in Redis, held; None without Redis, or when waiting for it took too long."""
        name = f"jiafen:turn:{person}"
        lock: Lock | None = None

        async def try_once(redis: Redis) -> bool:
            nonlocal lock
            lock = redis.lock(name, timeout=self.lease_seconds, thread_local=False)
            return bool(await lock.acquire(blocking=False))

        async def wait(_: Redis) -> bool:
            return lock is not None and bool(await lock.acquire())

        acquired = await self.redis.ask(try_once, otherwise=False)
        if not acquired and lock is not None:
            acquired = await self.redis.ask(wait, otherwise=False, seconds=self.seconds)
        return lock if acquired else None

    async def _released(self, lock: Lock) -> None:
        async def release(_: Redis) -> None:
            try:
                await lock.release()
            except LockError:
                log.warning("A turn lasted longer than it may")

        await self.redis.ask(release, otherwise=None)


class HandledUpdates:
    """The updates that were handled, so that a repeated delivery has no effect."""

    def __init__(self, redis: OptionalRedis) -> None:
        self._redis = redis
        self._recent: OrderedDict[int, None] = OrderedDict()

    async def knows(self, update_id: int) -> bool:
        """Whether it was handled here or, with Redis, in any process."""
        if update_id in self._recent:
            return True
        return bool(await self._redis.ask(lambda redis: _seen(redis, update_id), otherwise=0))

    async def add(self, update_id: int) -> None:
        """Remember that it was handled."""
        self._recent[update_id] = None
        if len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        await self._redis.ask(lambda redis: _remember(redis, update_id), otherwise=None)


async def _seen(redis: Redis, update_id: int) -> int:
    return int(await redis.exists(_key(update_id)))


async def _remember(redis: Redis, update_id: int) -> None:
    await redis.set(_key(update_id), 1, ex=DAY_SECONDS)


def _key(update_id: int) -> str:
    return f"jiafen:update:{update_id}"
