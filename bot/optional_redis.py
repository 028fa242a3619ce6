"""Asks Redis where there is one and it answers; a circuit breaker for one that does not.

Redis holds only what may be lost, so every question has an answer without it: `otherwise`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

import structlog
from redis.exceptions import RedisError

if TYPE_CHECKING:
    from redis.asyncio import Redis

Answer = TypeVar("Answer")
ANSWER_SECONDS_MAX = 1.0
"""The client itself would try for much longer, and everybody would wait."""

OPEN_SECONDS = 5.0
"""How long a Redis that failed is not asked: people must not wait for it again and again."""

log = structlog.stdlib.get_logger(__name__)


class OptionalRedis:
    """A circuit breaker around a Redis that may be absent, away or slow.

    `warning` is logged when the circuit opens: it says what this process does without Redis.
    """

    def __init__(self, redis: Redis | None, *, warning: str) -> None:
        self._redis = redis
        self._warning = warning
        self._open_until = 0.0

    async def ask(
        self,
        question: Callable[[Redis], Awaitable[Answer]],
        *,
        otherwise: Answer,
        seconds: float = ANSWER_SECONDS_MAX,
    ) -> Answer:
        """The answer of Redis, or `otherwise` when there is none within `seconds`."""
        now = asyncio.get_running_loop().time
        if self._redis is None or now() < self._open_until:
            return otherwise
        try:
            async with asyncio.timeout(seconds):
                return await question(self._redis)
        except (RedisError, OSError, TimeoutError) as error:
            self._open_until = now() + OPEN_SECONDS
            log.warning(self._warning, reason=repr(error))
            return otherwise
