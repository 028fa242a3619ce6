"""The member code that a till scans, as a picture and as letters."""

from __future__ import annotations

import segno
from aiohttp import web

from core import members
from core.members import Member
from webapp import app_keys
from webapp.edge import json_bodies
from webapp.miniapp.auth import member_only


@member_only
async def code(request: web.Request, member: Member) -> web.Response:
    """A new code; `seconds` tells how long it is good, for clients whose clock is another."""
    at = request.app[app_keys.CLOCK]()
    minted = await members.code(member_id=member.id, secret=request.app[app_keys.SECRET_KEY], at=at)
    return json_bodies.response(
        {
            "code": minted.text.replace("-", ""),
            "typed": minted.text,
            "svg": picture(minted.text.replace("-", "")),
            "ends_at": minted.ends_at,
            "seconds": (minted.ends_at - at).total_seconds(),
            "number": members.format_number(member.number),
        }
    )


def picture(text: str) -> str:
    """A QR code as SVG: black on nothing, with the quiet zone that scanners need.

    Never a Micro QR code, which the camera of a phone does not read.
    """
    return segno.make(text, error="m", boost_error=False, micro=False).svg_inline(
        border=4, omitsize=True, svgclass=None, lineclass=None
    )


ROUTES = (web.get("/app/api/code", code),)
