"""Telegram's webhook: an update that fails is answered with 200, so that it is not sent again."""

from __future__ import annotations

import hmac
from typing import Any, Final

import orjson
import structlog
from aiohttp import web

from webapp import app_keys
from webapp.edge import http_io
from webapp.edge.http_problem import HttpProblem

SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
FULL_SECONDS: Final = "2"
"""When Telegram should try again; it keeps the update for a day."""

log = structlog.stdlib.get_logger(__name__)


async def receive(request: web.Request) -> web.Response:
    """Takes one update: 401 without the secret, 503 when full; malformed updates are dropped."""
    if not _is_telegram(request):
        raise HttpProblem(401, "api-not-telegram")
    updates = request.app[app_keys.UPDATES]
    if updates is None:  # this process polls
        raise HttpProblem(404)
    if not updates.room:
        raise HttpProblem(503, headers={"Retry-After": FULL_SECONDS})
    raw = _update(await http_io.read_bytes(request, bytes_max=http_io.BATCH_BYTES_MAX))
    if raw is None:
        return web.Response()
    try:
        call = await updates.accept(raw)
    except Exception:  # another delivery of the same update would fail the same way
        log.exception("update-failed", update_id=raw.get("update_id"))
        return web.Response()
    return web.Response() if call is None else http_io.response(call)


def _is_telegram(request: web.Request) -> bool:
    secret = request.app[app_keys.WEBHOOK_SECRET].encode()
    sent = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
    return bool(secret) and hmac.compare_digest(sent, secret)


def _update(body: bytes) -> dict[str, Any] | None:
    """The update; None, and a line in the log, for what is no JSON object."""
    try:
        raw = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        log.warning("update-malformed", reason=str(error), size=len(body))
        return None
    if not isinstance(raw, dict):
        log.warning("update-malformed", reason="not an object", size=len(body))
        return None
    return raw


ROUTES = (web.post("/telegram/webhook", receive),)
