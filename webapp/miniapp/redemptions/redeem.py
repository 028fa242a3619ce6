"""`POST /app/api/redemptions`: buys what was quoted, once."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from aiohttp import web
from pydantic import ConfigDict

from core import ledger, redemptions
from core.members import Member
from webapp import app_keys
from webapp.edge import http_io
from webapp.edge.fields import RequestBody
from webapp.miniapp.auth import member_only
from webapp.miniapp.redemptions.answers import answer_of, parts

BODY_BYTES_MAX: Final = 1024


class NewRedemption(RequestBody):
    """The body of POST /app/api/redemptions."""

    model_config = ConfigDict(strict=False)  # JSON writes the id as text

    quote: UUID


@member_only
async def redeem(request: web.Request, member: Member) -> web.Response:
    """Buys what was quoted: the same quote again is the same answer, with 200."""
    sent = await http_io.read(request, NewRedemption, bytes_max=BODY_BYTES_MAX)
    bought = await redemptions.redeem(
        request.app[app_keys.PROGRAM],
        quote_id=sent.quote,
        member_id=member.id,
        at=http_io.at(request),
    )
    # Day, seats and language are those of the redemption, so that a replay is the first answer.
    today = ledger.today(request.app[app_keys.PROGRAM], bought.redeemed_at)
    answer = {
        "redemption": bought.redemption_id,
        "state": "redeemed",
        "points": bought.points,
        "from": bought.source,
        "recipient": bought.recipient_id,
        "paid_by": parts(bought.paid_by, bought.seats),
    }
    if bought.recipient_id == member.id:
        answer["voucher"] = answer_of(bought.voucher, bought.language or member.language, today)
    return http_io.response(answer, 201, replayed=bought.replayed)


ROUTES = (web.post("/app/api/redemptions", redeem),)
