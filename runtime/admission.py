"""Admission: which processes may run beside each other on one database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import structlog

from core.db import locks
from runtime.lock_connection import BEAT_SECONDS, UNREACHABLE, close, connect, until_lost

ADMISSION_SECONDS_MAX = 3.0
"""How long to try: the connection of a process that was just killed may take a moment to end."""

log = structlog.stdlib.get_logger(__name__)


class SecondProcessError(Exception):
    """Another process uses this database and cannot share: one line that says what to do."""


@asynccontextmanager
async def admitted(dsn: str, *, shares: bool) -> AsyncIterator[None]:
    """Hold this process's place among the processes of one database.

    Without Redis one process runs alone; with Redis any number may; both kinds never run together.
    `shares` is whether there is a Redis through which processes share what lies outside PostgreSQL.
    If the database goes and comes back, the place is taken again. Raises SecondProcessError.
    """
    place = _Place(dsn, await _admission(dsn, shares=shares), shares=shares)
    keeper = asyncio.create_task(place.keep(), name="admission")
    try:
        yield
    finally:
        keeper.cancel()
        await asyncio.wait([keeper])
        await close(place.connection)


async def _admission(dsn: str, *, shares: bool) -> asyncpg.Connection:
    # Shared or exclusive on the same lock: two shared ones fit together, and nothing else does.
    connection = await connect(dsn)
    attempt = f"SELECT pg_try_advisory_lock{'_shared' if shares else ''}($1, $2)"
    deadline = asyncio.get_running_loop().time() + ADMISSION_SECONDS_MAX
    try:
        while not await connection.fetchval(attempt, locks.PROCESSES, locks.ADMISSION):
            if asyncio.get_running_loop().time() > deadline:
                raise SecondProcessError(
                    "another process without JIAFEN_REDIS_URL uses this database: stop it first"
                    if shares
                    else "another process uses this database: stop it, or set JIAFEN_REDIS_URL"
                    " for both, through which they share"
                )
            await asyncio.sleep(0.1)
    except BaseException:
        await close(connection)
        raise
    return connection


class _Place:
    """The place of this process, and the connection whose lock holds it."""

    def __init__(self, dsn: str, connection: asyncpg.Connection, *, shares: bool) -> None:
        self.connection = connection
        self._dsn = dsn
        self._shares = shares

    async def keep(self) -> None:
        """Take the place again whenever the connection that holds it ends."""
        while True:
            await until_lost(self.connection)
            await close(self.connection)
            try:
                self.connection = await _admission(self._dsn, shares=self._shares)
            except UNREACHABLE:
                await asyncio.sleep(BEAT_SECONDS)
            except SecondProcessError as error:
                log.error(str(error))  # noqa: TRY400 -- one line is enough
