"""Vouchers, as a till takes them: once each."""

from __future__ import annotations

from aiohttp import web

from core import redemptions
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import schemas
from webapp.api.auth import merchant_only
from webapp.edge import json_bodies
from webapp.edge.problems import money


@merchant_only
async def verify(request: web.Request, merchant: Merchant) -> web.Response:
    """Take a voucher; the same `request` again is the same answer, another finds it used."""
    sent = await json_bodies.read(request, schemas.NewVerification)
    taken = await redemptions.verify(
        request.app[app_keys.PROGRAM],
        code=request.match_info["voucher"],
        merchant_id=merchant.id,
        request=sent.request,
        till=sent.till,
        at=request.app[app_keys.CLOCK](),
    )
    return json_bodies.answered(
        {
            "voucher": redemptions.format_code(taken.code),
            "reward": taken.reward_id,
            "version": taken.version,
            "title": taken.title,
            "points": taken.points,
            "cash": money(taken.cash_fen),
            "verified_at": taken.verified_at,
            "till": taken.till,
        }
    )


ROUTES = (web.post("/api/v1/vouchers/{voucher}/verify", verify),)
