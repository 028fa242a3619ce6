"""What `doctor` asks beside the database: each answers in words, or raises what is wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import settings as environment
from runtime.redis_client import opened_redis
from runtime.telegram import WEBHOOK, opened_bot
from settings import SettingsError


async def redis() -> str:
    """Whether processes can share what lies outside PostgreSQL."""
    settings = environment.load()
    if settings.redis_url is None:
        return "not set: one process only"
    async with opened_redis(settings.redis_url):
        return "answers"


async def token() -> str:
    """Whose the bot's token is."""
    settings = environment.load()
    if settings.playground:
        return "none is set: Telegram is played on this machine"
    async with opened_bot(settings) as bot:
        return f"@{(await bot.me()).username}"


async def webhook() -> str:
    """Whether updates come the way that the settings say."""
    settings = environment.load()
    if settings.playground:
        return "not asked: the playground forgets it between runs"
    async with opened_bot(settings) as bot:
        standing = await bot.get_webhook_info()
    waiting = f"{standing.pending_update_count} updates wait"
    place = standing.url.partition("?")[0]
    if settings.updates == "polling":
        if place:
            raise SettingsError(f"{place} is set, so nobody can poll; the next start removes it")
        return f"none, as polling wants it; {waiting}"
    if place != settings.public_url + WEBHOOK:
        raise SettingsError(f"{place or 'none'} is set, not {settings.public_url}{WEBHOOK}")
    if standing.pending_update_count and standing.last_error_message:
        raise SettingsError(f"{waiting}: {standing.last_error_message}")
    return f"set; {waiting}"


PROBES: dict[str, Callable[[], Awaitable[str]]] = {
    "redis": redis,
    "token": token,
    "webhook": webhook,
}
