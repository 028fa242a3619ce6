"""The family in the mini-app: its page, and founding, inviting, joining, pooling and leaving."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from core import families, ledger
from core.families import FamilyView
from core.members import Member
from webapp import app_keys
from webapp.edge import json_bodies
from webapp.edge.fields import UUID_PATTERN
from webapp.miniapp.auth import member_only
from webapp.miniapp.rendering import Words, fragment

BODY_BYTES_MAX: Final = 2048


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewFamily(_Body):
    """The body of POST /app/api/families."""

    name: str = Field(max_length=200)


class Joining(_Body):
    """The body of POST …/join; without `confirm: true` nothing happens."""

    token: str = Field(max_length=100)
    confirm: bool = False


class Moving(_Body):
    """The body of POST …/contribute and …/withdraw; the same `key` again moves nothing more."""

    points: int
    key: str | None = Field(default=None, min_length=1, max_length=56)


class Part(_Body):
    """The body of POST …/auto."""

    percent: int


class Heir(_Body):
    """The body of POST …/head: a member's id."""

    member: str = Field(pattern=UUID_PATTERN)


class Leaving(_Body):
    """The body of POST …/leave."""

    key: str | None = Field(default=None, min_length=1, max_length=56)


@member_only
async def page(request: web.Request, member: Member) -> web.Response:
    words, program, at = Words(request, member), request.app[app_keys.PROGRAM], _at(request)
    view = await families.family_of(member.id, today=_today(request))
    balance = await ledger.balance(member.id, today=_today(request))
    invitations = await families.invitations(member.id, at=at) if view else []
    allowed = await families.allowed_this_month(program, member_id=member.id, at=at)
    return fragment(
        request,
        words,
        "family.html",
        view=view,
        own=view.seat_of(member.id) if view else None,
        seats=program.family.seats,
        personal=balance.personal,
        allowed=allowed,
        percents=families.PERCENTS,
        name_max=families.NAME_MAX,
        rejoin_days=program.family.rejoin_days,
        joins_per_year=program.family.joins_per_year,
        invitations=[(one, words.day_of(_last_day(request, one.ends_at))) for one in invitations],
    )


@member_only
async def found(request: web.Request, member: Member) -> web.Response:
    body = await json_bodies.read(request, NewFamily, bytes_max=BODY_BYTES_MAX)
    view = await families.found(
        request.app[app_keys.PROGRAM], member_id=member.id, name=body.name, at=_at(request)
    )
    return json_bodies.response(_told(view), status=201)


@member_only
async def family(request: web.Request, member: Member) -> web.Response:
    view = await families.family_of(member.id, today=_today(request))
    if view is None:
        raise families.NotInFamily
    return json_bodies.response(_told(view))


def _told(view: FamilyView) -> dict[str, Any]:
    return {
        "id": view.id,
        "name": view.name,
        "purse": view.purse,
        "policy": view.policy,
        "seats": [
            {"member": one.member_id, "name": one.name, "role": one.role, "share": one.share}
            for one in view.seats
        ],
    }


@member_only
async def invite(request: web.Request, member: Member) -> web.Response:
    made = await families.invite(
        request.app[app_keys.PROGRAM], member_id=member.id, at=_at(request)
    )
    link = f"https://t.me/{request.app[app_keys.BOT_USERNAME]}?start={families.JOIN}{made.token}"
    answer = {"id": made.id, "link": link, "token": made.token, "ends_at": made.ends_at}
    return json_bodies.response(answer, status=201)


@member_only
async def offer(request: web.Request, member: Member) -> web.Response:
    """What an invitation offers, and in `text` what would be shared."""
    token = request.match_info["token"].removeprefix(families.JOIN)
    found = await families.invitation(token, at=_at(request))
    words = Words(request, member)
    text = words.t.plain(
        "families-offer",
        family=found.family_name,
        member=found.invited_by,
        members=found.members,
    )
    answer = {"family": found.family_name, "invited_by": found.invited_by, "text": text}
    return json_bodies.response({**answer, "members": found.members, "ends_at": found.ends_at})


@member_only
async def revoke(request: web.Request, member: Member) -> web.Response:
    await families.revoke(
        request.app[app_keys.PROGRAM],
        invitation_id=request.match_info["invitation"],
        member_id=member.id,
        at=_at(request),
    )
    return web.Response(status=204)


@member_only
async def join(request: web.Request, member: Member) -> web.Response:
    body = await json_bodies.read(request, Joining, bytes_max=BODY_BYTES_MAX)
    view = await families.join(
        request.app[app_keys.PROGRAM],
        token=body.token.removeprefix(families.JOIN),
        member_id=member.id,
        confirm=body.confirm,
        at=_at(request),
    )
    return json_bodies.response(_told(view))


@member_only
async def contribute(request: web.Request, member: Member) -> web.Response:
    return await _move(request, member, families.contribute)


@member_only
async def withdraw(request: web.Request, member: Member) -> web.Response:
    return await _move(request, member, families.withdraw)


async def _move(request: web.Request, member: Member, act: Any) -> web.Response:
    body = await json_bodies.read(request, Moving, bytes_max=BODY_BYTES_MAX)
    moved = await act(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        points=body.points,
        key=f"app:{body.key or uuid4()}",
        at=_at(request),
    )
    return json_bodies.response(
        {"points": moved.points, "personal": moved.personal, "share": moved.share}
    )


@member_only
async def automatic(request: web.Request, member: Member) -> web.Response:
    body = await json_bodies.read(request, Part, bytes_max=BODY_BYTES_MAX)
    chosen = await families.set_auto(
        request.app[app_keys.PROGRAM], member_id=member.id, percent=body.percent, at=_at(request)
    )
    return json_bodies.response({"percent": chosen.percent})


@member_only
async def hand_over(request: web.Request, member: Member) -> web.Response:
    body = await json_bodies.read(request, Heir, bytes_max=BODY_BYTES_MAX)
    view = await families.hand_over(
        request.app[app_keys.PROGRAM], member_id=member.id, to=UUID(body.member), at=_at(request)
    )
    return json_bodies.response(_told(view))


@member_only
async def leave(request: web.Request, member: Member) -> web.Response:
    key = None
    if request.can_read_body:
        key = (await json_bodies.read(request, Leaving, bytes_max=BODY_BYTES_MAX)).key
    left = await families.leave(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        key=f"app:{key or uuid4()}",
        at=_at(request),
    )
    return json_bodies.response({"returned": left.returned})


def _last_day(request: web.Request, ends_at: datetime) -> date:
    return ledger.today(request.app[app_keys.PROGRAM], ends_at - timedelta(seconds=1))


def _at(request: web.Request) -> datetime:
    return request.app[app_keys.CLOCK]()


def _today(request: web.Request) -> date:
    return ledger.today(request.app[app_keys.PROGRAM], _at(request))


ROUTES = (
    web.get("/app/pages/family", page),
    web.post("/app/api/families", found),
    web.get("/app/api/family", family),
    web.post("/app/api/family/invitations", invite),
    web.get("/app/api/family/invitations/{token:[A-Za-z0-9_-]{1,100}}", offer),
    web.delete("/app/api/family/invitations/{invitation:[0-9a-f]{32}}", revoke),
    web.post("/app/api/family/join", join),
    web.post("/app/api/family/contribute", contribute),
    web.post("/app/api/family/withdraw", withdraw),
    web.post("/app/api/family/auto", automatic),
    web.post("/app/api/family/head", hand_over),
    web.post("/app/api/family/leave", leave),
)
