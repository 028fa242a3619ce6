"""Turns refusals into problem+json: kinds into statuses, codes into words, facts into JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import orjson
from aiohttp import web
from babel.core import negotiate_locale

from core.errors import Forbidden, KeyReused, LoyaltyError, NotFound, Refused
from locales import LANGUAGES
from webapp import app_keys
from webapp.app_keys import ProblemDetails
from webapp.edge.http_io import money
from webapp.edge.http_problem import CODE_OF_STATUS, HttpProblem

MEDIA_TYPE: Final = "application/problem+json"

STATUSES: Final[Mapping[type[LoyaltyError], int]] = {
    NotFound: 404,
    Refused: 409,
    Forbidden: 403,
    KeyReused: 409,
}
# The document is at fault, not the state of the programme.
STATUS_OF_CODE: Final = {"disclosure-incomplete": 422}


def status_of(kind: type[LoyaltyError]) -> int:
    """The HTTP status of a refusal."""
    if status := STATUS_OF_CODE.get(kind.code):
        return status
    return next(status for base, status in STATUSES.items() if issubclass(kind, base))


def language_of(request: web.Request) -> str:
    """The caller's language: their own if we know it, else what their client asks for."""
    chosen: str | None = request.get(app_keys.LANGUAGE)
    if chosen is not None:
        return chosen
    header = request.headers.get("Accept-Language", "")
    tags = [part.split(";")[0].strip() for part in header.split(",")]
    wanted = ["zh-Hans" if tag.lower().startswith("zh") else tag.split("-")[0] for tag in tags]
    negotiated: str | None = negotiate_locale(wanted, LANGUAGES, sep="-")
    return negotiated or LANGUAGES[0]


def of_error(request: web.Request, error: LoyaltyError) -> ProblemDetails:
    """The problem for a refusal of the programme."""
    texts = request.app[app_keys.TEXTS].language(language_of(request))
    status = status_of(type(error))
    return ProblemDetails(
        status=status,
        code=error.code,
        title=texts.plain(f"api-title-{status}"),
        detail=texts.plain(error.code, **error.facts),
        facts=plain_facts(error.facts),
    )


def of_problem(request: web.Request, problem: HttpProblem) -> ProblemDetails:
    """The problem for an error of HTTP."""
    texts = request.app[app_keys.TEXTS].language(language_of(request))
    errors = [error.in_words(texts) for error in problem.field_errors]
    return ProblemDetails(
        status=problem.status,
        code=problem.code,
        title=texts.plain(f"api-title-{problem.status}"),
        detail=texts.plain(problem.words, **problem.facts),
        facts=plain_facts(problem.facts) | ({"errors": errors} if errors else {}),
    )


def of_status(request: web.Request, status: int) -> ProblemDetails:
    """The problem for an error of a library; an unknown status counts as malformed."""
    problem = of_problem(request, HttpProblem(status if status in CODE_OF_STATUS else 400))
    return replace(problem, status=status)


def plain_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the API writes them: amounts in fen become texts in yuan."""
    return {
        name.removesuffix("_fen"): money(value) if name.endswith("_fen") else value
        for name, value in facts.items()
    }


def body(problem: ProblemDetails, request_id: str) -> dict[str, Any]:
    """The members of problem+json; lists (`missing`, `errors`) stand beside the facts."""
    lists = {
        name: value for name, value in problem.facts.items() if isinstance(value, list | tuple)
    }
    return {
        "type": f"/api/docs#{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "facts": {name: value for name, value in problem.facts.items() if name not in lists},
        **lists,
        "request_id": request_id,
    }


def response(
    request: web.Request, problem: ProblemDetails, headers: Mapping[str, str] | None = None
) -> web.Response:
    """The problem as an answer."""
    return web.Response(
        body=orjson.dumps(
            body(problem, request[app_keys.REQUEST_ID]), default=str
        ),  # facts are core's
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers=headers,
    )
