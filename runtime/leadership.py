"""Leadership: one of all processes does what only one may do, such as polling Telegram."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Awaitable, Callable

import asyncpg
import structlog

from core.db import locks
from runtime.lock_connection import BEAT_SECONDS, UNREACHABLE, close, connect, until_lost

log = structlog.stdlib.get_logger(__name__)


async def while_leading(dsn: str, name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Stand by until no other process leads `name`, then do `work` for as long as this one leads.

    When the lead is lost, `work` is cancelled and the process stands by again. Returns when `work`
    returns and raises what it raises; otherwise it runs until it is cancelled.
    """
    while True:
        try:
            connection = await _lead_taken(dsn, name)
        except UNREACHABLE as error:
            log.warning("The database does not answer", standing_by_for=name, reason=str(error))
            await asyncio.sleep(BEAT_SECONDS)
            continue
        log.info("This process leads", what=name)
        try:
            if await _work_while_held(connection, work):
                return
        finally:
            await close(connection)
        log.warning("The lead is lost", what=name)


async def _lead_taken(dsn: str, name: str) -> asyncpg.Connection:
    lead = zlib.crc32(name.encode()) - 2**31  # within PostgreSQL's signed integer
    attempt = "SELECT pg_try_advisory_lock($1, $2)"
    connection = await connect(dsn)
    try:
        # PostgreSQL sends no event when a lock becomes free, so we ask.
        while not await connection.fetchval(attempt, locks.PROCESSES, lead):  # noqa: ASYNC110
            await asyncio.sleep(BEAT_SECONDS)
    except BaseException:
        await close(connection)
        raise
    return connection


async def _work_while_held(
    connection: asyncpg.Connection, work: Callable[[], Awaitable[None]]
) -> bool:
    """Do the work until it ends (True) or the connection does (False)."""
    task = asyncio.ensure_future(work())
    beat = asyncio.create_task(until_lost(connection))
    try:
        await asyncio.wait([task, beat], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
            return True
        return False
    finally:
        for running in (task, beat):
            running.cancel()
        await asyncio.wait([task, beat])
