"""A member's vouchers, as a page and as JSON."""

from __future__ import annotations

from aiohttp import web

from core import redemptions
from core.members import Member
from webapp.edge import http_io
from webapp.miniapp.auth import member_only
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.qr_code import picture
from webapp.miniapp.redemptions.answers import VOUCHER_STATES, answer_of, state_of
from webapp.miniapp.rendering import fragment


async def page(request: web.Request, member: Member) -> web.Response:
    """All vouchers: first those that can still be used, then the used, then the ended."""
    today = http_io.today(request)
    with_states = [
        (voucher, state_of(voucher, today)) for voucher in await redemptions.vouchers(member.id)
    ]
    return fragment(
        request,
        MemberLocale(request, member),
        "vouchers.html",
        vouchers=sorted(with_states, key=lambda pair: VOUCHER_STATES.index(pair[1])),
        picture=picture,
    )


@member_only
async def vouchers(request: web.Request, member: Member) -> web.Response:
    """The member's vouchers, those still to be used first."""
    own = await redemptions.vouchers(member.id)
    today = http_io.today(request)
    return http_io.response(
        {"vouchers": [answer_of(voucher, member.language, today) for voucher in own]}
    )


ROUTES = (web.get("/app/api/vouchers", vouchers),)
