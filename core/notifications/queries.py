"""What is owed, what became of it, and a way to be woken when more is owed."""

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
    """Tells its holder that something new is owed, or that PostgreSQL has gone."""

    def __init__(self) -> None:
        self._called = asyncio.Event()
        self.broken = False

    def call(self, *_: Any) -> None:
        """Something new is owed."""
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
    """A wake on a connection of its own; what is put from here on is not missed."""
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
    """When the next notice may be claimed: `at` if at once, None if nothing is owed.

    What waits behind a notice that is being sent to the same member does not count.
    """
    async with db.reading() as connection:
        earliest: datetime | None = await connection.fetchval(NEXT_DUE)
    return earliest and max(earliest, at)


async def counts() -> dict[str, int]:
    """How many notices are in each state; states without any are left out."""
    async with db.reading() as connection:
        rows = await connection.fetch("SELECT state, count(*) FROM notice GROUP BY state")
    return {row["state"]: row["count"] for row in rows}


async def recent(member_id: UUID, limit: int = 20) -> list[Notice]:
    """A member's newest notices first, whatever became of them."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            "SELECT id, code, facts::text AS facts, state, made_at, due_at, finished_at, failure"
            " FROM notice WHERE member_id = $1 ORDER BY id DESC LIMIT $2",
            member_id,
            limit,
        )
    return [Notice(**{**row, "facts": json.loads(row["facts"])}) for row in rows]
