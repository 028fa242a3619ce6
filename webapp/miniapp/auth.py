"""Finds the member who calls, by the short token that their session was given."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Final
from uuid import UUID

from aiohttp import web

from core import members
from core.members import Member
from webapp import app_keys
from webapp.edge.http_problem import HttpProblem

TOKEN_LIFE: Final = timedelta(hours=1)
CHALLENGE: Final = {"WWW-Authenticate": "tma"}

_PURPOSE: Final = b"jiafen: mini-app session, version 2"
_MAC_BYTES: Final = 32  # SHA-256

Handler = Callable[[web.Request, Member], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Holder:
    """For whom a token speaks: a member, as long as this Telegram account is theirs."""

    member_id: UUID
    telegram_id: int


def mint_token(holder: Holder, *, secret: bytes, at: datetime) -> str:
    """A token that speaks for its holder for an hour; nothing is stored."""
    ends = int((at + TOKEN_LIFE).timestamp())
    body = holder.member_id.bytes + holder.telegram_id.to_bytes(8) + ends.to_bytes(8)
    return base64.urlsafe_b64encode(body + _mac(body, secret)).decode()


def holder_of_token(token: str, *, secret: bytes, at: datetime) -> Holder | None:
    """The holder for whom a token speaks; None if it is not ours or has ended."""
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except ValueError:
        return None
    body, mac = raw[:-_MAC_BYTES], raw[-_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(body, secret)):
        return None
    if at.timestamp() >= int.from_bytes(body[24:]):
        return None
    return Holder(UUID(bytes=body[:16]), int.from_bytes(body[16:24]))


def _mac(body: bytes, secret: bytes) -> bytes:
    """The MAC under a key of this purpose alone, so that no other signature of ours passes."""
    return hmac.digest(hmac.digest(secret, _PURPOSE, hashlib.sha256), body, hashlib.sha256)


def member_only(handler: Handler) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Calls the handler with the member whose token came along; 401 without one."""

    @wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        member = await _member_of(request)
        request[app_keys.LANGUAGE] = member.language
        return await handler(request, member)

    return guarded


async def _member_of(request: web.Request) -> Member:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    app = request.app
    holder = holder_of_token(token, secret=app[app_keys.SECRET_KEY], at=app[app_keys.CLOCK]())
    if scheme.lower() != "bearer" or holder is None:
        raise HttpProblem(401, "api-session-over", headers=CHALLENGE)
    try:
        member = await members.by_id(holder.member_id)
    except members.UnknownMember:
        raise HttpProblem(401, "api-session-over", headers=CHALLENGE) from None
    if member.telegram_id != holder.telegram_id:  # the account is not theirs any more
        raise HttpProblem(401, "api-session-over", headers=CHALLENGE)
    return member
