"""Events, rewards and vouchers as merchants send them and are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from webapp.edge.fields import (
    THEME,
    UUID_PATTERN,
    Language,
    Moment,
    Money,
    Multiplier,
    NewDisclosure,
    Paid,
    Receipt,
    Sent,
    Statement,
    Text,
    Title,
    whole,
)

CATEGORIES_MAX = 50
PRICES_MAX = 200
POINTS_MAX = 10**9
Id = Annotated[str, Field(pattern=UUID_PATTERN)]
Price = Annotated[int, Field(ge=1, le=POINTS_MAX), BeforeValidator(whole)]
Number = Annotated[int, Field(ge=1, le=10**6), BeforeValidator(whole)]
InAll = Annotated[int, Field(ge=0, le=10**9), BeforeValidator(whole)]
Days = Annotated[int, Field(ge=1, le=730), BeforeValidator(whole)]
Kind = Literal["goods", "service", "coupon"]
Delivery = Literal["pick-up", "delivery"]
Texts = dict[Language, Title]
Descriptions = dict[Language, Statement]
Prices = Annotated[
    dict[Id, Price],
    Field(max_length=PRICES_MAX),
    WithJsonSchema(  # pydantic's own would let names through that its validator refuses
        {
            "type": "object",
            "maxProperties": PRICES_MAX,
            "propertyNames": {"type": "string", "pattern": UUID_PATTERN},
            "additionalProperties": {"type": "integer", "minimum": 1, "maximum": POINTS_MAX},
        }
    ),
]


class NewEvent(Sent):
    """A dated season that multiplies points, or lowers prices."""

    theme: Annotated[str, Field(pattern=THEME, examples=["spring"])]
    title: dict[Language, Title]
    starts_at: Annotated[Moment, Field(alias="from")]
    ends_at: Annotated[Moment, Field(alias="until")]
    multiplier: Multiplier | None = None
    categories: Annotated[list[Text], Field(max_length=CATEGORIES_MAX)] = Field(default=[])
    prices: Prices = Field(default={})
    disclosure: NewDisclosure = NewDisclosure()


class NewReward(Sent):
    """What points buy; nothing in the list of kinds is money."""

    kind: Kind
    title: Texts
    description: Descriptions = Field(default={})
    points: Price
    cash: Money = 0
    market_price: Paid
    stock: InAll | None = None
    limit: Number | None = None
    voucher_days: Days = 30
    delivery: Delivery = "pick-up"
    disclosure: NewDisclosure = NewDisclosure()


class RewardChange(Sent):
    """What another version says otherwise; what is left out or null stays."""

    title: Texts | None = None
    description: Descriptions | None = None
    points: Price | None = None
    cash: Money | None = None
    market_price: Paid | None = None
    stock: InAll | None = None
    limit: Number | None = None
    voucher_days: Days | None = None
    delivery: Delivery | None = None
    disclosure: NewDisclosure | None = None


class NewVerification(Sent):
    """A till that takes a voucher; the same `request` again is answered the same."""

    request: Receipt
    till: Text | None = None


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
    prices: dict[str, int]
    disclosure: dict[str, dict[str, str]]


class Events(BaseModel):
    """The events of this merchant, the soonest first."""

    events: list[Event]


class RewardState(BaseModel):
    """A reward's name, its newest version and whether that is published."""

    id: UUID
    version: int
    state: Literal["draft", "published"]


class Reward(RewardState):
    """A reward of this merchant, in its newest version; `price` is what it costs now."""

    kind: Kind
    title: dict[str, str]
    description: dict[str, str]
    points: int
    price: int
    cash: str
    market_price: str
    left: int | None
    limit: int | None
    voucher_days: int
    delivery: Delivery
    disclosure: dict[str, dict[str, str]]


class Rewards(BaseModel):
    """The rewards of this merchant, the cheapest first."""

    rewards: list[Reward]


class Verification(BaseModel):
    """A voucher that was taken, and what is owed to who showed it."""

    voucher: str
    reward: UUID
    version: int
    title: dict[str, str]
    points: int
    cash: str
    verified_at: datetime
    till: str | None
