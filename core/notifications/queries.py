"""Queries of the outbox, and a listener that wakes when a new notice is put."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from core import db
from core.notifications.answers import Notice
from core.notifications.rules import CHANNEL

NEXT_DUE = """
    SELECT n.due_at FROM notice n
    WHERE n.state = 'due' AND NOT EXISTS (
        SELECT FROM notice o WHERE o.member_id = n.member_id AND o.state = 'leased')
    ORDER BY n.due_at, n.id LIMIT 1
"""


class Wake:
    """Wakes its holder when a notice is put, or when the connection to PostgreSQL has ended."""

    def __init__(self) -> None:
        self._called = asyncio.Event()
        self.broken = False

    def call(self, *_: Any) -> None:
        """A new notice was put."""
        self._called.set()

    def cut(self, *_: Any) -> None:
        """The connection that listens has ended."""
        self.broken = True
        self._called.set()

    async def wait(self, timeout: float | None = None) -> bool:  # noqa: ASYNC109 - a bound
        """Whether it was called within `timeout` seconds; ConnectionError when PostgreSQL went."""
        try:
            async with asyncio.timeout(timeout):
                await self._called.wait()
        except TimeoutError:
            return False
        if self.broken:
            raise ConnectionError("the connection that listens for notices has ended")
        self._called.clear()
        return True


@asynccontextmanager
async def listening() -> AsyncIterator[Wake]:
    """A wake on a connection of its own; it misses no notice put from here on."""
    wake = Wake()
    async with db.pool().acquire() as held:
        held.add_termination_listener(wake.cut)
        await held.add_listener(CHANNEL, wake.call)
        try:
            yield wake
        finally:
            if not wake.broken:
                held.remove_termination_listener(wake.cut)
                await held.remove_listener(CHANNEL, wake.call)


async def next_due(at: datetime) -> datetime | None:
    """The moment when the next notice may be claimed: `at` if at once, None if there is none.

    What waits behind a notice that is being sent to the same member does not count.
    """
    async with db.reading() as connection:
        earliest: datetime | None = await connection.fetchval(NEXT_DUE)
    return earliest and max(earliest, at)


async def counts() -> dict[str, int]:
    """The number of notices in each state; states without notices are left out."""
    async with db.reading() as connection:
        rows = await connection.fetch("SELECT state, count(*) FROM notice GROUP BY state")
    return {row["state"]: row["count"] for row in rows}


async def recent(member_id: UUID, limit: int = 20) -> list[Notice]:
    """A member's notices in any state, the newest first."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            "SELECT id, code, facts::text AS facts, state, made_at, due_at, finished_at, failure"
            " FROM notice WHERE member_id = $1 ORDER BY id DESC LIMIT $2",
            member_id,
            limit,
        )
    return [Notice(**{**row, "facts": json.loads(row["facts"])}) for row in rows]
