"""Limits the rate of outgoing messages: of the whole bot, of one chat, and none after a 429.

Answers to people go ahead of notices, notices ahead of campaigns. Each process queues one message
at a time for the bucket of the whole bot, so that an answer waits for at most one message of each
other process.
"""

from __future__ import annotations

import asyncio
import heapq
from contextvars import Context
from enum import IntEnum
from itertools import count
from typing import TYPE_CHECKING

from pyrate_limiter import Rate

from bot.delivery.buckets import Buckets, OwnBuckets, SharedBuckets

if TYPE_CHECKING:
    from redis.asyncio import Redis

SECOND, MINUTE = 1000, 60_000
CHAT = Rate(1, SECOND, burst=3)
"""Telegram allows about one message a second in a chat, and short bursts."""

GROUP = Rate(17, MINUTE, burst=3)
"""Never more than Telegram's twenty in any minute."""

WEIGHT = 10
"""What a message takes from the bot's bucket, in tenths, so that its slack can be below one."""


class Priority(IntEnum):
    """Which message goes first; the lowest number does."""

    ANSWER = 0
    NOTICE = 1
    CAMPAIGN = 2


class SendingPace:
    """The rate limiter of the whole bot: over all processes with Redis, else in this one."""

    def __init__(self, per_second: float, *, redis: Redis | None = None) -> None:
        self._buckets: Buckets = OwnBuckets() if redis is None else SharedBuckets(redis)
        tenths = max(1, round(per_second * WEIGHT))
        # Slack for the clock's milliseconds alone: more would be 31 messages in some second.
        self._rate = Rate(tenths, SECOND, burst=WEIGHT + 1 + tenths // SECOND)
        self._waiting: list[tuple[Priority, int, asyncio.Future[None]]] = []
        self._arrivals = count()
        self._serving: asyncio.Task[None] | None = None

    async def wait(self, priority: Priority, chat_id: int | None = None) -> None:
        """Wait until one message may go out; with `chat_id`, the limit of that chat counts too."""
        if chat_id is not None:
            await asyncio.sleep(await self._buckets.reserve(*_bucket(chat_id)))
        may_go: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._arrivals), may_go))
        if self._serving is None:
            # A context of its own, so that it has no caller's transaction or log context.
            self._serving = asyncio.get_running_loop().create_task(
                self._serve(), context=Context(), name="pace"
            )
        await may_go

    async def at_once(self, chat_id: int | None = None) -> bool:
        """Whether a message may go out now without overtaking one that waits; if so, it counts."""
        if self._has_waiting() or await self.stopped():
            return False
        # The chat's bucket first: when it refuses, the bot's bucket has lost nothing.
        if chat_id is not None and not await self._buckets.take(*_bucket(chat_id)):
            return False
        return await self._buckets.take("bot", self._rate, weight=WEIGHT)

    async def stop(self, seconds: float) -> None:
        """Let nothing out for so many seconds, because Telegram answered 429."""
        await self._buckets.stop(seconds)

    async def stopped(self) -> float:
        """Seconds for which nothing goes out; 0 while messages may go out."""
        return await self._buckets.stopped()

    async def wait_until_resumed(self) -> None:
        """Wait while the bot is stopped."""
        while seconds := await self.stopped():  # noqa: ASYNC110 - it is known how long
            await asyncio.sleep(seconds)

    async def _serve(self) -> None:
        """Let the messages out one after the other, each time the one that is first by then."""
        try:
            while self._has_waiting():
                await self.wait_until_resumed()
                await asyncio.sleep(await self._buckets.reserve("bot", self._rate, weight=WEIGHT))
                if not await self.stopped() and self._has_waiting():
                    heapq.heappop(self._waiting)[-1].set_result(None)
        except Exception as error:  # noqa: BLE001 - the callers wait for it, whatever it is
            for _, _, may_go in self._waiting:
                if not may_go.done():
                    may_go.set_exception(error)
            self._waiting.clear()
        finally:
            self._serving = None

    def _has_waiting(self) -> bool:
        """Whether a message waits; those at the head that were cancelled are dropped."""
        while self._waiting and self._waiting[0][-1].done():
            heapq.heappop(self._waiting)
        return bool(self._waiting)


def _bucket(chat_id: int) -> tuple[str, Rate]:
    """The bucket of a chat: its name and its rate."""
    return f"chat:{chat_id}", GROUP if chat_id < 0 else CHAT
