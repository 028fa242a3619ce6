"""Group commit: calls that arrive while a batch is in flight form the next batch."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextvars import Context
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

import asyncpg

from core import errors
from core.db.transactions import in_command, retried, transaction

First = TypeVar("First")
Item = TypeVar("Item")
Answer = TypeVar("Answer")

UNREACHABLE = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
)
"""The server is away, so asking again for each item of a batch would not help."""


@dataclass
class _Waiting(Generic[First, Item, Answer]):
    first: First
    item: Item
    answer: asyncio.Future[Answer]


class Lane(Generic[First, Item, Answer]):
    """Group commit for hot rows: calls that arrive while a batch is in flight form the next one.

    `decide(first, items)` answers a batch inside one transaction, one answer or refusal an item, in
    order; a refusal is a value and does not affect other items. Callers are answered after COMMIT.
    """

    every: ClassVar[list[Lane[Any, Any, Any]]] = []

    def __init__(
        self,
        decide: Callable[[First, list[Item]], Awaitable[list[Answer | errors.LoyaltyError]]],
        *,
        batch_max: int = 256,
    ) -> None:
        self._decide = decide
        self._batch_max = batch_max
        self._waiting: deque[_Waiting[First, Item, Answer]] = deque()
        self._arrived: asyncio.Event | None = None
        self._task: asyncio.Task[None] | None = None
        self._open = False
        Lane.every.append(self)

    def start(self) -> None:
        """Begin to serve; called by `open`, in a context of its own that holds no transaction."""
        self._open = True
        self._arrived = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._serve(), context=Context())

    async def stop(self) -> None:
        """Take no more calls, answer those that wait or are in flight, then end."""
        self._open = False
        if self._task is None or self._arrived is None:
            return
        self._arrived.set()
        await asyncio.wait([self._task])
        self._task = self._arrived = None

    async def submit(self, first: First, item: Item) -> Answer:
        """Queue one item and await its answer; raises the item's refusal.

        In a command the item is a batch of its own in the caller's transaction, because an answer
        of the lane would come from another transaction, which may wait for the caller's locks.
        """
        if in_command():
            [answer] = await self._decide(first, [item])
            if isinstance(answer, errors.LoyaltyError):
                raise answer
            return answer
        if not self._open or self._arrived is None:
            raise RuntimeError("core.db is not open")
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(first, item, future))
        self._arrived.set()
        return await future

    async def _serve(self) -> None:
        assert self._arrived is not None
        while self._open or self._waiting:
            await self._arrived.wait()
            # Callers who were just answered ask again before anybody else runs: they come along.
            await asyncio.sleep(0)
            batch = self._next_batch()
            if self._open and not self._waiting:
                self._arrived.clear()
            if batch:
                await self._answer(batch)

    def _next_batch(self) -> list[_Waiting[First, Item, Answer]]:
        batch: list[_Waiting[First, Item, Answer]] = []
        while self._waiting and len(batch) < self._batch_max:
            if batch and self._waiting[0].first is not batch[0].first:
                break
            batch.append(self._waiting.popleft())
        return batch

    async def _answer(self, batch: list[_Waiting[First, Item, Answer]]) -> None:
        try:
            answers = await retried(lambda: self._alone(batch))
        except UNREACHABLE as error:
            for call in batch:
                _settle(call.answer, error)
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, a caller waits for it
            if len(batch) == 1:
                _settle(batch[0].answer, error)
            else:
                for call in batch:  # one poisoned item must not take its neighbours along
                    await self._answer([call])
            return
        for call, answer in zip(batch, answers, strict=True):
            _settle(call.answer, answer)

    async def _alone(
        self, batch: list[_Waiting[First, Item, Answer]]
    ) -> list[Answer | errors.LoyaltyError]:
        async with transaction():
            answers = await self._decide(batch[0].first, [call.item for call in batch])
            assert len(answers) == len(batch), "`decide` answers every item"
            return answers


def _settle(future: asyncio.Future[Any], answer: object) -> None:
    if future.done():  # its caller went away; the act stands and can be asked for again
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)
