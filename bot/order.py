"""Keeps each person's updates in order and remembers which were handled, over all processes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

import structlog
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.lock import Lock

log = structlog.stdlib.get_logger(__name__)
REMEMBERED = 20_000
"""Updates that one process remembers; Telegram repeats within a day, and mostly within minutes."""

DAY_SECONDS = 86_400


class Turns:
    """One update of a person at a time, in the order in which they came.

    Locks live as long as somebody holds or awaits them. With Redis, other processes wait too; while
    Redis is away each process keeps its own order, and the core's keys keep acts from doubling.
    """

    def __init__(self, redis: Redis | None, *, seconds: float) -> None:
        self._redis = redis
        self._seconds = seconds
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[None]:
        """Wait for this person's turn and hold it."""
        lock = self._locks.setdefault(person, asyncio.Lock())
        async with lock:
            shared = await self._shared(person)
            try:
                yield
            finally:
                if shared is not None:
                    await self._release(shared)

    async def _shared(self, person: int) -> Lock | None:
        if self._redis is None:
            return None
        lock = self._redis.lock(
            f"jiafen:turn:{person}",
            timeout=self._seconds,
            blocking_timeout=self._seconds,
            thread_local=False,
        )
        try:
            return lock if await lock.acquire() else None
        except (RedisError, OSError) as error:
            log.warning("Redis is away: turns are kept here alone", reason=repr(error))
            return None

    async def _release(self, lock: Lock) -> None:
        try:
            await lock.release()
        except (RedisError, OSError) as error:  # it ended by itself, or Redis went away
            log.warning("A turn was not handed back", reason=repr(error))


class Handled:
    """The updates that were handled, so that a repeated delivery has no effect."""

    def __init__(self, redis: Redis | None) -> None:
        self._redis = redis
        self._recent: OrderedDict[int, None] = OrderedDict()

    async def knows(self, update_id: int) -> bool:
        """Whether it was handled here or, with Redis, in any process."""
        if update_id in self._recent or self._redis is None:
            return update_id in self._recent
        try:
            return bool(await self._redis.exists(_key(update_id)))
        except (RedisError, OSError) as error:
            log.warning("Redis is away: repeated updates are known here alone", reason=repr(error))
            return False

    async def add(self, update_id: int) -> None:
        """Remember that it was handled."""
        self._recent[update_id] = None
        if len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        if self._redis is None:
            return
        try:
            await self._redis.set(_key(update_id), 1, ex=DAY_SECONDS)
        except (RedisError, OSError) as error:
            log.warning("Redis is away: an update is remembered here alone", reason=repr(error))


def _key(update_id: int) -> str:
    return f"jiafen:update:{update_id}"
