"""Purchases and refunds as they are sent and answered, what is told of a member, and refusals."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from webapp.edge.fields import (
    OMITTED,
    Attributes,
    Category,
    Moment,
    Money,
    Name,
    Paid,
    Points,
    Receipt,
    Sent,
    Text,
    whole,
)

BATCH_MAX = 1000
ITEMS_MAX = 500
LINES_MAX = ITEMS_MAX


class NewItem(Sent):
    """One line of a purchase."""

    sku: Text
    name: Name
    category: Category = ""
    amount: Money
    green: bool = False
    attributes: Attributes = Field(default={})


class NewPurchase(Sent):
    """A sale that earns."""

    receipt: Receipt
    member: Annotated[str, Field(min_length=1, max_length=64, examples=["JF-7K2M-9QFT-7"])]
    amount: Paid
    occurred_at: Moment
    channel: Literal["till", "online", "card", "file"] = "till"
    items: Annotated[list[NewItem], Field(max_length=ITEMS_MAX)] = Field(default=[])


class NewPurchases(Sent):
    """Sales that are judged one after another, each as if it came alone."""

    purchases: Annotated[list[NewPurchase], Field(min_length=1, max_length=BATCH_MAX)]


class AnyPurchases(Sent):
    """A batch in which some purchase is malformed: the others are still judged."""

    purchases: Annotated[list[Any], Field(min_length=1, max_length=BATCH_MAX)]


class NewRefundLine(Sent):
    """Money given back on one line; the first line of a purchase is 1."""

    line: Annotated[int, Field(ge=1, le=LINES_MAX), BeforeValidator(whole)]
    amount: Paid


class NewRefund(Sent):
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


class Refunded(BaseModel):
    """What a refund took back."""

    clawed_back: Points
    debt: Points
    balance: Points


class Expiring(BaseModel):
    """Points that end on a day; that day is the last on which they are good."""

    points: Points
    expires_on: date


class MemberBalance(BaseModel):
    """What this merchant may see of a member."""

    member: str
    balance: Points
    expiring: list[Expiring]


class Fault(BaseModel):
    """Where a body is wrong, and why."""

    at: str
    why: str


class Problem(BaseModel):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, Any]
    errors: list[Fault] | None = None
    missing: list[str] | None = None
    request_id: str


class RecordedResult(Recorded):
    """One purchase of a batch that stands."""

    status: Literal[200, 201]


class Results(BaseModel):
    """One result for each purchase, in the order sent."""

    results: list[RecordedResult | Problem]
