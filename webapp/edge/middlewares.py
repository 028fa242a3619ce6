"""The middlewares of every request: its id, deadline, log line, headers, and form of refusal."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Final

import structlog
from aiohttp import hdrs, web

from core.db import UNREACHABLE
from core.errors import LoyaltyError
from webapp import app_keys
from webapp.edge import problems
from webapp.edge.http_problem import HttpProblem
from webapp.edge.metrics import METRICS

DEADLINE_SECONDS: Final = 30.0
"""Longer than any call takes; a body that trickles in and a database that hangs end here."""

AGAIN_SECONDS: Final = "2"
REQUEST_ID_HEADER: Final = "X-Request-ID"
WELL_FORMED_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
UNKNOWN_ROUTE: Final = "unknown"
PLAIN: Final = "identity"

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
"""The safest answers; a page that needs more sets its own."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
log = structlog.stdlib.get_logger(__name__)


@web.middleware
async def observe_requests(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Gives the request its id, counts it and logs it.

    The log names the route, never the address, because that may hold a member code.
    """
    began = perf_counter()
    sent = request.headers.get(REQUEST_ID_HEADER, "")
    request_id = sent if WELL_FORMED_ID.fullmatch(sent) else secrets.token_hex(8)
    request[app_keys.REQUEST_ID] = request_id
    structlog.contextvars.bind_contextvars(request_id=request_id)
    try:
        response = await handler(request)
    except web.HTTPException as redirection:  # everything else is an answer by now
        _finish(request, redirection, perf_counter() - began)
        raise
    _finish(request, response, perf_counter() - began)
    return response


def _finish(request: web.Request, response: web.StreamResponse, seconds: float) -> None:
    if not response.prepared and not _mounted(request):
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers[REQUEST_ID_HEADER] = request[app_keys.REQUEST_ID]
    _note(request, response.status, seconds)


def _mounted(request: web.Request) -> bool:
    """Whether an application that is mounted on this one answers; it has rules of its own."""
    return len(request.match_info.apps) > 1


def _note(request: web.Request, status: int, seconds: float) -> None:
    resource = request.match_info.route.resource
    route = resource.canonical if resource else UNKNOWN_ROUTE
    method = request.method if request.method in hdrs.METH_ALL else UNKNOWN_ROUTE
    request.app[METRICS].count_request(method, route, status, seconds)
    # Successes are counted above; a line for each would cost more than a hot read does.
    write = log.debug if status < 400 else log.info if status < 500 else log.error  # noqa: PLR2004
    merchant = request.get(app_keys.MERCHANT)
    write(
        "http",
        method=method,
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        **({"merchant": str(merchant.id)} if merchant else {}),
    )


@web.middleware
async def answer_refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns a handler's exceptions into problem+json, or into a page for a person."""
    if _is_encoded(request):  # for mounted applications too, because nobody here unpacks a body
        refusal = HttpProblem(415, "api-encoded", headers={hdrs.ACCEPT_ENCODING: PLAIN})
        return await _shown(request, *_problem(request, refusal))
    if _mounted(request):
        return await handler(request)
    try:
        async with asyncio.timeout(DEADLINE_SECONDS):
            return await handler(request)
    except Exception as error:
        if isinstance(error, web.HTTPException) and error.status < 400:  # noqa: PLR2004
            raise  # a redirection is an answer
        return await _shown(request, *_problem(request, error))


def _is_encoded(request: web.Request) -> bool:
    """Whether any Content-Encoding says that the body is compressed, or something unknown."""
    codings = ",".join(request.headers.getall(hdrs.CONTENT_ENCODING, [PLAIN])).split(",")
    return any(coding.strip().lower() != PLAIN for coding in codings)


def _problem(
    request: web.Request, error: Exception
) -> tuple[app_keys.ProblemDetails, Mapping[str, str] | None]:
    """The body for the caller, and its headers."""
    if isinstance(error, LoyaltyError):
        return problems.of_error(request, error), None
    if isinstance(error, HttpProblem):
        return problems.of_problem(request, error), error.headers
    if isinstance(error, web.HTTPException):
        allowed = error.headers.get(hdrs.ALLOW)
        head: dict[str, str] | None = {hdrs.ALLOW: allowed} if allowed else None
        return problems.of_status(request, error.status), head
    if isinstance(error, UNREACHABLE):  # OSError among them: Redis is away, the deadline has passed
        log.error("unavailable", exc_info=error)
        return problems.of_status(request, 503), {hdrs.RETRY_AFTER: AGAIN_SECONDS}
    log.error("unexpected", exc_info=error)
    return problems.of_status(request, 500), None


async def _shown(
    request: web.Request, problem: app_keys.ProblemDetails, headers: Mapping[str, str] | None = None
) -> web.StreamResponse:
    page = request.app.get(app_keys.ERROR_PAGE)
    if page is not None and _read_by_a_person(request):
        return await page(request, problem)
    return problems.response(request, problem, headers)


def _read_by_a_person(request: web.Request) -> bool:
    return (
        request.method == hdrs.METH_GET
        and not request.path.startswith(("/api/", "/app/api/", "/telegram/"))
        and "text/html" in request.headers.get(hdrs.ACCEPT, "")
    )
