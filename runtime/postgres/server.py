"""Finds the PostgreSQL of this deployment, the one that is named or our own, and greets it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import asyncpg

from runtime.postgres import embedded
from runtime.redis_client import ConnectionsError
from settings import Settings

ANSWER_SECONDS_MAX = 5
UNREACHABLE = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL that has answered; `ahead` is by how much its clock is ahead of ours."""

    url: str
    words: str
    ahead: timedelta


@asynccontextmanager
async def reached(settings: Settings) -> AsyncIterator[Server]:
    """The server, ready for connections. Raises ConnectionsError or EmbeddedError."""
    async with AsyncExitStack() as stack:
        if settings.database_url is None:
            url = await stack.enter_async_context(embedded.running(settings.data_dir))
            place = "embedded"
        else:
            url = settings.database_url
            place = f"at {urlsplit(url).hostname or 'a socket'}"
        yield await _greeted(url, place)


async def _greeted(url: str, place: str) -> Server:
    try:
        connection = await asyncpg.connect(url, timeout=ANSWER_SECONDS_MAX)
        try:
            version = connection.get_server_version()
            asked_at = datetime.now(UTC)
            told_at: datetime = await connection.fetchval("SELECT clock_timestamp()")
        finally:
            await connection.close(timeout=ANSWER_SECONDS_MAX)
    except UNREACHABLE as error:
        raise ConnectionsError(
            f"JIAFEN_DATABASE_URL: PostgreSQL {place} does not let us in:"
            f" {str(error) or type(error).__name__}"
        ) from error
    words = f"PostgreSQL {version.major}.{version.minor} {place}"
    return Server(url=url, words=words, ahead=told_at - asked_at)
