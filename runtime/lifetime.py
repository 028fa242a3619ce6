"""The lifetime of a process: it ends at a signal, or when a part of it fails for good."""

from __future__ import annotations

import asyncio
import contextlib
import signal
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

PAUSE_SECONDS_MIN, PAUSE_SECONDS_MAX = 0.5, 10.0
"""The backoff between two attempts: it doubles, and begins anew after a run of ten seconds."""

SIGNALS = (signal.SIGTERM, signal.SIGINT)

TRANSIENT = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # of a connection that broke during a call
    DBConnectionError,
    RedisError,
    ClientDecodeError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
"""Errors while the database, Redis or Telegram is unreachable; the work is tried again."""

Work: TypeAlias = Callable[[], Awaitable[None]]

log = structlog.stdlib.get_logger(__name__)


class WorkFailed(Exception):
    """A part of this process ended by an error that a retry does not mend: one line."""


class Lifetime:
    """Ends the task that opened it by cancelling it, so that it closes everything in order."""

    def __init__(self, task: asyncio.Task[Any]) -> None:
        self._task = task
        self.over = False
        self.failure: WorkFailed | None = None

    def end(self, failure: WorkFailed | None = None) -> None:
        """End the process. Only the first call counts: a second signal must not break closing."""
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
        first_pause: float = PAUSE_SECONDS_MIN,
    ) -> AsyncIterator[None]:
        """Run `work` while the block runs; repeat it after a TRANSIENT error, with a backoff.

        Any other error ends the process. When the block ends, `work` is cancelled and has
        `seconds_to_end` to finish what it has begun.
        """
        task = asyncio.create_task(self._keep_running(name, work, first_pause), name=name)
        try:
            yield
        finally:
            task.cancel()
            _, late = await asyncio.wait([task], timeout=seconds_to_end)
            if late:
                log.warning("It did not end in time", what=name)

    async def _keep_running(self, name: str, work: Work, first_pause: float) -> None:
        pause = first_pause
        while True:
            began = asyncio.get_running_loop().time()
            try:
                await work()
                return
            except TRANSIENT as error:
                log.warning("It will be tried again", what=name, reason=repr(error))
            except Exception as error:
                log.exception("It died", what=name)
                self.end(WorkFailed(f"{name} died: {type(error).__name__}: {error}"))
                return
            if asyncio.get_running_loop().time() - began > PAUSE_SECONDS_MAX:
                pause = first_pause
            await asyncio.sleep(pause)
            pause = min(2 * pause, PAUSE_SECONDS_MAX)


async def gently(run: Callable[..., Awaitable[None]]) -> None:
    """Run `run(stop=…)`; when cancelled, set `stop` and wait until it has finished its work."""
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
    """Wait until a part has closed, at most `seconds`."""
    try:
        async with asyncio.timeout(seconds):
            await closing
    except TimeoutError:
        log.warning("It did not close in time", what=what)


@asynccontextmanager
async def lifetime() -> AsyncIterator[Lifetime]:
    """While the block runs, SIGTERM and Ctrl-C cancel this task, once; that is no error.

    Raises WorkFailed if a part of the process was the reason.
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
        loop.add_signal_handler(number, _on_signal, life, number)
    try:
        yield
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


def _on_signal(life: Lifetime, number: int) -> None:
    log.info("Stopping", signal=signal.Signals(number).name)
    life.end()
