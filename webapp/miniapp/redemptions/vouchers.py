"""A member's vouchers, as a page and as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from aiohttp import web

from core import redemptions
from core.members import Member
from core.redemptions import Voucher
from webapp.edge import clock, json_bodies
from webapp.edge.problems import money
from webapp.miniapp.auth import member_only
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.qr_code import picture
from webapp.miniapp.rendering import fragment

ORDER: Final = ("open", "used", "ended")
"""The states of a voucher, in the order of the page."""


async def page(request: web.Request, member: Member) -> web.Response:
    """All vouchers: first those that can still be used, then the used, then the ended."""
    today = clock.today(request)
    found = [
        (voucher, state_of(voucher, today)) for voucher in await redemptions.vouchers(member.id)
    ]
    return fragment(
        request,
        MemberLocale(request, member),
        "vouchers.html",
        vouchers=sorted(found, key=lambda pair: ORDER.index(pair[1])),
        picture=picture,
    )


@member_only
async def vouchers(request: web.Request, member: Member) -> web.Response:
    """The member's vouchers, those still to be used first."""
    found = await redemptions.vouchers(member.id)
    today = clock.today(request)
    return json_bodies.response(
        {"vouchers": [answer_of(voucher, member.language, today) for voucher in found]}
    )


def answer_of(voucher: Voucher, language: str, today: date) -> dict[str, Any]:
    """A voucher in the member's language."""
    return {
        "code": voucher.spoken,
        "state": state_of(voucher, today),
        "title": voucher.title[language],
        "kind": voucher.kind,
        "merchant": voucher.merchant_name,
        "points": voucher.points,
        "cash": money(voucher.cash_fen),
        "delivery": voucher.delivery,
        "how_to_redeem": voucher.how_to_redeem[language],
        "ends_on": voucher.ends_on,
        "verified_at": voucher.verified_at,
        "till": voucher.till,
    }


def state_of(voucher: Voucher, today: date) -> str:
    """Whether it can still be used: one of ORDER."""
    if voucher.verified_at is not None:
        return "used"
    return "open" if voucher.open(today) else "ended"


ROUTES = (web.get("/app/api/vouchers", vouchers),)
