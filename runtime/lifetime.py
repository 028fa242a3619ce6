"""How long a process lives: until it is told to stop, or until a part of it dies."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias

import asyncpg
import structlog
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from redis.exceptions import RedisError
from tortoise.exceptions import DBConnectionError

if sys.platform == "win32":  # uvloop does not exist there
    from asyncio import new_event_loop
else:
    from uvloop import new_event_loop

__all__ = ["Lifetime", "RoleDied", "Work", "bounded", "gently", "lifetime", "new_event_loop"]

PAUSE_SECONDS_MIN, PAUSE_SECONDS_MAX = 0.5, 10.0
SIGNALS = (signal.SIGTERM, signal.SIGINT)

PASSING = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what a connection says that broke in the middle of something
    DBConnectionError,
    RedisError,
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
"""What comes when the database, Redis or Telegram is away: tried again until it is back."""

Work: TypeAlias = Callable[[], Awaitable[None]]

log = structlog.stdlib.get_logger(__name__)


class RoleDied(Exception):
    """A part of this process ended by an error that trying again does not mend: one line."""


class Lifetime:
    """Ends the task that opened it, by cancelling it: whatever it holds is then closed in order."""

    def __init__(self, task: asyncio.Task[Any]) -> None:
        self._task = task
        self.over = False
        self.failure: RoleDied | None = None

    def end(self, failure: RoleDied | None = None) -> None:
        """The first call decides; a second signal changes nothing, for closing takes no long."""
        if not self.over:
            self.over, self.failure = True, failure
            self._task.cancel()

    @asynccontextmanager
    async def running(
        self,
        name: str,
        work: Work,
        *,
        seconds_to_end: float = 3.0,
    ) -> AsyncIterator[None]:
        """Does `work` meanwhile, again after an error of PASSING; any other ends the process.

        Afterwards it is cancelled and has `seconds_to_end` to finish what it has begun.
        """
        task = asyncio.create_task(self._kept(name, work), name=name)
        try:
            yield
        finally:
            task.cancel()
            _, late = await asyncio.wait([task], timeout=seconds_to_end)
            if late:
                log.warning("It did not end in time", what=name)

    async def _kept(self, name: str, work: Work) -> None:
        pause = PAUSE_SECONDS_MIN
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await work()
                return
            except PASSING as error:
                log.warning("It will be tried again", what=name, reason=repr(error))
            except Exception as error:
                log.exception("It died", what=name)
                self.end(RoleDied(f"{name} died: {type(error).__name__}: {error}"))
                return
            if asyncio.get_running_loop().time() - began > PAUSE_SECONDS_MAX:
                pause = PAUSE_SECONDS_MIN
            await asyncio.sleep(pause)
            pause = min(2 * pause, PAUSE_SECONDS_MAX)


async def gently(run: Callable[..., Awaitable[None]]) -> None:
    """Do `run(stop=…)`; when cancelled, set `stop` and wait until what was begun is done."""
    stop = asyncio.Event()
    task = asyncio.ensure_future(run(stop=stop))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        stop.set()
        await asyncio.wait([task])
        raise
    finally:
        task.cancel()


async def bounded(what: str, closing: Awaitable[None], *, seconds: float) -> None:
    """Wait for something to close, but not for ever."""
    try:
        async with asyncio.timeout(seconds):
            await closing
    except TimeoutError:
        log.warning("It did not close in time", what=what)


@asynccontextmanager
async def lifetime() -> AsyncIterator[Lifetime]:
    """From here on SIGTERM and Ctrl-C cancel this task, once; leaving after that is no error.

    Raises RoleDied when a part of the process was the reason.
    """
    task = asyncio.current_task()
    assert task is not None
    life = Lifetime(task)
    with _signals(life):
        try:
            yield life
        except asyncio.CancelledError:
            if not life.over:
                raise
            task.uncancel()
    if life.failure:
        raise life.failure


@contextlib.contextmanager
def _signals(life: Lifetime) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, _told, life, number)
    try:
        yield
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


def _told(life: Lifetime, number: int) -> None:
    log.info("Stopping", signal=signal.Signals(number).name)
    life.end()
