"""The work that a process does without being asked: sender, jobs, the bot's profile, polling."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import structlog
from aiogram.exceptions import TelegramBadRequest, TelegramNotFound

from bot import delivery, profile
from bot.delivery import Priority
from bot.handlers import NOTICES
from bot.polling import Poller
from bot.updates import Intake
from composition.opening import CLOSE_SECONDS_MAX, Resources, bot_session
from runtime import job_queue, leadership, lifetime, telegram

log = structlog.stdlib.get_logger(__name__)


def work_of(
    resources: Resources, updates: Intake | None, roles: Collection[str]
) -> dict[str, lifetime.Work]:
    """The work of these roles by name, in the order of starting; it ends in reverse."""
    work: dict[str, lifetime.Work] = {}
    if "worker" in roles:
        work["sender"] = lambda: _send(resources)
        jobs = partial(
            job_queue.run,
            resources.program,
            url=resources.database_url,
            clock=resources.clock.now,
        )
        work["jobs"] = lambda: lifetime.gently(jobs)
    if "bot" in roles:
        work["introduction"] = lambda: _introduce(resources)
        if updates and resources.settings.updates == "polling":
            poller = Poller(resources.bot, updates, drain_seconds=CLOSE_SECONDS_MAX)
            # Telegram answers only one poller at a time, so one process leads.
            work["polling"] = lambda: leadership.while_leading(
                resources.database_url, "polling", lambda: lifetime.gently(poller.run)
            )
    return work


async def _send(resources: Resources) -> None:
    """Send the notices that are due in the outbox."""
    async with bot_session(resources.settings, resources.pace, Priority.NOTICE) as session:
        sender = delivery.Sender(
            program=resources.program,
            texts=resources.texts,
            clock=resources.clock.now,
            bot=session,
            pace=resources.pace,
            notices=NOTICES,
            app_url=resources.app_url,
        )
        await lifetime.gently(sender.run)


async def _introduce(resources: Resources) -> None:
    """Set the bot's profile and webhook; a refusal is logged, because the bot works without."""
    settings = resources.settings
    try:
        if settings.updates == "webhook":
            url, secret = settings.public_url + telegram.WEBHOOK, settings.webhook_secret
            await profile.set_webhook(resources.bot, url=url, secret=secret.get_secret_value())
        await profile.introduce(
            resources.bot,
            program=resources.program,
            texts=resources.texts,
            app_url=resources.app_url,
        )
    except (TelegramBadRequest, TelegramNotFound) as error:
        log.warning("The Bot API server refuses the bot's profile", reason=str(error))
