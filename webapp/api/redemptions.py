"""`POST /vouchers/{voucher}/verify`: a till takes a voucher, once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from core import redemptions
from core.errors import KeyReused
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example, Parameter
from webapp.edge import http_io
from webapp.edge.fields import Receipt, RequestBody, Text


class NewVerification(RequestBody):
    """A voucher that a till takes; the same `request` again is answered the same."""

    request: Receipt
    till: Text | None = None


class Verification(BaseModel):
    """A voucher that was taken, and what is owed to the person who showed it."""

    voucher: str
    reward: UUID
    version: int
    title: dict[str, str]
    points: int
    cash: str
    verified_at: datetime
    till: str | None


async def verify(request: web.Request, merchant: Merchant) -> web.Response:
    """Takes a voucher; the same `request` again is the same answer, another finds it used."""
    sent = await http_io.read(request, NewVerification)
    verified = await redemptions.verify(
        request.app[app_keys.PROGRAM],
        code=request.match_info["voucher"],
        merchant_id=merchant.id,
        request=sent.request,
        till=sent.till,
        at=http_io.at(request),
    )
    return http_io.response(
        {
            "voucher": redemptions.format_code(verified.code),
            "reward": verified.reward_id,
            "version": verified.version,
            "title": verified.title,
            "points": verified.points,
            "cash": http_io.money(verified.cash_fen),
            "verified_at": verified.verified_at,
            "till": verified.till,
        },
        replayed=verified.replayed,
    )


CALL = ApiCall(
    name="verify-voucher",
    method="post",
    path="/vouchers/{voucher}/verify",
    handler=verify,
    parameters=(Parameter("path", "voucher", {"type": "string", "minLength": 1, "maxLength": 64}),),
    body=NewVerification,
    answers={200: Verification},
    repeatable=True,
    refusals=(
        redemptions.UnknownVoucher,
        redemptions.VoucherUsed,
        redemptions.VoucherEnded,
        KeyReused,
    ),
    example=Example(
        f"/vouchers/{example_values.VOUCHER}/verify",
        200,
        {
            "voucher": example_values.VOUCHER,
            "reward": example_values.REWARD_ID,
            "version": 2,
            "title": example_values.REWARD_TITLE,
            "points": 200,
            "cash": "0.00",
            "verified_at": "2025-01-10T12:00:00Z",
            "till": "till 3",
        },
        {"request": "T1-20250110-0043", "till": "till 3"},
    ),
)
