"""The typed keys under which the application and a request carry what handlers need."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis

from core.merchants import Merchant
from core.program import Program
from locales import Texts


class Updates(Protocol):
    """Takes Telegram's updates; the bot provides it, and the composition root hands it in."""

    @property
    def room(self) -> bool:
        """Whether one more update can be taken now."""

    async def accept(self, raw: dict[str, Any]) -> dict[str, Any] | None:
        """Take one update; what is returned is a Bot API call, sent in the response."""


@dataclass(frozen=True)
class Check:
    """One line of `/readyz`; `detail` never holds a secret."""

    name: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True)
class ProblemDetails:
    """A refusal as the caller reads it (RFC 9457), in their language."""

    status: int
    code: str
    title: str
    detail: str
    facts: dict[str, Any]


Clock = Callable[[], datetime]
Checks = Callable[[], Awaitable[Sequence[Check]]]
ErrorPage = Callable[[web.Request, ProblemDetails], Awaitable[web.StreamResponse]]

PROGRAM = web.AppKey("program", Program)
TEXTS = web.AppKey("texts", Texts)
CLOCK: web.AppKey[Clock] = web.AppKey("clock")
SECRET_KEY = web.AppKey("secret_key", bytes)
BOT_TOKEN = web.AppKey("bot_token", str)
BOT_USERNAME = web.AppKey("bot_username", str)
PUBLIC_URL = web.AppKey("public_url", str)
TELEGRAM_JS_URL = web.AppKey("telegram_js_url", str)
FRAME_ANCESTORS: web.AppKey[tuple[str, ...]] = web.AppKey("frame_ancestors")
REDIS: web.AppKey[Redis | None] = web.AppKey("redis")
UPDATES: web.AppKey[Updates | None] = web.AppKey("updates")
WEBHOOK_SECRET = web.AppKey("webhook_secret", str)
CHECKS: web.AppKey[Checks | None] = web.AppKey("checks")
REGISTRY = web.AppKey("registry", CollectorRegistry)
ERROR_PAGE: web.AppKey[ErrorPage] = web.AppKey("error_page")
"""Shows a refusal to a person in a browser; without it everybody reads problem+json."""

REQUEST_ID = web.RequestKey("request_id", str)
LANGUAGE = web.RequestKey("language", str)
MERCHANT = web.RequestKey("merchant", Merchant)
