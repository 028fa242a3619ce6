"""What a merchant may see of a member."""

from __future__ import annotations

from aiohttp import web

from core import members, purchases
from core.merchants import Merchant
from webapp import app_keys
from webapp.api.auth import merchant_only
from webapp.edge import json_bodies


@merchant_only
async def show(request: web.Request, _merchant: Merchant) -> web.Response:
    """The member's balance and what ends soon; looking never spends a code."""
    at = request.app[app_keys.CLOCK]()
    visible = await purchases.visible(
        request.app[app_keys.PROGRAM],
        member=members.parse_reference(
            request.match_info["member"], secret=request.app[app_keys.SECRET_KEY], at=at
        ),
        at=at,
    )
    return json_bodies.answered(
        {
            "member": members.format_number(visible.number),
            "balance": visible.balance,
            "expiring": [
                {"points": one.points, "expires_on": one.expires_on} for one in visible.expiring
            ],
        }
    )


ROUTES = (web.get("/api/v1/members/{member}", show),)
