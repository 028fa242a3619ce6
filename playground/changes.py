"""Tells the page and the tests that something happened, so that nobody has to poll or sleep."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from playground.people import Json

BACKLOG = 5_000


class Changes:
    """A version that only grows, and a stream of events for every open page."""

    def __init__(self) -> None:
        self.version = 0
        self._streams: set[asyncio.Queue[Json | None]] = set()
        self._next: asyncio.Event = asyncio.Event()
        self._closed = False

    def publish(self, kind: str, **facts: object) -> None:
        """Count one change and tell everybody who listens."""
        self.version += 1
        waiting, self._next = self._next, asyncio.Event()
        waiting.set()
        for stream in self._streams:
            if stream.qsize() >= BACKLOG:
                self._empty(stream)
                stream.put_nowait({"kind": "reload"})
            else:
                stream.put_nowait({"kind": kind, **facts})

    async def after(self, version: int, seconds: float) -> int:
        """The version once it is later than `version`, or the same after `seconds`."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + seconds
        while self.version <= version and not self._closed:
            left = ends - loop.time()
            if left <= 0:
                break
            try:
                await asyncio.wait_for(self._next.wait(), left)
            except TimeoutError:
                break
        return self.version

    @contextmanager
    def stream(self) -> Iterator[asyncio.Queue[Json | None]]:
        """A queue of events from now on; `None` says that the playground closes."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        if self._closed:
            queue.put_nowait(None)
        self._streams.add(queue)
        try:
            yield queue
        finally:
            self._streams.discard(queue)

    def close(self) -> None:
        """Let go of everybody who waits."""
        self._closed = True
        self._next.set()
        for stream in self._streams:
            stream.put_nowait(None)

    @staticmethod
    def _empty(stream: asyncio.Queue[Json | None]) -> None:
        while not stream.empty():
            stream.get_nowait()
