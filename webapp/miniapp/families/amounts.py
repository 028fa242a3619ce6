"""Points put into the family and taken out of it, at once or by themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import UUID

from aiohttp import web

from core import families
from core.families import Moved
from core.members import Member
from core.program import Program
from webapp import app_keys
from webapp.edge import http_io
from webapp.edge.fields import RequestBody
from webapp.miniapp.auth import member_only
from webapp.miniapp.families.bodies import BODY_BYTES_MAX, KEY_PREFIX, Key


class Amount(RequestBody):
    """The body of POST …/contribute and …/withdraw; the same `key` again moves nothing more."""

    points: int
    key: Key = None


class AutomaticPart(RequestBody):
    """The body of POST …/auto."""

    percent: int


class Move(Protocol):
    """A command of core that moves a member's own points into the family, or out of it."""

    async def __call__(
        self, program: Program, /, *, member_id: UUID, points: int, key: str | None, at: datetime
    ) -> Moved: ...


@member_only
async def contribute(request: web.Request, member: Member) -> web.Response:
    return await _moved(request, member, families.contribute)


@member_only
async def withdraw(request: web.Request, member: Member) -> web.Response:
    return await _moved(request, member, families.withdraw)


async def _moved(request: web.Request, member: Member, move: Move) -> web.Response:
    body = await http_io.read(request, Amount, bytes_max=BODY_BYTES_MAX)
    moved = await move(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        points=body.points,
        key=http_io.key_of(request, body.key, prefix=KEY_PREFIX),
        at=http_io.at(request),
    )
    return http_io.response(
        {"points": moved.points, "personal": moved.personal, "share": moved.share},
        replayed=moved.replayed,
    )


@member_only
async def automatic(request: web.Request, member: Member) -> web.Response:
    """Sets how much of new points is put in by itself."""
    body = await http_io.read(request, AutomaticPart, bytes_max=BODY_BYTES_MAX)
    chosen = await families.set_auto(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        percent=body.percent,
        key=http_io.key_of(request, prefix=KEY_PREFIX),
        at=http_io.at(request),
    )
    return http_io.response({"percent": chosen.percent}, replayed=chosen.replayed)


ROUTES = (
    web.post("/app/api/family/contribute", contribute),
    web.post("/app/api/family/withdraw", withdraw),
    web.post("/app/api/family/auto", automatic),
)
