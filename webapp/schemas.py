"""What the merchant API is sent and answers; the OpenAPI document is made of these."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetPydanticSchema,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import core_schema

BATCH_MAX = 1000
ITEMS_MAX = 500
LINES_MAX = ITEMS_MAX
ATTRIBUTES_MAX = 8
CATEGORIES_MAX = 50


def _written_as(
    pattern: str, convert: Callable[[str], object], *, longest: int | None = None
) -> GetPydanticSchema:
    """A value that JSON writes as text of this pattern."""
    text = core_schema.str_schema(pattern=pattern, max_length=longest, strict=True)
    return GetPydanticSchema(
        lambda _source, _handler: core_schema.no_info_after_validator_function(convert, text)
    )


def _fen(yuan: str) -> int:
    return int(yuan.replace(".", ""))


def _whole(value: object) -> object:
    """JSON Schema counts 2.0 among the integers."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _without_default(shape: dict[str, Any]) -> None:
    del shape["default"]


OMITTED = Field(json_schema_extra=_without_default)
"""A field that may be left out, for which the default only says that it was."""

# `[^\x00]`: PostgreSQL keeps every character but this one.
WORDS = {"type": "string", "minLength": 1, "maxLength": 64, "pattern": r"^[^\x00]+$"}
Text = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]+$")]
Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]+$")]
Category = Annotated[str, Field(max_length=64, pattern=r"^[^\x00]*$")]
Title = Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
Attributes = Annotated[
    dict[Text, Text],
    Field(max_length=ATTRIBUTES_MAX),
    WithJsonSchema(  # pydantic's own would let names through that its validator refuses
        {
            "type": "object",
            "maxProperties": ATTRIBUTES_MAX,
            "propertyNames": WORDS,
            "additionalProperties": WORDS,
        }
    ),
]
Statement = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]
RECEIPT_PATTERN = r"^[A-Za-z0-9_.:-]{1,64}$"
RECEIPT = re.compile(RECEIPT_PATTERN)
Receipt = Annotated[str, Field(pattern=RECEIPT_PATTERN, examples=["T1-20250110-0042"])]
Money = Annotated[int, _written_as(r"^[0-9]{1,10}\.[0-9]{2}$", _fen), Field(examples=["300.00"])]
"""Fen; written in yuan with two decimals."""
Paid = Annotated[
    int,
    _written_as(r"^(0*[1-9][0-9]*\.[0-9]{2}|0+\.(0[1-9]|[1-9][0-9]))$", _fen, longest=13),
    Field(examples=["300.00"]),
]
"""Fen above zero."""
Moment = Annotated[
    datetime,
    _written_as(
        r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
        r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$",
        datetime.fromisoformat,
    ),
    Field(json_schema_extra={"format": "date-time"}, examples=["2025-01-10T12:00:00+08:00"]),
]
"""A date and time with its offset from UTC."""
Multiplier = Annotated[
    Decimal,
    _written_as(r"^([1-9][0-9]?(\.[0-9]{1,3})?|100)$", Decimal),
    Field(examples=["2", "1.5"]),
]
Points = Annotated[int, Field(ge=0)]
Language = Literal["zh-Hans", "en"]


class Sent(BaseModel):
    """What a caller sends: nothing unknown, nothing of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class NewItem(Sent):
    """One line of a purchase."""

    sku: Text
    name: Name
    category: Category = ""
    amount: Money
    green: bool = False
    attributes: Attributes = {}


class NewPurchase(Sent):
    """A sale that earns."""

    receipt: Receipt
    member: Annotated[str, Field(min_length=1, max_length=64, examples=["JF-7K2M-9QFT-7"])]
    amount: Paid
    occurred_at: Moment
    channel: Literal["till", "online", "card", "file"] = "till"
    items: Annotated[list[NewItem], Field(max_length=ITEMS_MAX)] = []


class NewPurchases(Sent):
    """Sales that are judged one after another, each as if it came alone."""

    purchases: Annotated[list[NewPurchase], Field(min_length=1, max_length=BATCH_MAX)]


class AnyPurchases(Sent):
    """A batch in which some purchase is malformed: the others are still judged."""

    purchases: Annotated[list[Any], Field(min_length=1, max_length=BATCH_MAX)]


class NewRefundLine(Sent):
    """Money given back on one line; the first line of a purchase is 1."""

    line: Annotated[int, Field(ge=1, le=LINES_MAX), BeforeValidator(_whole)]
    amount: Paid


class NewRefund(Sent):
    """Money given back: by amount or by lines, one of the two."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["amount"]}, {"required": ["items"]}]}
    )

    refund: Receipt
    amount: Annotated[Paid, OMITTED] = 0
    items: Annotated[list[NewRefundLine], Field(min_length=1, max_length=LINES_MAX), OMITTED] = []

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.amount) == bool(self.items):
            raise ValueError("either amount or items")
        return self


class NewDisclosure(Sent):
    """The card of key rules, each a text per language; publishing needs them all."""

    threshold: dict[Language, Statement] = {}
    earning: dict[Language, Statement] = {}
    validity: dict[Language, Statement] = {}
    limits: dict[Language, Statement] = {}
    how_to_redeem: dict[Language, Statement] = {}
    delivery: dict[Language, Statement] = {}
    complaints: dict[Language, Statement] = {}


class NewEvent(Sent):
    """A dated season that multiplies points."""

    theme: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$", examples=["spring"])]
    title: dict[Language, Title]
    starts_at: Annotated[Moment, Field(alias="from")]
    ends_at: Annotated[Moment, Field(alias="until")]
    multiplier: Multiplier | None = None
    categories: Annotated[list[Text], Field(max_length=CATEGORIES_MAX)] = []
    disclosure: NewDisclosure = NewDisclosure()


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


class EventState(BaseModel):
    """An event's name and state."""

    id: UUID
    state: Literal["draft", "published", "live", "ended"]


class Event(EventState):
    """An event of this merchant."""

    theme: str
    title: dict[str, str]
    starts_at: Annotated[datetime, Field(alias="from")]
    ends_at: Annotated[datetime, Field(alias="until")]
    multiplier: str
    categories: list[str]
    disclosure: dict[str, dict[str, str]]


class Events(BaseModel):
    """The events of this merchant, the soonest first."""

    events: list[Event]


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
