"""Founding, joining, leading and leaving a family."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from aiohttp import web
from pydantic import Field

from core import families
from core.families import FamilyView
from core.members import Member
from webapp import app_keys
from webapp.edge import http_io
from webapp.edge.fields import UUID_PATTERN, RequestBody
from webapp.miniapp.auth import member_only
from webapp.miniapp.families.bodies import BODY_BYTES_MAX, KEY_PREFIX, Key


class NewFamily(RequestBody):
    """The body of POST /app/api/families."""

    name: str = Field(max_length=200)


class Joining(RequestBody):
    """The body of POST …/join; without `confirm: true` nothing happens."""

    token: str = Field(max_length=100)
    confirm: bool = False


class NewHead(RequestBody):
    """The body of POST …/head: a member's id."""

    member: str = Field(pattern=UUID_PATTERN)


class Leaving(RequestBody):
    """The body of POST …/leave."""

    key: Key = None


@member_only
async def found(request: web.Request, member: Member) -> web.Response:
    body = await http_io.read(request, NewFamily, bytes_max=BODY_BYTES_MAX)
    view = await families.found(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        name=body.name,
        key=http_io.key_of(request, prefix=KEY_PREFIX),
        at=http_io.at(request),
    )
    return http_io.response(_answer(view), status=201, replayed=view.replayed)


@member_only
async def family(request: web.Request, member: Member) -> web.Response:
    view = await families.family_of(member.id, today=http_io.today(request))
    if view is None:
        raise families.NotInFamily
    return http_io.response(_answer(view))


def _answer(view: FamilyView) -> dict[str, Any]:
    return {
        "id": view.id,
        "name": view.name,
        "purse": view.purse,
        "policy": view.policy,
        "seats": [
            {"member": seat.member_id, "name": seat.name, "role": seat.role, "share": seat.share}
            for seat in view.seats
        ],
    }


@member_only
async def join(request: web.Request, member: Member) -> web.Response:
    body = await http_io.read(request, Joining, bytes_max=BODY_BYTES_MAX)
    view = await families.join(
        request.app[app_keys.PROGRAM],
        token=body.token.removeprefix(families.JOIN),
        member_id=member.id,
        confirm=body.confirm,
        key=http_io.key_of(request, prefix=KEY_PREFIX),
        at=http_io.at(request),
    )
    return http_io.response(_answer(view), replayed=view.replayed)


@member_only
async def hand_over(request: web.Request, member: Member) -> web.Response:
    body = await http_io.read(request, NewHead, bytes_max=BODY_BYTES_MAX)
    view = await families.hand_over(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        to=UUID(body.member),
        key=http_io.key_of(request, prefix=KEY_PREFIX),
        at=http_io.at(request),
    )
    return http_io.response(_answer(view), replayed=view.replayed)


@member_only
async def leave(request: web.Request, member: Member) -> web.Response:
    key = None
    if request.can_read_body:
        key = (await http_io.read(request, Leaving, bytes_max=BODY_BYTES_MAX)).key
    left = await families.leave(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        key=http_io.key_of(request, key, prefix=KEY_PREFIX),
        at=http_io.at(request),
    )
    return http_io.response({"returned": left.returned}, replayed=left.replayed)


ROUTES = (
    web.post("/app/api/families", found),
    web.get("/app/api/family", family),
    web.post("/app/api/family/join", join),
    web.post("/app/api/family/head", hand_over),
    web.post("/app/api/family/leave", leave),
)
