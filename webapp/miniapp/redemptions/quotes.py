"""`POST /app/api/quotes`: holds the price of a reward for ten minutes."""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from aiohttp import web
from pydantic import ConfigDict, Field

from core import families, redemptions
from core.members import Member
from core.redemptions import Quote
from webapp import app_keys
from webapp.edge import http_io
from webapp.edge.fields import RequestBody
from webapp.miniapp.auth import member_only
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.redemptions.answers import parts, persons

BODY_BYTES_MAX: Final = 1024


class NewQuote(RequestBody):
    """The body of POST /app/api/quotes."""

    model_config = ConfigDict(strict=False)  # JSON writes the ids as text

    reward: UUID
    source: Literal["wallet", "purse"] = Field(alias="from", default="wallet")
    recipient: UUID | None = None


@member_only
async def quote(request: web.Request, member: Member) -> web.Response:
    sent = await http_io.read(request, NewQuote, bytes_max=BODY_BYTES_MAX)
    now = http_io.at(request)
    quoted = await redemptions.quote(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        reward_id=sent.reward,
        source=sent.source,
        recipient_id=sent.recipient,
        at=now,
    )
    family = await families.family_of(member.id, today=http_io.today(request))
    return http_io.response(
        {
            "quote": quoted.id,
            "reward": quoted.reward.id,
            "points": quoted.points,
            "from": quoted.source,
            "balance": quoted.balance,
            "left": quoted.balance - quoted.points,
            "cash": http_io.money(quoted.reward.terms.cash_fen),
            "recipient": quoted.recipient_id,
            "would_pay": parts(quoted.would_pay, persons(family)),
            "expires_at": quoted.ends_at,
            "seconds": (quoted.ends_at - now).total_seconds(),
            "text": _texts(MemberLocale(request, member), quoted),
        },
        201,
    )


def _texts(locale: MemberLocale, quoted: Quote) -> dict[str, str]:
    """The quote in the member's words, its end by the clock where they live."""
    left = quoted.balance - quoted.points
    return {
        "holds": locale.t.plain("webapp-quote-holds", at=locale.clock(quoted.ends_at)),
        "left": locale.t.plain(f"webapp-quote-left-{quoted.source}", points=left),
        "confirm": locale.t.plain("webapp-buy-confirm", points=quoted.points),
    }


ROUTES = (web.post("/app/api/quotes", quote),)
