"""Keeps each person's updates in order and remembers which were handled, over all processes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

import structlog
from redis.exceptions import LockError, RedisError

if TYPE_CHECKING:
    from redis.asyncio import Redis
    from redis.asyncio.lock import Lock

Answer = TypeVar("Answer")
REMEMBERED = 20_000
"""Updates that one process remembers; Telegram repeats within a day, and mostly within minutes."""

DAY_SECONDS = 86_400
ANSWER_SECONDS = 1.0
AWAY_SECONDS = 5.0
"""A Redis that failed is left alone for so long: people must not wait for it again and again."""

LEASE_SECONDS, RENEWAL_SECONDS = 4.0, 1.0
"""A turn is held by a lease that is renewed: a process that was killed holds nobody up for long."""

log = structlog.stdlib.get_logger(__name__)


class Shared:
    """Redis while it is there; while it is away each process goes by what it knows itself.

    Nothing is lost by that: the core's keys keep acts from doubling.
    """

    def __init__(self, redis: Redis | None) -> None:
        self._redis = redis
        self._away_until = 0.0

    async def ask(
        self,
        question: Callable[[Redis], Awaitable[Answer]],
        *,
        otherwise: Answer,
        seconds: float = ANSWER_SECONDS,
    ) -> Answer:
        """The answer of Redis, or `otherwise` when there is none."""
        now = asyncio.get_running_loop().time
        if self._redis is None or now() < self._away_until:
            return otherwise
        try:
            async with asyncio.timeout(seconds):
                return await question(self._redis)
        except (RedisError, OSError, TimeoutError) as error:
            self._away_until = now() + AWAY_SECONDS
            log.warning("Redis is away: order is kept in this process alone", reason=repr(error))
            return otherwise


class Turns:
    """One update of a person at a time, in the order in which they came.

    Locks live as long as somebody holds or awaits them; with Redis other processes wait too.
    """

    def __init__(self, shared: Shared, *, seconds: float) -> None:
        self._shared = shared
        self._seconds = seconds
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, person: int) -> AsyncIterator[None]:
        """Wait for this person's turn and hold it."""
        lock = self._locks.setdefault(person, asyncio.Lock())
        async with lock:
            shared = await self._acquired(person)
            if shared is None:
                yield
                return
            try:
                with self._renewed(shared):
                    yield
            finally:
                await self._released(shared)

    @contextmanager
    def _renewed(self, lock: Lock) -> Iterator[None]:
        """Keep the lease up; most turns are over before it has to be."""
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
            task = loop.create_task(self._shared.ask(reacquire, otherwise=None))
            renewals.add(task)
            task.add_done_callback(renewals.discard)
            timer = loop.call_later(RENEWAL_SECONDS, renew)

        timer = loop.call_later(RENEWAL_SECONDS, renew)
        try:
            yield
        finally:
            timer.cancel()
            for task in renewals:
                task.cancel()

    async def _acquired(self, person: int) -> Lock | None:
        name = f"jiafen:turn:{person}"
        lock: Lock | None = None

        async def at_once(redis: Redis) -> bool:
            nonlocal lock
            lock = redis.lock(name, timeout=LEASE_SECONDS, thread_local=False)
            return bool(await lock.acquire(blocking=False))

        async def patiently(_: Redis) -> bool:
            return lock is not None and bool(await lock.acquire())

        mine = await self._shared.ask(at_once, otherwise=False)
        if not mine and lock is not None:
            mine = await self._shared.ask(patiently, otherwise=False, seconds=self._seconds)
        return lock if mine else None

    async def _released(self, lock: Lock) -> None:
        async def release(_: Redis) -> None:
            try:
                await lock.release()
            except LockError:
                log.warning("A turn lasted longer than it may")

        await self._shared.ask(release, otherwise=None)


class Handled:
    """The updates that were handled, so that a repeated delivery has no effect."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._recent: OrderedDict[int, None] = OrderedDict()

    async def knows(self, update_id: int) -> bool:
        """Whether it was handled here or, with Redis, in any process."""
        if update_id in self._recent:
            return True
        return bool(await self._shared.ask(lambda redis: _seen(redis, update_id), otherwise=0))

    async def add(self, update_id: int) -> None:
        """Remember that it was handled."""
        self._recent[update_id] = None
        if len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        await self._shared.ask(lambda redis: _remember(redis, update_id), otherwise=None)


async def _seen(redis: Redis, update_id: int) -> int:
    return int(await redis.exists(_key(update_id)))


async def _remember(redis: Redis, update_id: int) -> None:
    await redis.set(_key(update_id), 1, ex=DAY_SECONDS)


def _key(update_id: int) -> str:
    return f"jiafen:update:{update_id}"
