"""Invitations into a family: making, reading and revoking them."""

from __future__ import annotations

from aiohttp import web

from core import families
from core.members import Member
from webapp import app_keys
from webapp.edge import http_io
from webapp.miniapp.auth import member_only
from webapp.miniapp.member_locale import MemberLocale


@member_only
async def invite(request: web.Request, member: Member) -> web.Response:
    new_invitation = await families.invite(
        request.app[app_keys.PROGRAM], member_id=member.id, at=http_io.at(request)
    )
    link = f"https://t.me/{request.app[app_keys.BOT_USERNAME]}?start={families.JOIN}{new_invitation.token}"
    answer = {
        "id": new_invitation.id,
        "link": link,
        "token": new_invitation.token,
        "ends_at": new_invitation.ends_at,
    }
    return http_io.response(answer, status=201)


@member_only
async def invitation(request: web.Request, member: Member) -> web.Response:
    """The family to which an invitation leads; `text` says it in the member's language."""
    token = request.match_info["token"].removeprefix(families.JOIN)
    offered = await families.invitation(token, at=http_io.at(request))
    text = MemberLocale(request, member).t.plain(
        "families-offer",
        family=offered.family_name,
        member=offered.invited_by,
        members=offered.members,
    )
    return http_io.response(
        {
            "family": offered.family_name,
            "invited_by": offered.invited_by,
            "text": text,
            "members": offered.members,
            "ends_at": offered.ends_at,
        }
    )


@member_only
async def revoke(request: web.Request, member: Member) -> web.Response:
    await families.revoke(
        request.app[app_keys.PROGRAM],
        invitation_id=request.match_info["invitation"],
        member_id=member.id,
        at=http_io.at(request),
    )
    return web.Response(status=204)


ROUTES = (
    web.post("/app/api/family/invitations", invite),
    web.get("/app/api/family/invitations/{token:[A-Za-z0-9_-]{1,100}}", invitation),
    web.delete("/app/api/family/invitations/{invitation:[0-9a-f]{32}}", revoke),
)
