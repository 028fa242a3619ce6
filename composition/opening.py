"""Opens what a process needs, in order, and closes it in reverse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from aiogram import Bot
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis

import settings as environment
from bot import delivery
from bot.delivery import Priority, SendingPace
from core import db
from core import program as rulebook
from core.program import Program
from locales import Texts
from runtime import admission, lifetime, telegram
from runtime.clock import Clock
from runtime.postgres import server
from runtime.redis_client import opened_redis
from settings import TELEGRAM_API_URL, Settings, SettingsError

CLOSE_SECONDS_MAX = 2.0
"""How long closing a part may take: a supervisor kills a process that ends too slowly."""


@dataclass(frozen=True)
class Resources:
    """What this process has open while it serves."""

    settings: Settings
    program: Program
    texts: Texts
    clock: Clock
    database_url: str
    redis: Redis | None
    pace: SendingPace
    bot: Bot
    """For answers to people."""
    bot_username: str
    app_url: str
    """The mini-app's address for the chat; see `mini_app_url`."""
    registry: CollectorRegistry
    life: lifetime.Lifetime


def read_rules() -> tuple[Settings, Program]:
    """The settings and the rulebook; raises SettingsError or ProgramError, each of one line."""
    settings = environment.load()
    return settings, rulebook.load(settings.program, rejoin_wait=not settings.playground)


async def open_resources(
    stack: AsyncExitStack, settings: Settings, program: Program, life: lifetime.Lifetime
) -> Resources:
    """Open everything; `stack` closes it."""
    database = await stack.enter_async_context(server.reached(settings))
    shares = settings.redis_url is not None
    # Before migrations: two processes that may not run together must not both change the schema.
    await stack.enter_async_context(admission.admitted(database.url, shares=shares))
    await stack.enter_async_context(opened_core(settings, database.url))
    redis = None
    if settings.redis_url:
        redis = await stack.enter_async_context(opened_redis(settings.redis_url))
    pace = SendingPace(program.campaigns.per_second, redis=redis)
    answering = await stack.enter_async_context(bot_session(settings, pace, Priority.ANSWER))
    return Resources(
        settings=settings,
        program=program,
        texts=Texts.load(zone=program.local),
        clock=Clock(settings.data_dir, time_travel=settings.time_travel),
        database_url=database.url,
        redis=redis,
        pace=pace,
        bot=answering,
        bot_username=await telegram.username(settings, patient=True),
        app_url=mini_app_url(settings),
        registry=CollectorRegistry(),
        life=life,
    )


@asynccontextmanager
async def opened_core(settings: Settings, url: str) -> AsyncIterator[None]:
    """Core's connections, on the newest schema.

    A database that the settings name is its owner's, so it is not migrated without a command.
    """
    if lacking := await db.pending(url):
        if settings.database_url and not settings.playground:
            raise SettingsError(f"the database lacks {len(lacking)} migrations; run jiafen migrate")
        await db.migrate(url)
    await db.open(url)
    try:
        yield
    finally:
        await lifetime.bounded("database", db.close(), seconds=CLOSE_SECONDS_MAX)


def mini_app_url(settings: Settings) -> str:
    """The address that buttons of the chat open; empty where Telegram would refuse it.

    Telegram opens https only. Another Bot API server, such as the playground, may also open http on
    this machine, and settings allow http nowhere else.
    """
    https = settings.public_url.startswith("https://")
    is_telegram = telegram.api_url(settings).startswith(TELEGRAM_API_URL)
    return "" if is_telegram and not https else f"{settings.public_url}/app/"


def bot_session(
    settings: Settings, pace: SendingPace, priority: Priority
) -> AbstractAsyncContextManager[Bot]:
    """A client of the Bot API whose requests have this priority."""
    token, api_url = telegram.token(settings), telegram.api_url(settings)
    return delivery.session(token=token, api_url=api_url, pace=pace, priority=priority).context()
