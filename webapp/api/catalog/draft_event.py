"""`POST /events`: drafts an event, a dated season that multiplies points or lowers prices."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, Field, WithJsonSchema

from core import catalog
from core.errors import KeyReused
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example
from webapp.api.catalog import disclosure
from webapp.api.catalog.disclosure import NewDisclosure
from webapp.api.catalog.reward_fields import POINTS_MAX, Price
from webapp.api.example_values import in_both_languages
from webapp.edge import http_io
from webapp.edge.fields import (
    THEME,
    UUID_PATTERN,
    Language,
    Moment,
    Multiplier,
    RequestBody,
    Text,
    Title,
)

CATEGORIES_MAX: Final = 50
PRICES_MAX: Final = 200
RewardId = Annotated[str, Field(pattern=UUID_PATTERN)]
Prices = Annotated[
    dict[RewardId, Price],
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


class NewEvent(RequestBody):
    """A dated season that multiplies points, or lowers prices."""

    theme: Annotated[str, Field(pattern=THEME, examples=["spring"])]
    title: dict[Language, Title]
    starts_at: Annotated[Moment, Field(alias="from")]
    ends_at: Annotated[Moment, Field(alias="until")]
    multiplier: Multiplier | None = None
    categories: Annotated[list[Text], Field(max_length=CATEGORIES_MAX)] = Field(default=[])
    prices: Prices = Field(default={})
    disclosure: NewDisclosure = NewDisclosure()


class EventState(BaseModel):
    """An event's id and state."""

    id: UUID
    state: Literal["draft", "published", "live", "ended"]


async def draft(request: web.Request, merchant: Merchant) -> web.Response:
    """Drafts an event; with an Idempotency-Key the same call again gives the same event."""
    key = http_io.key_of(request)
    sent = await http_io.read(request, NewEvent)
    event = await catalog.draft_event(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        theme=sent.theme,
        title=dict(sent.title.items()),
        starts_at=sent.starts_at,
        ends_at=sent.ends_at,
        multiplier=sent.multiplier,
        categories=tuple(sent.categories),
        prices={UUID(reward): points for reward, points in sent.prices.items()},
        disclosure=sent.disclosure.model_dump(exclude_defaults=True),
        key=key,
        at=http_io.at(request),
    )
    return http_io.response({"id": event.id, "state": event.state}, 201, replayed=event.replayed)


EXAMPLE: Final[dict[str, Any]] = {
    "theme": "spring-festival",
    "title": in_both_languages("新春双倍积分", "Double points for Spring Festival"),
    "from": "2025-01-20T00:00:00+08:00",
    "until": "2025-02-05T00:00:00+08:00",
    "multiplier": "2",
    "categories": ["tea"],
    "prices": {},
    "disclosure": disclosure.EXAMPLE,
}

CALL = ApiCall(
    name="draft-event",
    method="post",
    path="/events",
    handler=draft,
    key_header=True,
    body=NewEvent,
    answers={201: EventState, 200: EventState},
    refusals=(
        catalog.WrongWindow,
        catalog.WrongMultiplier,
        catalog.WrongCategories,
        catalog.WrongText,
        catalog.WrongTheme,
        catalog.UnknownReward,
        KeyReused,
    ),
    example=Example("/events", 201, {"id": example_values.EVENT_ID, "state": "draft"}, EXAMPLE),
)
