"""Opens and closes the Redis client; Redis holds only what may be lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from redis.asyncio import Redis
from redis.exceptions import RedisError

CONNECT_SECONDS_MAX = 3
ANSWER_SECONDS_MAX = 5
IDLE_CHECK_SECONDS = 15


class ServerUnreachable(Exception):
    """A server that the settings name does not answer: one line that names the setting."""


@asynccontextmanager
async def opened_redis(url: str) -> AsyncIterator[Redis]:
    """A client that has had one answer; it connects again by itself when Redis comes back.

    Answers are bytes. Raises ServerUnreachable.
    """
    redis = Redis.from_url(
        url,
        socket_connect_timeout=CONNECT_SECONDS_MAX,
        socket_timeout=ANSWER_SECONDS_MAX,
        health_check_interval=IDLE_CHECK_SECONDS,
    )
    try:
        try:
            await redis.ping()
        except (RedisError, OSError) as error:
            parts = urlsplit(url)  # the URL itself may hold a password
            address = f"{parts.hostname}:{parts.port or 6379}" if parts.hostname else parts.path
            raise ServerUnreachable(
                f"JIAFEN_REDIS_URL: no Redis answers at {address}: {error}"
            ) from error
        yield redis
    finally:
        await redis.aclose()
