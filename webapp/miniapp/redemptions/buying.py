"""Buying in the mini-app: a quote, its redemption, and the vouchers that it yields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field

from core import families, ledger, redemptions
from core.members import Member
from core.redemptions import PaidBy, Quote, Voucher
from webapp import app_keys
from webapp.edge import json_bodies
from webapp.edge.problems import money
from webapp.miniapp import looks
from webapp.miniapp.auth import member_only
from webapp.miniapp.rendering import Words

BODY_BYTES_MAX: Final = 1024


class NewQuote(BaseModel):
    """The body of POST /app/api/quotes."""

    model_config = ConfigDict(extra="forbid")

    reward: UUID
    source: Literal["wallet", "purse"] = Field(alias="from", default="wallet")
    recipient: UUID | None = None


class NewRedemption(BaseModel):
    """The body of POST /app/api/redemptions."""

    model_config = ConfigDict(extra="forbid")

    quote: UUID


@member_only
async def quote(request: web.Request, member: Member) -> web.Response:
    """Hold a price for ten minutes."""
    sent = await json_bodies.read(request, NewQuote, bytes_max=BODY_BYTES_MAX)
    at = request.app[app_keys.CLOCK]()
    quoted = await redemptions.quote(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        reward_id=sent.reward,
        source=sent.source,
        recipient_id=sent.recipient,
        at=at,
    )
    return json_bodies.response(
        {
            "quote": quoted.id,
            "reward": quoted.reward.id,
            "points": quoted.points,
            "from": quoted.source,
            "balance": quoted.balance,
            "left": quoted.balance - quoted.points,
            "cash": money(quoted.reward.terms.cash_fen),
            "recipient": quoted.recipient_id,
            "would_pay": parts(quoted.would_pay, await _persons(request, member)),
            "expires_at": quoted.ends_at,
            "seconds": (quoted.ends_at - at).total_seconds(),
            "text": _said(Words(request, member), quoted),
        },
        201,
    )


def _said(words: Words, quoted: Quote) -> dict[str, str]:
    """The quote in the member's words, its end by the clock where they live."""
    left = quoted.balance - quoted.points
    return {
        "holds": words.t.plain("webapp-quote-holds", at=words.clock(quoted.ends_at)),
        "left": words.t.plain(f"webapp-quote-left-{quoted.source}", points=left),
        "confirm": words.t.plain("webapp-buy-confirm", points=quoted.points),
    }


def parts(paid: Sequence[PaidBy], persons: Mapping[UUID, int]) -> list[dict[str, Any]]:
    """Whose points pay; `person` numbers their colour, null for who has left the family."""
    return [
        {
            "member": one.member_id,
            "name": one.name,
            "points": one.points,
            "person": persons.get(one.member_id),
        }
        for one in paid
    ]


async def _persons(request: web.Request, member: Member) -> dict[UUID, int]:
    return looks.persons(await families.family_of(member.id, today=_today(request)))


@member_only
async def redeem(request: web.Request, member: Member) -> web.Response:
    """Buy what was quoted, once: the same quote again is the same answer, with 200."""
    sent = await json_bodies.read(request, NewRedemption, bytes_max=BODY_BYTES_MAX)
    at = request.app[app_keys.CLOCK]()
    bought = await redemptions.redeem(
        request.app[app_keys.PROGRAM], quote_id=sent.quote, member_id=member.id, at=at
    )
    own = bought.recipient_id == member.id
    return json_bodies.response(
        {
            "redemption": bought.redemption_id,
            "state": "redeemed",
            "points": bought.points,
            "from": bought.source,
            "recipient": bought.recipient_id,
            "paid_by": parts(bought.paid_by, await _persons(request, member)),
        }
        | ({"voucher": told(bought.voucher, member.language, _today(request))} if own else {}),
        200 if bought.replayed else 201,
    )


@member_only
async def vouchers(request: web.Request, member: Member) -> web.Response:
    """The member's vouchers, those still to be used first."""
    found = await redemptions.vouchers(member.id)
    today = _today(request)
    return json_bodies.response({"vouchers": [told(one, member.language, today) for one in found]})


def told(voucher: Voucher, language: str, today: date) -> dict[str, Any]:
    """A voucher in the member's language."""
    return {
        "code": voucher.spoken,
        "state": state(voucher, today),
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


def state(voucher: Voucher, today: date) -> str:
    """Whether it can still be used."""
    if voucher.verified_at is not None:
        return "used"
    return "open" if voucher.open(today) else "ended"


def _today(request: web.Request) -> date:
    return ledger.today(request.app[app_keys.PROGRAM], request.app[app_keys.CLOCK]())


ROUTES = (
    web.post("/app/api/quotes", quote),
    web.post("/app/api/redemptions", redeem),
    web.get("/app/api/vouchers", vouchers),
)
