"""Finds the merchant behind an API key, and limits how fast keys can be guessed."""

from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Final

import structlog
from aiohttp import web
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError
from redis.asyncio import Redis

from core import merchants
from core.merchants import Merchant
from webapp import app_keys
from webapp.edge.http_problem import HttpProblem

BAD_KEYS: Final = RateLimitItemPerMinute(60)
"""Wrong keys from one address; right keys are never counted, so nobody pays for a neighbour."""

CALLS: Final = RateLimitItemPerMinute(600_000)
"""Calls of one merchant in one process: only a runaway loop is faster."""

API_KEY: Final = re.compile(r"jf_[A-Za-z0-9_-]{43}")
BEARER: Final = re.compile(r"[Bb]earer +(\S+) *")
CHALLENGE: Final = {"WWW-Authenticate": 'Bearer realm="merchants"'}

log = structlog.stdlib.get_logger(__name__)

Handler = Callable[[web.Request, Merchant], Awaitable[web.StreamResponse]]


class RateLimiter:
    """Limits wrong keys by address and calls by merchant.

    Wrong keys are counted in Redis where several processes share it; calls by each process.
    """

    def __init__(self, redis: Redis | None) -> None:
        self._wrong = FixedWindowRateLimiter(_storage(redis))
        self._calls = FixedWindowRateLimiter(MemoryStorage())

    async def count_wrong(self, address: str) -> None:
        """Raises HttpProblem 429 after too many from one address; without Redis none is refused."""
        try:
            if await self._wrong.hit(BAD_KEYS, "wrong-key", address):
                return
            until = (await self._wrong.get_window_stats(BAD_KEYS, "wrong-key", address)).reset_time
        except StorageError as error:
            log.warning("rate-limit-unavailable", error=repr(error.__cause__))
            return
        raise HttpProblem(429, headers=_retry_after(until))

    async def count_call(self, merchant: Merchant) -> None:
        """Raises HttpProblem 429 for a merchant whose program calls in an endless loop."""
        name = merchant.id.hex
        if not await self._calls.hit(CALLS, name):
            until = (await self._calls.get_window_stats(CALLS, name)).reset_time
            raise HttpProblem(429, headers=_retry_after(until))


def _storage(redis: Redis | None) -> Storage:
    if redis is None:
        return MemoryStorage()
    return RedisStorage(
        "async+redis://",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="jiafen:limits",
        connection_pool=redis.connection_pool,  # type: ignore[arg-type]  # as its docstring says
    )


def _retry_after(until: float) -> dict[str, str]:
    return {"Retry-After": str(max(1, round(until - time.time())))}


RATE_LIMITER = web.AppKey("rate_limiter", RateLimiter)


def merchant_only(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Calls the handler with the merchant whose key came along; 401 without one."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        merchant = await _merchant_of(request)
        request[app_keys.MERCHANT] = merchant
        await request.app[RATE_LIMITER].count_call(merchant)
        return await handler(request, merchant)

    return guarded


async def _merchant_of(request: web.Request) -> Merchant:
    bearer = BEARER.fullmatch(request.headers.get("Authorization", ""))
    if bearer and API_KEY.fullmatch(bearer[1]):
        merchant = await merchants.by_api_key(bearer[1])
        if merchant is not None:
            return merchant
    await request.app[RATE_LIMITER].count_wrong(request.remote or "")
    raise HttpProblem(401, headers=CHALLENGE)
