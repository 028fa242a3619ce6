"""`GET /members/{member}`: what a merchant may see of a member."""

from __future__ import annotations

from datetime import date

from aiohttp import web
from pydantic import BaseModel

from core import members, purchases
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example, Parameter
from webapp.edge import http_io
from webapp.edge.fields import Points


class Expiring(BaseModel):
    """Points that end on a day; that day is the last on which they are good."""

    points: Points
    expires_on: date


class MemberBalance(BaseModel):
    """What this merchant may see of a member."""

    member: str
    balance: Points
    expiring: list[Expiring]


async def member(request: web.Request, _merchant: Merchant) -> web.Response:
    """The member's balance and what ends soon; reading it never spends a member code."""
    now = http_io.at(request)
    visible = await purchases.visible(
        request.app[app_keys.PROGRAM],
        member=members.parse_reference(
            request.match_info["member"], secret=request.app[app_keys.SECRET_KEY], at=now
        ),
        at=now,
    )
    return http_io.response(
        {
            "member": members.format_number(visible.number),
            "balance": visible.balance,
            "expiring": [
                {"points": ending.points, "expires_on": ending.expires_on}
                for ending in visible.expiring
            ],
        }
    )


CALL = ApiCall(
    name="member",
    method="get",
    path="/members/{member}",
    handler=member,
    parameters=(Parameter("path", "member", {"type": "string", "minLength": 1, "maxLength": 64}),),
    answers={200: MemberBalance},
    refusals=(members.UnknownMember, members.CodeEnded),
    example=Example(
        f"/members/{example_values.MEMBER}",
        200,
        {
            "member": example_values.MEMBER,
            "balance": 200,
            "expiring": [{"points": 200, "expires_on": "2026-01-09"}],
        },
    ),
)
