"""Builds the faces of a process: the chat, the site, and the playground beneath it."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta

from aiohttp import web

import bot.app
import playground
import webapp.app
from bot.updates import Intake
from cli.demo import NEWCOMER, PEOPLE
from composition.opening import Resources
from core import db, jobs
from runtime import startup, telegram
from webapp import app_keys


def intake(resources: Resources) -> Intake:
    """What takes the bot's updates, from polling or from the webhook."""
    dispatcher = bot.app.create(
        program=resources.program,
        texts=resources.texts,
        clock=resources.clock.now,
        secret=startup.secret(resources.settings),
        app_url=resources.app_url,
        bot_username=resources.bot_username,
        redis=resources.redis,
    )
    return Intake(dispatcher, resources.bot, redis=resources.redis, pace=resources.pace)


def site(resources: Resources, updates: Intake | None) -> web.Application:
    """What a process of the role web serves; `updates` takes those of the webhook."""
    settings = resources.settings
    app = webapp.app.create(
        program=resources.program,
        texts=resources.texts,
        clock=resources.clock.now,
        secret_key=startup.secret(settings),
        bot_token=telegram.token(settings),
        bot_username=resources.bot_username,
        public_url=settings.public_url,
        telegram_js_url=settings.telegram_js_url,
        frame_ancestors=[f"http://localhost:{settings.port}"] if settings.playground else [],
        redis=resources.redis,
        updates=updates if settings.updates == "webhook" else None,
        webhook_secret=settings.webhook_secret.get_secret_value(),
        checks=lambda: _checks(resources),
        registry=resources.registry,
    )
    if settings.playground:
        app.add_subapp(telegram.PLAYGROUND, _playground(resources))
    return app


def health_site(resources: Resources) -> web.Application:
    """What a process without the role web serves: its health and its metrics."""
    return webapp.app.create_health(
        texts=resources.texts, checks=lambda: _checks(resources), registry=resources.registry
    )


def _playground(resources: Resources) -> web.Application:
    people = [
        playground.Person(started=person is not NEWCOMER, **person.as_user())
        for person in (*PEOPLE, NEWCOMER)
    ]

    async def advance(span: timedelta) -> None:
        await jobs.begin_day(resources.program, at=resources.clock.advance(span))

    return playground.create(
        token=telegram.token(resources.settings),
        bot_username=resources.bot_username,
        bot_name=resources.program.name,
        people=people,
        clock=resources.clock.now,
        advance=advance if resources.settings.time_travel else None,
        app_url=resources.app_url,
    )


async def _checks(resources: Resources) -> list[app_keys.Check]:
    """The checks of `/readyz`."""
    questions: dict[str, Awaitable[object]] = {"database": db.pool().fetchval("SELECT 1")}
    if resources.redis:
        questions["redis"] = resources.redis.ping()
    checks = [app_keys.Check("process", ok=not resources.life.over)]
    for name, failure in (await startup.failures(questions)).items():
        checks.append(app_keys.Check(name, ok=not failure, detail=failure))
    return checks
