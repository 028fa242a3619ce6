"""Puts the web application together from what `main` hands in."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis

from core.program import Program
from locales import Texts
from webapp import keys, middlewares, pages
from webapp.auth import GATE, Gate
from webapp.bodies import BATCH_BYTES_MAX
from webapp.metrics import METRICS, Metrics
from webapp.routes import ROUTES


def create(
    *,
    program: Program,
    texts: Texts,
    clock: keys.Clock,
    secret_key: bytes,
    bot_token: str,
    bot_username: str,
    public_url: str,
    telegram_js_url: str,
    frame_ancestors: Sequence[str] = (),
    redis: Redis | None = None,
    updates: keys.Updates | None = None,
    webhook_secret: str = "",
    checks: keys.Checks | None = None,
    registry: CollectorRegistry | None = None,
) -> web.Application:
    """The application, ready for an AppRunner; opening and closing what it uses is the caller's.

    `frame_ancestors` are the origins that may show the mini-app in a frame, besides Telegram's.
    """
    app = web.Application(
        client_max_size=BATCH_BYTES_MAX + 1,  # aiohttp refuses what equals its limit
        middlewares=[middlewares.observed, middlewares.refusing],
    )
    app[keys.PROGRAM] = program
    app[keys.TEXTS] = texts
    app[keys.CLOCK] = clock
    app[keys.SECRET_KEY] = secret_key
    app[keys.BOT_TOKEN] = bot_token
    app[keys.BOT_USERNAME] = bot_username
    app[keys.PUBLIC_URL] = public_url.rstrip("/")
    app[keys.TELEGRAM_JS_URL] = telegram_js_url
    app[keys.FRAME_ANCESTORS] = tuple(frame_ancestors)
    app[keys.REDIS] = redis
    app[keys.UPDATES] = updates
    app[keys.WEBHOOK_SECRET] = webhook_secret
    app[keys.CHECKS] = checks
    app[keys.REGISTRY] = registry or CollectorRegistry()
    app[METRICS] = Metrics(app[keys.REGISTRY])
    app[GATE] = Gate(redis)
    pages.setup(app)
    app.add_routes(ROUTES)
    return app
