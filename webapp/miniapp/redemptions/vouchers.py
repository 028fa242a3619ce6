"""Vouchers as tickets: all of a member's, and each with the receipt of who paid for it."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Final
from uuid import UUID

from aiohttp import web

from core import families, ledger, redemptions
from core.members import Member
from webapp import app_keys
from webapp.miniapp import looks
from webapp.miniapp.auth import member_only
from webapp.miniapp.members.code import picture
from webapp.miniapp.redemptions.buying import parts, state
from webapp.miniapp.rendering import Words, fragment

ORDER: Final = ("open", "used", "ended")


@member_only
async def vouchers(request: web.Request, member: Member) -> web.Response:
    """All of them: first what can still be used, then what was used, then what has ended."""
    today = _today(request)
    found = [(one, state(one, today)) for one in await redemptions.vouchers(member.id)]
    return fragment(
        request,
        Words(request, member),
        "vouchers.html",
        vouchers=sorted(found, key=lambda one: ORDER.index(one[1])),
        picture=picture,
    )


@member_only
async def voucher(request: web.Request, member: Member) -> web.Response:
    """What one redemption yielded and whose points paid, for all whom it concerns."""
    today = _today(request)
    bought, family = await asyncio.gather(
        redemptions.receipt(member.id, _redemption(request.match_info["redemption"])),
        families.family_of(member.id, today=today),
    )
    return fragment(
        request,
        Words(request, member),
        "voucher.html",
        bought=bought,
        voucher=bought.voucher,
        state=state(bought.voucher, today),
        own=bought.recipient_id == member.id,
        paid_by=parts(bought.paid_by, looks.persons(family)),
        picture=picture,
    )


def _redemption(text: str) -> UUID:
    """The id in the address; raises UnknownRedemption for what could never be one."""
    try:
        return UUID(text)
    except ValueError:
        raise redemptions.UnknownRedemption from None


def _today(request: web.Request) -> date:
    return ledger.today(request.app[app_keys.PROGRAM], request.app[app_keys.CLOCK]())


ROUTES = (
    web.get("/app/pages/vouchers", vouchers),
    web.get("/app/pages/vouchers/{redemption}", voucher),
)
