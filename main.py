"""The composition root: the only module that knows everybody, and the owner of the one clock."""

from __future__ import annotations

import runtime.quick_import  # noqa: F401 -- before aiogram, which everybody imports

# isort: split
import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Collection
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramNotFound
from aiohttp import web
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis

import bot.app
import cli as command_line
import playground
import settings as environment
import webapp.app
from bot import delivery, profile
from bot.delivery import Pace, Priority
from bot.polling import Poller
from bot.updates import Intake
from cli.demo import NEWCOMER, PEOPLE, load
from core import db, jobs
from core import program as rulebook
from core.program import Program
from locales import Texts
from runtime import admission, job_queue, lifetime, probes, startup, telegram, web_server
from runtime.clock import Clock
from runtime.postgres import server
from runtime.redis_client import opened_redis
from settings import Settings, SettingsError
from webapp import app_keys
from webapp.edge import health

DRAIN_SECONDS_MAX = 2.0

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class House:
    """What is open while this process serves."""

    settings: Settings
    program: Program
    texts: Texts
    clock: Clock
    database_url: str
    redis: Redis | None
    pace: Pace
    bot: Bot
    """For answers to people."""
    bot_username: str
    registry: CollectorRegistry
    life: lifetime.Lifetime


def cli() -> None:
    """`jiafen`, and `python main.py`."""
    runtime = command_line.Runtime(
        opened=_opened, database=startup.any_database, run=_run, rules=_rules, probes=probes.PROBES
    )
    expected = (*startup.ERRORS, rulebook.ProgramError)
    sys.exit(command_line.main(sys.argv[1:], runtime, expected=expected))


def _rules() -> tuple[Settings, Program]:
    settings = environment.load()
    return settings, rulebook.load(settings.program, rejoin_wait=not settings.playground)


def _run(names: Collection[str]) -> None:
    settings, program = _rules()
    startup.log_in_full(settings)
    if settings.playground and "web" not in names:
        raise SettingsError("JIAFEN_BOT_TOKEN must be set: without it the playground needs web")
    with asyncio.Runner(loop_factory=lifetime.new_event_loop) as runner:
        runner.run(_serve(settings, program, names))


async def _serve(settings: Settings, program: Program, names: Collection[str]) -> None:
    """Open everything in order; whoever ends this process closes everything in reverse."""
    await web_server.try_address(settings.host, settings.port)
    async with lifetime.lifetime() as life, AsyncExitStack() as stack:
        house = await _open(stack, settings, program, life)
        if settings.demo:
            await load(program, at=house.clock.now())
        takes_updates = ("web" if settings.updates == "webhook" else "bot") in names
        intake = _intake(house) if takes_updates else None
        # Who still talks to the playground's Bot API has to end before the site that serves it.
        app = _web(house, intake) if "web" in names else _health(house)
        serving = web_server.serving(app, host=settings.host, port=settings.port)
        await stack.enter_async_context(serving)
        if intake:
            stack.push_async_callback(intake.drain, DRAIN_SECONDS_MAX)
        for name, work in _work(house, intake, names).items():
            await stack.enter_async_context(life.running(name, work))
        startup.settle_memory()
        startup.announce(settings, names)
        await asyncio.Event().wait()


async def _open(
    stack: AsyncExitStack, settings: Settings, program: Program, life: lifetime.Lifetime
) -> House:
    database = await stack.enter_async_context(server.reached(settings))
    shares = settings.redis_url is not None
    await stack.enter_async_context(admission.admitted(database.url, shares=shares))
    await stack.enter_async_context(_doors(settings, database.url))
    redis = None
    if settings.redis_url:
        redis = await stack.enter_async_context(opened_redis(settings.redis_url))
    pace = Pace(program.campaigns.per_second, redis=redis)
    answering = await stack.enter_async_context(_session(settings, pace, Priority.ANSWER))
    return House(
        settings=settings,
        program=program,
        texts=Texts.load(zone=program.local),
        clock=Clock(settings.data_dir, time_travel=settings.time_travel),
        database_url=database.url,
        redis=redis,
        pace=pace,
        bot=answering,
        bot_username=await telegram.username(settings, patient=True),
        registry=CollectorRegistry(),
        life=life,
    )


@asynccontextmanager
async def _doors(settings: Settings, url: str) -> AsyncIterator[None]:
    """Core's doors, on the newest schema; only our own database is migrated unasked."""
    if lacking := await db.pending(url):
        if settings.database_url and not settings.playground:
            raise SettingsError(f"the database lacks {len(lacking)} migrations; run jiafen migrate")
        await db.migrate(url)
    await db.open(url)
    try:
        yield
    finally:
        await lifetime.bounded("database", db.close(), seconds=DRAIN_SECONDS_MAX)


def _session(
    settings: Settings, pace: Pace, priority: Priority
) -> AbstractAsyncContextManager[Bot]:
    token, api_url = telegram.token(settings), telegram.api_url(settings)
    return delivery.session(token=token, api_url=api_url, pace=pace, priority=priority).context()


def _intake(house: House) -> Intake:
    dispatcher = bot.app.create(
        program=house.program,
        texts=house.texts,
        clock=house.clock.now,
        secret=startup.secret(house.settings),
        public_url=house.settings.public_url,
        bot_username=house.bot_username,
        redis=house.redis,
    )
    return Intake(dispatcher, house.bot, redis=house.redis, pace=house.pace)


def _web(house: House, intake: Intake | None) -> web.Application:
    settings = house.settings
    app = webapp.app.create(
        program=house.program,
        texts=house.texts,
        clock=house.clock.now,
        secret_key=startup.secret(settings),
        bot_token=telegram.token(settings),
        bot_username=house.bot_username,
        public_url=settings.public_url,
        telegram_js_url=settings.telegram_js_url,
        frame_ancestors=[f"http://localhost:{settings.port}"] if settings.playground else [],
        redis=house.redis,
        updates=intake if settings.updates == "webhook" else None,
        webhook_secret=settings.webhook_secret.get_secret_value(),
        checks=lambda: _checks(house),
        registry=house.registry,
    )
    if settings.playground:
        app.add_subapp(telegram.PLAYGROUND, _playground(house))
    return app


def _health(house: House) -> web.Application:
    """What a process without the role web serves."""
    app = web.Application()
    app[app_keys.CHECKS] = lambda: _checks(house)
    app[app_keys.REGISTRY] = house.registry
    app.add_routes(health.ROUTES)
    return app


def _playground(house: House) -> web.Application:
    people = [
        playground.Person(started=one is not NEWCOMER, **one.as_user())
        for one in (*PEOPLE, NEWCOMER)
    ]

    async def advance(span: timedelta) -> None:
        await jobs.begin_day(house.program, at=house.clock.advance(span))

    return playground.create(
        token=telegram.token(house.settings),
        bot_username=house.bot_username,
        bot_name=house.program.name,
        people=people,
        clock=house.clock.now,
        advance=advance if house.settings.time_travel else None,
        app_url=f"{house.settings.public_url}/app/",
    )


def _work(house: House, intake: Intake | None, names: Collection[str]) -> dict[str, lifetime.Work]:
    """What this process does of itself, by name; what stands last ends first."""
    found: dict[str, lifetime.Work] = {}
    if "worker" in names:
        found["sender"] = lambda: _send(house)
        queue = partial(job_queue.run, house.program, url=house.database_url, clock=house.clock.now)
        found["jobs"] = lambda: lifetime.gently(queue)
    if "bot" in names:
        found["introduction"] = lambda: _introduce(house)
        if intake and house.settings.updates == "polling":
            poller = Poller(house.bot, intake, drain_seconds=DRAIN_SECONDS_MAX)
            found["polling"] = lambda: admission.while_leading(
                house.database_url, "polling", lambda: lifetime.gently(poller.run)
            )
    return found


async def _send(house: House) -> None:
    """Say what the outbox owes."""
    async with _session(house.settings, house.pace, Priority.NOTICE) as noticing:
        sender = delivery.Sender(
            program=house.program,
            texts=house.texts,
            clock=house.clock.now,
            bot=noticing,
            pace=house.pace,
            public_url=house.settings.public_url,
        )
        await lifetime.gently(sender.run)


async def _introduce(house: House) -> None:
    """Make the bot's profile and webhook what they should be; a refusal must not stop the bot."""
    settings = house.settings
    try:
        if settings.updates == "webhook":
            url, secret = settings.public_url + telegram.WEBHOOK, settings.webhook_secret
            await profile.set_webhook(house.bot, url=url, secret=secret.get_secret_value())
        await profile.introduce(
            house.bot, program=house.program, texts=house.texts, public_url=settings.public_url
        )
    except (TelegramBadRequest, TelegramNotFound) as error:
        log.warning("The Bot API server refuses the bot's profile", reason=str(error))


async def _checks(house: House) -> list[app_keys.Check]:
    """What `/readyz` tells."""
    asked: dict[str, Awaitable[object]] = {"database": db.pool().fetchval("SELECT 1")}
    if house.redis:
        asked["redis"] = house.redis.ping()
    checks = [app_keys.Check("process", ok=not house.life.over)]
    for name, failure in (await startup.failures(asked)).items():
        checks.append(app_keys.Check(name, ok=not failure, detail=failure))
    return checks


@asynccontextmanager
async def _opened() -> AsyncIterator[command_line.Opened]:
    """For one command, beside a running process or alone."""
    settings, program = _rules()
    startup.log_errors(settings)
    async with server.reached(settings) as database, _doors(settings, database.url):
        yield command_line.Opened(
            program=program,
            texts=Texts.load(zone=program.local),
            now=Clock(settings.data_dir, time_travel=settings.time_travel).now,
            secret=startup.secret(settings),
            time_travel=settings.time_travel,
            bot_username=lambda: telegram.username(settings, patient=False),
        )


if __name__ == "__main__":
    cli()
