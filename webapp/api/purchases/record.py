"""`POST /purchases`: a sale that earns points."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field

from core import members, merchants, purchases
from core.errors import KeyReused, LoyaltyError
from core.merchants import Merchant
from core.purchases import Item
from core.purchases import Recorded as RecordedPurchase
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example
from webapp.edge import http_io
from webapp.edge.fields import (
    Attributes,
    Category,
    Moment,
    Money,
    Name,
    Paid,
    Points,
    Receipt,
    RequestBody,
    Sku,
)
from webapp.edge.metrics import METRICS

ITEMS_MAX: Final = 500


class NewItem(RequestBody):
    """One line of a purchase."""

    sku: Sku
    name: Name
    category: Category = ""
    amount: Money
    green: bool = False
    attributes: Attributes = Field(default={})


class NewPurchase(RequestBody):
    """A sale that earns."""

    receipt: Receipt
    member: Annotated[str, Field(min_length=1, max_length=64, examples=[example_values.MEMBER])]
    amount: Paid
    occurred_at: Moment
    channel: purchases.Channel = "till"
    items: Annotated[list[NewItem], Field(max_length=ITEMS_MAX)] = Field(default=[])

    def in_core(
        self, merchant: Merchant, member: members.Reference, *, at: datetime
    ) -> purchases.NewPurchase:
        """The purchase as core takes it."""
        return purchases.NewPurchase(
            merchant_id=merchant.id,
            receipt=self.receipt,
            member=member,
            amount_fen=self.amount,
            occurred_at=self.occurred_at,
            at=at,
            channel=self.channel,
            items=tuple(
                Item(
                    sku=item.sku,
                    name=item.name,
                    category=item.category,
                    amount_fen=item.amount,
                    green=item.green,
                    attributes=item.attributes,
                )
                for item in self.items
            ),
        )


class Component(BaseModel):
    """Points of one purchase for one reason."""

    kind: Literal["base", "event", "green", "tier", "credit"]
    points: Points
    expires_on: date


class Recorded(BaseModel):
    """What a purchase earned."""

    purchase: UUID
    points: Points
    components: list[Component]
    trimmed: Points
    debt_repaid: Points
    balance: Points


async def record(request: web.Request, merchant: Merchant) -> web.Response:
    """Records one purchase: 201, or 200 with the stored answer if it was recorded before."""
    sent = await http_io.read(request, NewPurchase)
    now = http_io.at(request)
    try:
        member = members.parse_reference(
            sent.member, secret=request.app[app_keys.SECRET_KEY], at=now
        )
        recorded = await purchases.record(
            request.app[app_keys.PROGRAM], sent.in_core(merchant, member, at=now)
        )
    except LoyaltyError as error:
        request.app[METRICS].count_purchases(error.code)
        raise
    request.app[METRICS].count_purchases(outcome_of(recorded))
    return http_io.response(answer_of(recorded), 201, replayed=recorded.replayed)


def outcome_of(recorded: RecordedPurchase) -> str:
    """What the metrics call it."""
    return "repeated" if recorded.replayed else "recorded"


def status_of(recorded: RecordedPurchase) -> int:
    return 200 if recorded.replayed else 201


def answer_of(recorded: RecordedPurchase) -> dict[str, Any]:
    """What the till reads, in the shape of `Recorded`."""
    return {
        "purchase": recorded.purchase_id,
        "points": recorded.points,
        "components": [
            {"kind": part.kind, "points": part.points, "expires_on": part.expires_on}
            for part in recorded.components
        ],
        "trimmed": recorded.trimmed,
        "debt_repaid": recorded.debt_repaid,
        "balance": recorded.balance,
    }


EXAMPLE: Final[dict[str, Any]] = {
    "receipt": example_values.RECEIPT,
    "member": example_values.MEMBER,
    "amount": "300.00",
    "occurred_at": "2025-01-10T12:00:00+08:00",
    "items": [
        {"sku": "6901", "name": "龙井 250g", "category": "tea", "amount": "200.00"},
        {
            "sku": "6902",
            "name": "LED 9W",
            "category": "home",
            "amount": "100.00",
            "green": True,
            "attributes": {"colour": "warm"},
        },
    ],
}
EXAMPLE_ANSWER: Final[dict[str, Any]] = {
    "purchase": "2f1c8e0a-6f0e-4e39-9b53-6c1f5f4a7d10",
    "points": 400,
    "components": [
        {"kind": "base", "points": 300, "expires_on": "2026-01-09"},
        {"kind": "green", "points": 100, "expires_on": "2026-01-09"},
    ],
    "trimmed": 0,
    "debt_repaid": 0,
    "balance": 400,
}

CALL = ApiCall(
    name="record",
    method="post",
    path="/purchases",
    handler=record,
    body=NewPurchase,
    answers={201: Recorded, 200: Recorded},
    repeatable=True,
    refusals=(
        members.UnknownMember,
        members.CodeEnded,
        members.CodeSpent,
        merchants.BudgetExhausted,
        KeyReused,
        purchases.ItemsDoNotAddUp,
        purchases.PurchaseTooOld,
        purchases.PurchaseInFuture,
        purchases.BornExpired,
    ),
    example=Example("/purchases", 201, EXAMPLE_ANSWER, EXAMPLE),
)
