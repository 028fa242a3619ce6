"""Which processes may run beside each other, and which of them does what only one may do.

Both are held by advisory locks on a PostgreSQL connection of their own: a lock ends with its
connection, however the process ends. A dead machine says no goodbye, so the server is asked to
notice within `SERVER_NOTICES_SECONDS` (its own default is two hours), and the holder asks every
`BEAT_SECONDS` whether it still holds: it stops before the server lets another one begin.
"""

from __future__ import annotations

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg
import structlog

BEAT_SECONDS = 1.0
ANSWER_SECONDS_MAX = 2.0
SERVER_NOTICES_SECONDS = 6  # more than a beat and its answer, less than the ten promised
ADMISSION_SECONDS_MAX = 3.0  # a process that was just killed may take a moment to be gone
NAMESPACE = 0x4A46  # our advisory locks, apart from anybody else's in the same database

# The server drops a client that keeps silent for about SERVER_NOTICES_SECONDS. No effect on a
# socket within one machine, where the kernel tells at once.
KEEPALIVE = {
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": f"{SERVER_NOTICES_SECONDS * 1000}",
}

_UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)  # TimeoutError is OSError

log = structlog.stdlib.get_logger(__name__)


class SecondProcessError(Exception):
    """Another process is here and we cannot share: one line that says what to do."""


@asynccontextmanager
async def admitted(dsn: str, *, shares: bool) -> AsyncIterator[None]:
    """Holds this process's place: one alone without Redis, any number with it, never both kinds.

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
        await _closed(place.connection)


async def while_leading(dsn: str, name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Stands by until no other process leads `name`, then does `work`, as long as it leads.

    When the lead is lost, `work` is cancelled and we stand by again. Returns when `work` returns,
    raises what it raises; otherwise runs until it is cancelled.
    """
    while True:
        try:
            connection = await _lead_taken(dsn, name)
        except _UNREACHABLE as error:
            log.warning("The database does not answer", standing_by_for=name, reason=str(error))
            await asyncio.sleep(BEAT_SECONDS)
            continue
        log.info("This process leads", what=name)
        try:
            if await _work_while_held(connection, work):
                return
        finally:
            await _closed(connection)
        log.warning("The lead is lost", what=name)


async def _lead_taken(dsn: str, name: str) -> asyncpg.Connection:
    lock = zlib.crc32(name.encode()) - 2**31  # as signed as PostgreSQL's integer
    attempt = "SELECT pg_try_advisory_lock($1, $2)"
    connection = await _connected(dsn)
    try:
        while not await connection.fetchval(attempt, NAMESPACE, lock):  # noqa: ASYNC110 -- no event
            await asyncio.sleep(BEAT_SECONDS)
    except BaseException:
        await _closed(connection)
        raise
    return connection


async def _work_while_held(
    connection: asyncpg.Connection, work: Callable[[], Awaitable[None]]
) -> bool:
    """Whether the work came to its end; otherwise the connection did."""
    task = asyncio.ensure_future(work())
    beat = asyncio.create_task(_until_lost(connection))
    try:
        await asyncio.wait([task, beat], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
            return True
        return False
    finally:
        for one in (task, beat):
            one.cancel()
        await asyncio.wait([task, beat])


async def _until_lost(connection: asyncpg.Connection) -> None:
    with contextlib.suppress(*_UNREACHABLE):
        while not connection.is_closed():
            await connection.execute("SELECT 1")
            await asyncio.sleep(BEAT_SECONDS)


async def _admission(dsn: str, *, shares: bool) -> asyncpg.Connection:
    connection = await _connected(dsn)
    attempt = f"SELECT pg_try_advisory_lock{'_shared' if shares else ''}($1, 0)"
    deadline = asyncio.get_running_loop().time() + ADMISSION_SECONDS_MAX
    try:
        while not await connection.fetchval(attempt, NAMESPACE):
            if asyncio.get_running_loop().time() > deadline:
                raise SecondProcessError(
                    "another process without JIAFEN_REDIS_URL uses this database: stop it first"
                    if shares
                    else "another process uses this database: stop it, or set JIAFEN_REDIS_URL"
                    " for both, through which they share"
                )
            await asyncio.sleep(0.1)
    except BaseException:
        await _closed(connection)
        raise
    return connection


class _Place:
    """An admission that is taken again whenever its connection ends."""

    def __init__(self, dsn: str, connection: asyncpg.Connection, *, shares: bool) -> None:
        self.connection = connection
        self._dsn = dsn
        self._shares = shares

    async def keep(self) -> None:
        while True:
            await _until_lost(self.connection)
            await _closed(self.connection)
            try:
                self.connection = await _admission(self._dsn, shares=self._shares)
            except _UNREACHABLE:
                await asyncio.sleep(BEAT_SECONDS)
            except SecondProcessError as error:
                log.error(str(error))  # noqa: TRY400 -- it came while the database was away


async def _connected(dsn: str) -> asyncpg.Connection:
    connection = await asyncpg.connect(
        dsn, timeout=ANSWER_SECONDS_MAX, command_timeout=ANSWER_SECONDS_MAX
    )
    try:
        for name, value in KEEPALIVE.items():
            await connection.execute("SELECT set_config($1, $2, false)", name, value)
    except BaseException:
        await _closed(connection)
        raise
    return connection


async def _closed(connection: asyncpg.Connection) -> None:
    """A farewell if it is heard quickly; the lock ends with the connection either way."""
    try:
        await connection.close(timeout=ANSWER_SECONDS_MAX)
    except _UNREACHABLE:
        connection.terminate()
    except asyncio.CancelledError:
        connection.terminate()
        raise
