"""The page of one redemption: its voucher, and the receipt of whose points paid."""

from __future__ import annotations

import asyncio

from aiohttp import web

from core import families, redemptions
from core.members import Member
from webapp.edge import http_io
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.qr_code import picture
from webapp.miniapp.redemptions.answers import parts, persons, state_of
from webapp.miniapp.rendering import fragment


async def page(request: web.Request, member: Member) -> web.Response:
    """For the buyer, the recipient and everybody who paid; raises UnknownRedemption."""
    today = http_io.today(request)
    redemption_id = http_io.id_in_path(
        request, "redemption", otherwise=redemptions.UnknownRedemption
    )
    bought, family = await asyncio.gather(
        redemptions.receipt(member.id, redemption_id),
        families.family_of(member.id, today=today),
    )
    return fragment(
        request,
        MemberLocale(request, member),
        "voucher.html",
        bought=bought,
        voucher=bought.voucher,
        state=state_of(bought.voucher, today),
        own=bought.recipient_id == member.id,
        paid_by=parts(bought.paid_by, persons(family)),
        picture=picture,
    )
