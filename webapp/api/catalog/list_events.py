"""`GET /events`: the merchant's own events, all or in one state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, Field

from core import catalog
from core.merchants import Merchant
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example, Parameter
from webapp.api.catalog import draft_event
from webapp.api.catalog.draft_event import EventState
from webapp.edge import http_io, validation
from webapp.edge.http_problem import HttpProblem
from webapp.edge.validation import FieldError


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


async def list_events(request: web.Request, merchant: Merchant) -> web.Response:
    states = _states(request.query)
    events = await catalog.events(merchant_id=merchant.id, at=http_io.at(request), states=states)
    return http_io.response({"events": [_answer(event) for event in events]})


def _states(query: Mapping[str, str]) -> list[catalog.State]:
    """The states asked for; a mistyped name is refused, because it must not mean "all"."""
    if unknown := validation.unknown_parameters(query.keys() - {"state"}):
        raise HttpProblem(422, field_errors=unknown)
    wanted = query.get("state")
    states = [state for state in catalog.STATES if wanted in {None, state}]
    if not states:
        choices = {"choices": ", ".join(catalog.STATES)}
        raise HttpProblem(422, field_errors=[FieldError("state", "choice", choices)])
    return states


def _answer(event: catalog.Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "state": event.state,
        "theme": event.theme,
        "title": event.title,
        "from": event.starts_at,
        "until": event.ends_at,
        "multiplier": str(event.multiplier.normalize()),
        "categories": list(event.categories),
        "prices": {str(reward): points for reward, points in event.prices.items()},
        "disclosure": event.disclosure,
    }


CALL = ApiCall(
    name="events",
    method="get",
    path="/events",
    handler=list_events,
    parameters=(Parameter("query", "state", {"type": "string", "enum": list(catalog.STATES)}),),
    answers={200: Events},
    statuses=(422,),
    example=Example(
        "/events?state=draft",
        200,
        {"events": [{"id": example_values.EVENT_ID, "state": "draft", **draft_event.EXAMPLE}]},
    ),
)
