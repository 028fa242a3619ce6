"""A PostgreSQL connection that holds an advisory lock for as long as its process lives.

A lock ends with its connection, however the process ends. A machine that dies closes no connection,
so the server is asked to notice within `SERVER_NOTICES_SECONDS` (its own default is two hours). The
holder asks every `BEAT_SECONDS` whether it still holds the lock, so that it stops before the server
lets another process begin.
"""

from __future__ import annotations

import asyncio
import contextlib

import asyncpg

BEAT_SECONDS = 1.0
ANSWER_SECONDS_MAX = 2.0
SERVER_NOTICES_SECONDS = 6
"""More than a beat and its answer (3 s), less than the ten seconds that README promises."""

# The server drops a client that is silent for about SERVER_NOTICES_SECONDS: idle + 2 probes of 2 s.
# On a socket within one machine they have no effect; there the kernel reports the end at once.
KEEPALIVE = {
    "tcp_keepalives_idle": "2",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
    "tcp_user_timeout": f"{SERVER_NOTICES_SECONDS * 1000}",
}

UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)  # TimeoutError is OSError


async def connect(dsn: str) -> asyncpg.Connection:
    """A connection whose end the server notices within SERVER_NOTICES_SECONDS."""
    connection = await asyncpg.connect(
        dsn, timeout=ANSWER_SECONDS_MAX, command_timeout=ANSWER_SECONDS_MAX
    )
    try:
        for name, value in KEEPALIVE.items():
            await connection.execute("SELECT set_config($1, $2, false)", name, value)
    except BaseException:
        await close(connection)
        raise
    return connection


async def close(connection: asyncpg.Connection) -> None:
    """Close in order if that is quick; the lock ends with the connection either way."""
    try:
        await connection.close(timeout=ANSWER_SECONDS_MAX)
    except UNREACHABLE:
        connection.terminate()
    except asyncio.CancelledError:
        connection.terminate()
        raise


async def until_lost(connection: asyncpg.Connection) -> None:
    """Return when the connection, and with it the lock, is lost."""
    with contextlib.suppress(*UNREACHABLE):
        while not connection.is_closed():
            await connection.execute("SELECT 1")
            await asyncio.sleep(BEAT_SECONDS)
