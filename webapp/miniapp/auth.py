"""Knows who opened the mini-app: Telegram's signed initData once, then a short token of our own."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final
from urllib.parse import parse_qsl
from uuid import UUID

from aiohttp import web

from core import members
from core.members import Member
from webapp import app_keys
from webapp.edge.problems import HttpProblem

INIT_DATA_BYTES_MAX: Final = 4096
FIELDS_MAX: Final = 32
AHEAD_MAX: Final = timedelta(seconds=60)
AGE_MAX: Final = timedelta(hours=24)  # clients keep it over reloads for up to a day
TOKEN_LIFE: Final = timedelta(hours=1)
TELEGRAM_ID_MAX: Final = 2**52
CHALLENGE: Final = {"WWW-Authenticate": "tma"}

_PURPOSE: Final = b"jiafen: mini-app session, version 1"
_MAC_BYTES: Final = 32

Handler = Callable[[web.Request, Member], Awaitable[web.StreamResponse]]


class NotOpened(Exception):
    """No proof that Telegram opened the mini-app for somebody, or too old a one."""


@dataclass(frozen=True)
class Opener:
    """The person for whom Telegram opened the mini-app; `language` is their client's."""

    telegram_id: int
    name: str
    language: str


def opened_by(init_data: str, *, bot_token: str, at: datetime) -> Opener:
    """The person that initData proves; raises NotOpened and nothing else.

    Telegram's own rules (HMAC over the sorted fields) and ours: every field once, a user, and an
    age of at most a day. The library's check knows neither age nor duplicates, and drops fields
    that are empty.
    """
    try:
        return _opener(init_data, bot_token, at)
    except NotOpened:
        raise
    except Exception:  # noqa: BLE001 - whatever hostile text makes fail, it is no proof
        raise NotOpened from None


def _opener(init_data: str, bot_token: str, at: datetime) -> Opener:
    if len(init_data.encode()) > INIT_DATA_BYTES_MAX:
        raise NotOpened
    pairs = parse_qsl(
        init_data,
        keep_blank_values=True,
        strict_parsing=True,
        errors="strict",
        max_num_fields=FIELDS_MAX,
    )
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise NotOpened
    claimed = fields.pop("hash")
    if not hmac.compare_digest(_telegram_hash(fields, bot_token).encode(), claimed.encode()):
        raise NotOpened
    opened_at = int(fields["auth_date"])
    if not -AHEAD_MAX.total_seconds() <= at.timestamp() - opened_at <= AGE_MAX.total_seconds():
        raise NotOpened
    return _person(json.loads(fields["user"]))


def _telegram_hash(fields: dict[str, str], bot_token: str) -> str:
    signed = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", bot_token.encode(), hashlib.sha256)
    return hmac.new(key, signed.encode(), hashlib.sha256).hexdigest()


def _person(user: dict[str, Any]) -> Opener:
    telegram_id = user["id"]
    if type(telegram_id) is not int or not 0 < telegram_id < TELEGRAM_ID_MAX:
        raise NotOpened
    names = [str(user[part]) for part in ("first_name", "last_name") if user.get(part)]
    return Opener(telegram_id, " ".join(names), str(user.get("language_code") or ""))


def mint_token(member_id: UUID, *, secret: bytes, at: datetime) -> str:
    """A token that speaks for the member for an hour; nothing is stored."""
    ends = int((at + TOKEN_LIFE).timestamp())
    body = member_id.bytes + ends.to_bytes(8)
    return base64.urlsafe_b64encode(body + _mac(body, secret)).decode()


def member_of_token(token: str, *, secret: bytes, at: datetime) -> UUID | None:
    """The member a token speaks for; None if it is not ours or has ended."""
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except ValueError:
        return None
    body, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(body, secret)):
        return None
    alive = at.timestamp() < int.from_bytes(body[16:])
    return UUID(bytes=body[:16]) if alive else None


def _mac(body: bytes, secret: bytes) -> bytes:
    return hmac.digest(hmac.digest(secret, _PURPOSE, hashlib.sha256), body, hashlib.sha256)


def member_only(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """A handler that is called with the member whose token came along; 401 without one."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        member = await _member_of(request)
        request[app_keys.LANGUAGE] = member.language
        return await handler(request, member)

    return guarded


async def _member_of(request: web.Request) -> Member:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    app = request.app
    member_id = member_of_token(token, secret=app[app_keys.SECRET_KEY], at=app[app_keys.CLOCK]())
    if scheme.lower() != "bearer" or member_id is None:
        raise HttpProblem(401, "api-session-over", headers=CHALLENGE)
    try:
        return await members.by_id(member_id)
    except members.UnknownMember:
        raise HttpProblem(401, "api-session-over", headers=CHALLENGE) from None
