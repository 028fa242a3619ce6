"""Builds the web application from what the composition root hands in."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web
from prometheus_client import CollectorRegistry
from redis.asyncio import Redis

from core.program import Program
from locales import Texts
from webapp import app_keys
from webapp.api import routes as api
from webapp.api.auth import RATE_LIMITER, RateLimiter
from webapp.edge import health, middlewares
from webapp.edge import routes as edge
from webapp.edge.http_io import BATCH_BYTES_MAX
from webapp.edge.metrics import METRICS, Metrics
from webapp.miniapp import routes as miniapp
from webapp.miniapp import shell

MIDDLEWARES = (middlewares.observe_requests, middlewares.answer_refusals)
ROUTES: Sequence[web.AbstractRouteDef] = (*api.ROUTES, *edge.ROUTES, *miniapp.ROUTES)


def create(
    *,
    program: Program,
    texts: Texts,
    clock: app_keys.Clock,
    secret_key: bytes,
    bot_token: str,
    bot_username: str,
    public_url: str,
    telegram_js_url: str,
    frame_ancestors: Sequence[str] = (),
    redis: Redis | None = None,
    updates: app_keys.Updates | None = None,
    webhook_secret: str = "",
    checks: app_keys.Checks | None = None,
    registry: CollectorRegistry | None = None,
) -> web.Application:
    """The application, ready for an AppRunner; opening and closing what it uses is the caller's.

    `frame_ancestors` are the origins that may show the mini-app in a frame, besides Telegram's.
    """
    app = web.Application(
        client_max_size=BATCH_BYTES_MAX + 1,  # aiohttp refuses what equals its limit
        middlewares=MIDDLEWARES,
    )
    app[app_keys.PROGRAM] = program
    app[app_keys.CLOCK] = clock
    app[app_keys.SECRET_KEY] = secret_key
    app[app_keys.BOT_TOKEN] = bot_token
    app[app_keys.BOT_USERNAME] = bot_username
    app[app_keys.PUBLIC_URL] = public_url.rstrip("/")
    app[app_keys.TELEGRAM_JS_URL] = telegram_js_url
    app[app_keys.FRAME_ANCESTORS] = tuple(frame_ancestors)
    app[app_keys.REDIS] = redis
    app[app_keys.UPDATES] = updates
    app[app_keys.WEBHOOK_SECRET] = webhook_secret
    _watch(app, texts, checks, registry or CollectorRegistry())
    app[RATE_LIMITER] = RateLimiter(redis)
    shell.setup(app)
    app.add_routes(ROUTES)
    return app


def create_health(
    *, texts: Texts, checks: app_keys.Checks, registry: CollectorRegistry
) -> web.Application:
    """The application of a process that serves nothing but its health and its metrics."""
    app = web.Application(middlewares=MIDDLEWARES)
    _watch(app, texts, checks, registry)
    app.add_routes(health.ROUTES)
    return app


def _watch(
    app: web.Application,
    texts: Texts,
    checks: app_keys.Checks | None,
    registry: CollectorRegistry,
) -> None:
    """Set what the middlewares and the addresses of health need."""
    app[app_keys.TEXTS] = texts
    app[app_keys.CHECKS] = checks
    app[app_keys.REGISTRY] = registry
    app[METRICS] = Metrics(registry)
