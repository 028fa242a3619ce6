"""Fixtures of the chat's tests: a bot that polls, purchases, rewards, logs and Redis."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
import structlog
from redis.asyncio import Redis

import samples
from core import catalog, members, merchants, purchases
from core.program import Program
from locales import Texts
from tests.bot.running_bot import RunningBot, running_bot

LONG_AGO = timedelta(days=800)


@pytest.fixture
def a_sale(
    chat: RunningBot, program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]]
) -> Callable[..., Awaitable[purchases.Recorded]]:
    """Post a purchase of a member at a shop of the name: `await a_sale(1001, 120_00)`."""
    shops: dict[str, merchants.Merchant] = {}
    receipts = count(1)

    async def sell(
        person: int, amount_fen: int, *, shop: str = "好邻居超市", **options: Any
    ) -> purchases.Recorded:
        if shop not in shops:
            shops[shop] = (await a_merchant(name=shop, at=chat.clock() - LONG_AGO)).merchant
        member = await members.by_telegram(person)
        assert member is not None, "send /start first"
        at = options.pop("at", chat.clock())
        return await samples.purchase(
            program,
            merchant_id=shops[shop].id,
            receipt=options.pop("receipt", f"R-{next(receipts)}"),
            member_id=member.id,
            amount_fen=amount_fen,
            at=at,
            **options,
        )

    return sell


@pytest.fixture
async def an_offer(
    chat: RunningBot, program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]]
) -> Callable[..., Awaitable[catalog.Reward]]:
    """A reward of a shop of its own: `await an_offer(5000)`."""
    shop = (await a_merchant(name="顺达车行", at=chat.clock())).merchant

    async def make(points: int, **options: Any) -> catalog.Reward:
        return await samples.reward(
            program, merchant_id=shop.id, points=points, at=chat.clock(), **options
        )

    return make


@pytest.fixture(autouse=True)
def plain_log() -> Iterator[None]:
    """Lines of JSON: the coloured tracebacks that structlog begins with take seconds each."""
    before = structlog.get_config()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(),
        wrapper_class=structlog.BoundLogger,
    )
    yield
    structlog.configure(**before)


@pytest.fixture
async def chat(database: str, program: Program, texts: Texts) -> AsyncIterator[RunningBot]:
    """A bot that polls."""
    async with running_bot(program, texts) as made:
        await made.client.flood(enabled=False)
        await made.poll()
        yield made


@pytest.fixture(params=["alone", "redis"])
async def redis(request: pytest.FixtureRequest) -> AsyncIterator[Redis | None]:
    """Each test runs in one process's memory, and with Redis."""
    if request.param == "alone":
        yield None
        return
    client = Redis.from_url(request.getfixturevalue("redis_url"))
    await client.flushdb()
    yield client
    await client.aclose()
