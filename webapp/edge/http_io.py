"""Reads requests for handlers, and writes their JSON answers.

Bodies are bounded in size, strict in form, and exact in numbers. The moment, the programme's day,
the ids of the path and the caller's key are read here too.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeVar
from uuid import UUID

import jiter
import orjson
from aiohttp import web
from pydantic import BaseModel, ValidationError

from core import ledger
from core.errors import NotFound
from webapp import app_keys
from webapp.edge import validation
from webapp.edge.http_problem import HttpProblem
from webapp.edge.validation import FieldError

BYTES_MAX: Final = 64 * 1024
BATCH_BYTES_MAX: Final = 1024 * 1024

KEY_HEADER: Final = "Idempotency-Key"
KEY_PATTERN: Final = r"^[!-~]([ -~]{0,253}[!-~])?$"
"""1 to 255 printable ASCII characters; blanks at the ends of a header belong to HTTP."""

KEY: Final = re.compile(KEY_PATTERN)
REPLAYED_HEADER: Final = "Idempotent-Replayed"
REPLAYED: Final = 200
PLACE: Final = re.compile(r"line ([0-9]+) column ([0-9]+)$")

Model = TypeVar("Model", bound=BaseModel)


def at(request: web.Request) -> datetime:
    """The moment now, with its zone."""
    return request.app[app_keys.CLOCK]()


def today(request: web.Request) -> date:
    """The programme's calendar day, by which points end."""
    return ledger.today(request.app[app_keys.PROGRAM], at(request))


def id_in_path(request: web.Request, name: str, *, otherwise: type[NotFound]) -> UUID:
    """The id under this name in the path; raises `otherwise` for what could never be an id."""
    try:
        return UUID(request.match_info[name])
    except ValueError:
        raise otherwise from None


def key_of(request: web.Request, in_body: str | None = None, *, prefix: str = "") -> str | None:
    """The caller's own key of this call, None without one; raises HttpProblem 422.

    A key in the body goes before the header. `prefix` keeps the keys of one face apart from those
    of another.
    """
    key = in_body or request.headers.get(KEY_HEADER)
    if key is None:
        return None
    if not in_body and not KEY.fullmatch(key):
        raise HttpProblem(422, field_errors=[FieldError(KEY_HEADER, "idempotency-key")])
    return prefix + key


async def read(request: web.Request, model: type[Model], *, bytes_max: int = BYTES_MAX) -> Model:
    """The request's body as `model`; raises HttpProblem 400, 413, 415 or 422."""
    return validated(model, await read_json(request, bytes_max=bytes_max))


async def read_json(request: web.Request, *, bytes_max: int) -> Any:
    """The request's body as plain values; raises HttpProblem 400, 413 or 415."""
    if request.content_type != "application/json":
        raise HttpProblem(415, expected="application/json")
    if (request.content_length or 0) > bytes_max:
        raise HttpProblem(413, bytes_max=bytes_max)
    return parsed(await read_bytes(request, bytes_max=bytes_max))


async def read_bytes(request: web.Request, *, bytes_max: int) -> bytes:
    """The request's body; raises HttpProblem 400 or 413."""
    try:
        raw = await request.read()  # bounded by the application's limit
    except web.HTTPRequestEntityTooLarge:
        raise HttpProblem(413, bytes_max=bytes_max) from None
    except web.RequestPayloadError:
        # What follows on this connection can no longer be told from the body.
        raise HttpProblem(400, "api-body-cut", headers={"Connection": "close"}) from None
    if len(raw) > bytes_max:
        raise HttpProblem(413, bytes_max=bytes_max)
    return raw


def parsed(raw: bytes) -> Any:
    """JSON whose names are unique, whose text is Unicode and whose numbers are finite.

    Raises HttpProblem 400. (The parser is pydantic's own; it alone refuses a name given twice.)
    """
    if not raw.strip():
        raise HttpProblem(400, "api-body-empty")
    try:
        return jiter.from_json(raw, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError as error:
        raise _unreadable(str(error)) from None


def _unreadable(reason: str) -> HttpProblem:
    """The refusal that says where the parser stopped, in our words rather than the parser's."""
    message_id = "api-name-twice" if "duplicate key" in reason else "api-not-json"
    place = PLACE.search(reason)
    line, column = (int(place[1]), int(place[2])) if place else (1, 1)
    return HttpProblem(400, message_id, line=line, column=column)


def validated(model: type[Model], plain: Any) -> Model:
    """The plain values as `model`; raises HttpProblem 422 that says where and why."""
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        raise HttpProblem(422, field_errors=validation.field_errors(error)) from None


def response(plain: Any, status: int = 200, *, replayed: bool = False) -> web.Response:
    """Plain values as a JSON answer; the same values are the same bytes.

    `replayed`: an equal call got this answer before, so nothing was created and the header says so.
    """
    return web.Response(
        body=encoded(plain),
        status=REPLAYED if replayed else status,
        content_type="application/json",
        headers={REPLAYED_HEADER: "true"} if replayed else None,
    )


def money(fen: int) -> str:
    """Fen as yuan with two decimals; exact."""
    yuan, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{yuan}.{rest:02}"


def encoded(plain: Any) -> bytes:
    """Plain values, ids and dates among them, as JSON."""
    return orjson.dumps(plain, default=_spelled)


def _spelled(value: object) -> str:
    if isinstance(value, UUID | Decimal):  # the database's ids are of a class of their own
        return str(value)
    raise TypeError
