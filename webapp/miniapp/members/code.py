"""The member code that a till scans, as a picture and as letters."""

from __future__ import annotations

from aiohttp import web

from core import members
from core.members import Member
from webapp import app_keys
from webapp.edge import http_io
from webapp.miniapp.auth import member_only
from webapp.miniapp.qr_code import picture


@member_only
async def code(request: web.Request, member: Member) -> web.Response:
    """A new code; `seconds` tells how long it is good, for clients whose clock is another."""
    now = http_io.at(request)
    secret = request.app[app_keys.SECRET_KEY]
    minted = await members.code(member_id=member.id, secret=secret, at=now)
    scanned = minted.text.replace("-", "")
    return http_io.response(
        {
            "code": scanned,
            "typed": minted.text,
            "svg": picture(scanned),
            "ends_at": minted.ends_at,
            "seconds": (minted.ends_at - now).total_seconds(),
            "number": members.format_number(member.number),
        }
    )


ROUTES = (web.get("/app/api/code", code),)
