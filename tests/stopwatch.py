"""Measures what is promised in seconds, without the time that others had the processors."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 6
"""So many times what is promised a test waits, because a busy machine may be as much slower."""


class Stopwatch:
    """Counts the seconds in which some processes could run; without numbers, this process.

    A process that is ready to run may wait while others have the processors. Linux counts that
    time, and it is taken off; elsewhere nothing is.
    """

    def __init__(self, *pids: int) -> None:
        self._before = {pid: seconds_kept_waiting(pid) for pid in pids or (os.getpid(),)}
        self._now = dict(self._before)
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        wall = time.monotonic() - self._began
        self._read()
        return wall - sum(self._now[pid] - before for pid, before in self._before.items())

    async def until(self, end: Awaitable[T]) -> T:
        """Wait for it, reading as it goes, because nothing is known of a process that has ended."""
        future = asyncio.ensure_future(end)
        while not future.done():
            self._read()
            await asyncio.wait([future], timeout=0.05)
        return future.result()

    def _read(self) -> None:
        for pid, known in self._now.items():
            self._now[pid] = max(known, seconds_kept_waiting(pid))


@asynccontextmanager
async def within(seconds: float, *pids: int) -> AsyncIterator[None]:
    """The block takes less than this; see Stopwatch."""
    watch = Stopwatch(*pids)
    async with asyncio.timeout(PATIENCE * seconds):
        yield
    assert watch.seconds < seconds


def seconds_kept_waiting(pid: int) -> float:
    """Seconds for which other processes had the processors that this one could have used."""
    try:
        _, nanoseconds, _ = Path(f"/proc/{pid}/schedstat").read_text().split()
    except OSError:
        return 0
    return int(nanoseconds) / 1e9
