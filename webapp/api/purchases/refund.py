"""`POST /purchases/{receipt}/refunds`: takes back the points of money that was returned."""

from __future__ import annotations

from typing import Annotated, Final, Self

from aiohttp import web
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from core import purchases
from core.errors import KeyReused
from core.merchants import Merchant
from core.purchases import RefundLine
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example, Parameter
from webapp.api.purchases.record import ITEMS_MAX
from webapp.edge import http_io
from webapp.edge.fields import (
    OMITTED,
    RECEIPT,
    RECEIPT_PATTERN,
    Paid,
    Points,
    Receipt,
    RequestBody,
    whole,
)

LINES_MAX: Final = ITEMS_MAX
RECEIPT_SHOWN_MAX: Final = 64  # of a receipt that could never be posted, as much as one may have


class NewRefundLine(RequestBody):
    """Money given back on one line; the first line of a purchase is 1."""

    line: Annotated[int, Field(ge=1, le=LINES_MAX), BeforeValidator(whole)]
    amount: Paid


class NewRefund(RequestBody):
    """Money given back: by amount or by lines, one of the two."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["amount"]}, {"required": ["items"]}]}
    )

    refund: Receipt
    amount: Annotated[Paid, OMITTED] = 0
    items: Annotated[list[NewRefundLine], Field(min_length=1, max_length=LINES_MAX), OMITTED] = (
        Field(default=[])
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.amount) == bool(self.items):
            raise PydanticCustomError("one_of_two", "either amount or items")
        return self


class Refunded(BaseModel):
    """What a refund took back."""

    clawed_back: Points
    debt: Points
    balance: Points


async def refund(request: web.Request, merchant: Merchant) -> web.Response:
    """Takes the points of returned money back: 201, or 200 for a refund recorded before."""
    sent = await http_io.read(request, NewRefund)
    lines = [RefundLine(line.line, line.amount) for line in sent.items]
    refunded = await purchases.refund(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        receipt=_receipt(request),
        refund=sent.refund,
        amount_fen=sent.amount or None,
        items=lines or None,
        at=http_io.at(request),
    )
    return http_io.response(
        {
            "clawed_back": refunded.clawed_back,
            "debt": refunded.debt,
            "balance": refunded.balance,
        },
        201,
        replayed=refunded.replayed,
    )


def _receipt(request: web.Request) -> str:
    """The receipt in the path; what could never be posted is an unknown purchase."""
    receipt = request.match_info["receipt"]
    if not RECEIPT.fullmatch(receipt):
        raise purchases.UnknownPurchase(receipt=receipt[:RECEIPT_SHOWN_MAX])
    return receipt


CALL = ApiCall(
    name="refund",
    method="post",
    path="/purchases/{receipt}/refunds",
    handler=refund,
    parameters=(Parameter("path", "receipt", {"type": "string", "pattern": RECEIPT_PATTERN}),),
    body=NewRefund,
    answers={201: Refunded, 200: Refunded},
    repeatable=True,
    refusals=(
        purchases.UnknownPurchase,
        purchases.UnknownLine,
        purchases.RefundExceedsPurchase,
        KeyReused,
    ),
    example=Example(
        f"/purchases/{example_values.RECEIPT}/refunds",
        201,
        {"clawed_back": 200, "debt": 0, "balance": 200},
        {"refund": "R-1", "items": [{"line": 2, "amount": "100.00"}]},
    ),
)
