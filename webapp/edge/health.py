"""Health for whoever watches the process: liveness, readiness, and Prometheus' metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from webapp import app_keys
from webapp.app_keys import Check
from webapp.edge import http_io

CHECKS_SECONDS_MAX: Final = 5.0
"""After this long the checks count as failed, so that a probe still gets an answer."""

log = structlog.stdlib.get_logger(__name__)


async def live(_request: web.Request) -> web.Response:
    """Liveness: the process answers."""
    return http_io.response({"status": "ok"})


async def ready(request: web.Request) -> web.Response:
    """Readiness: 200 if every check passes, else 503, with a line for each check."""
    checks = await _checked(request)
    passed = all(check.ok for check in checks)
    return http_io.response({"ready": passed, "checks": checks}, 200 if passed else 503)


async def _checked(request: web.Request) -> Sequence[Check]:
    checks = request.app[app_keys.CHECKS]
    if checks is None:
        return ()
    try:
        async with asyncio.timeout(CHECKS_SECONDS_MAX):
            return await checks()
    except Exception as error:  # whatever broke, the answer is that we are not ready
        log.exception("checks-failed")
        return (Check("checks", ok=False, detail=type(error).__name__),)


async def metrics(request: web.Request) -> web.Response:
    """The counters of this process in Prometheus' text format."""
    return web.Response(
        body=generate_latest(request.app[app_keys.REGISTRY]),
        headers={"Content-Type": CONTENT_TYPE_LATEST},
    )


ROUTES = (
    web.get("/healthz", live),
    web.get("/readyz", ready),
    web.get("/metrics", metrics),
)
