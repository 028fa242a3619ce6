"""How fast the bot may speak: in all, in one chat, and not at all while Telegram asks for patience.

Answers to people go ahead of notices, notices ahead of campaigns. Every process has one message at
a time in line for the whole bot's bucket, so that an answer waits for one message of each other
process at most.
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
"""Telegram bears about one message a second in a chat, and short bursts."""

GROUP = Rate(17, MINUTE, burst=3)
"""Never more than Telegram's twenty in any minute."""

WEIGHT = 10
"""Of one message in the whole bot's bucket: tenths, so that its slack is less than a message."""


class Priority(IntEnum):
    """Who goes first."""

    ANSWER = 0
    NOTICE = 1
    CAMPAIGN = 2


class Pace:
    """The pace of the whole bot: over all processes with Redis, else in this one."""

    def __init__(self, per_second: float, *, redis: Redis | None = None) -> None:
        self._buckets: Buckets = OwnBuckets() if redis is None else SharedBuckets(redis)
        tenths = max(1, round(per_second * WEIGHT))
        # Slack for the clock's milliseconds alone: more would be 31 messages in some second.
        self._rate = Rate(tenths, SECOND, burst=WEIGHT + 1 + tenths // SECOND)
        self._waiting: list[tuple[Priority, int, asyncio.Future[None]]] = []
        self._arrivals = count()
        self._serving: asyncio.Task[None] | None = None

    async def turn(self, priority: Priority, chat_id: int | None = None) -> None:
        """Wait until one message may go out; `chat_id` where the chat's own pace counts too."""
        if chat_id is not None:
            await asyncio.sleep(await self._buckets.reserve(*_bucket(chat_id)))
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._arrivals), turn))
        if self._serving is None:
            # A context of its own: nobody's transaction or log lines are the others' too.
            self._serving = asyncio.get_running_loop().create_task(
                self._serve(), context=Context(), name="pace"
            )
        await turn

    async def at_once(self, chat_id: int | None = None) -> bool:
        """Whether a message may go out this moment, ahead of nobody who waits; if so, it counts."""
        if self._somebody_waits() or await self.stopped():
            return False
        # The chat first: who floods may lose a turn by it, and the whole bot none.
        if chat_id is not None and not await self._buckets.take(*_bucket(chat_id)):
            return False
        return await self._buckets.take("bot", self._rate, weight=WEIGHT)

    async def stop(self, seconds: float) -> None:
        """Telegram asked the bot for patience: nothing more goes out for so long."""
        await self._buckets.stop(seconds)

    async def stopped(self) -> float:
        """Seconds for which nothing goes out; 0 while the bot may speak."""
        return await self._buckets.stopped()

    async def resumed(self) -> None:
        """Wait while the bot is stopped."""
        while seconds := await self.stopped():  # noqa: ASYNC110 - it is known how long
            await asyncio.sleep(seconds)

    async def _serve(self) -> None:
        """Give the turns one after the other, each to whoever comes first by then."""
        try:
            while self._somebody_waits():
                await self.resumed()
                await asyncio.sleep(await self._buckets.reserve("bot", self._rate, weight=WEIGHT))
                if not await self.stopped() and self._somebody_waits():
                    heapq.heappop(self._waiting)[-1].set_result(None)
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for it
            for _, _, turn in self._waiting:
                if not turn.done():
                    turn.set_exception(error)
            self._waiting.clear()
        finally:
            self._serving = None

    def _somebody_waits(self) -> bool:
        """Whether the first in line still waits; those who went away are dropped."""
        while self._waiting and self._waiting[0][-1].done():
            heapq.heappop(self._waiting)
        return bool(self._waiting)


def _bucket(chat_id: int) -> tuple[str, Rate]:
    """Of one chat: its name and its rate."""
    return f"chat:{chat_id}", GROUP if chat_id < 0 else CHAT
