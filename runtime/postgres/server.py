"""Finds the PostgreSQL of this deployment, named or embedded, and checks that it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import asyncpg

from runtime.postgres import embedded
from runtime.redis_client import ServerUnreachable
from settings import Settings

ANSWER_SECONDS_MAX = 5
UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that has answered."""

    url: str
    words: str
    """Its version and place, for people."""
    ahead: timedelta
    """By how much its clock is ahead of this machine's."""


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[Server]:
    """The server, ready for connections. Raises ServerUnreachable or EmbeddedError."""
    async with AsyncExitStack() as stack:
        if settings.database_url is None:
            url = await stack.enter_async_context(embedded.running(settings.data_dir))
            place = "embedded"
        else:
            url = settings.database_url
            place = f"at {urlsplit(url).hostname or 'a socket'}"
        yield await _checked(url, place)


async def _checked(url: str, place: str) -> Server:
    try:
        connection = await asyncpg.connect(url, timeout=ANSWER_SECONDS_MAX)
        try:
            version = connection.get_server_version()
            our_time = datetime.now(UTC)
            its_time: datetime = await connection.fetchval("SELECT clock_timestamp()")
        finally:
            await connection.close(timeout=ANSWER_SECONDS_MAX)
    except UNREACHABLE as error:
        raise ServerUnreachable(
            f"JIAFEN_DATABASE_URL: PostgreSQL {place} does not let us in:"
            f" {str(error) or type(error).__name__}"
        ) from error
    words = f"PostgreSQL {version.major}.{version.minor} {place}"
    return Server(url=url, words=words, ahead=its_time - our_time)
