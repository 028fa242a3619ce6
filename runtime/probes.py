"""The checks of `doctor` beside the database: each returns a sentence or raises an error."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import settings as environment
from runtime.redis_client import opened_redis
from runtime.telegram import WEBHOOK, opened_bot
from settings import SettingsError


async def redis() -> str:
    """Check that Redis answers, where one is set."""
    settings = environment.load()
    if settings.redis_url is None:
        return "not set: one process only"
    async with opened_redis(settings.redis_url):
        return "answers"


async def token() -> str:
    """Check the bot's token; returns the bot's username."""
    settings = environment.load()
    if settings.playground:
        return "none is set: Telegram is played on this machine"
    async with opened_bot(settings) as bot:
        return f"@{(await bot.me()).username}"


async def webhook() -> str:
    """Check that the webhook is set as the settings say."""
    settings = environment.load()
    if settings.playground:
        return "not asked: the playground forgets it between runs"
    async with opened_bot(settings) as bot:
        info = await bot.get_webhook_info()
    waiting = f"{info.pending_update_count} updates wait"
    url = info.url.partition("?")[0]
    if settings.updates == "polling":
        if url:
            raise SettingsError(f"{url} is set, so nobody can poll; the next start removes it")
        return f"none, as polling wants it; {waiting}"
    if url != settings.public_url + WEBHOOK:
        raise SettingsError(f"{url or 'none'} is set, not {settings.public_url}{WEBHOOK}")
    if info.pending_update_count and info.last_error_message:
        raise SettingsError(f"{waiting}: {info.last_error_message}")
    return f"set; {waiting}"


PROBES: dict[str, Callable[[], Awaitable[str]]] = {
    "redis": redis,
    "token": token,
    "webhook": webhook,
}
