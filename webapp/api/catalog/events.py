"""Events, as a merchant drafts and publishes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from aiohttp import web

from core import catalog
from core.catalog import Event
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import schemas
from webapp.api.auth import merchant_only
from webapp.edge import json_bodies, validation
from webapp.edge.problems import ApiProblem
from webapp.edge.validation import Fault

KEY_HEADER: Final = "Idempotency-Key"
KEY: Final = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


def key_of(request: web.Request) -> str | None:
    """The caller's own name of what they draft; raises ApiProblem 422."""
    key = request.headers.get(KEY_HEADER)
    if key is not None and not KEY.fullmatch(key):
        raise ApiProblem(422, faults=[Fault(KEY_HEADER, "receipt")])
    return key


@merchant_only
async def draft(request: web.Request, merchant: Merchant) -> web.Response:
    """Draft an event; with an Idempotency-Key the same call again gives the same event."""
    key = key_of(request)
    sent = await json_bodies.read(request, schemas.NewEvent)
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
        at=request.app[app_keys.CLOCK](),
    )
    return json_bodies.answered({"id": event.id, "state": event.state}, 201)


@merchant_only
async def publish(request: web.Request, merchant: Merchant) -> web.Response:
    """Publish a draft that carries its whole disclosure; again is the same answer."""
    event = await catalog.publish_event(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        event_id=_event_id(request),
        at=request.app[app_keys.CLOCK](),
    )
    return json_bodies.answered({"id": event.id, "state": event.state})


@merchant_only
async def show_all(request: web.Request, merchant: Merchant) -> web.Response:
    """The merchant's own events, all or in one state."""
    states = _states(request.query)
    events = await catalog.events(
        merchant_id=merchant.id,
        at=request.app[app_keys.CLOCK](),
        states=states,
    )
    return json_bodies.answered({"events": [_shown(event) for event in events]})


def _states(query: Mapping[str, str]) -> list[catalog.State]:
    """The states asked for; a mistyped name must not read as "all"."""
    if unknown := validation.unknown(query.keys() - {"state"}):
        raise ApiProblem(422, faults=unknown)
    asked = query.get("state")
    states = [state for state in catalog.STATES if asked in {None, state}]
    if not states:
        choices = {"choices": ", ".join(catalog.STATES)}
        raise ApiProblem(422, faults=[Fault("state", "choice", choices)])
    return states


def _event_id(request: web.Request) -> UUID:
    try:
        return UUID(request.match_info["event"])
    except ValueError:
        raise catalog.UnknownEvent from None


def _shown(event: Event) -> dict[str, Any]:
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


ROUTES = (
    web.post("/api/v1/events", draft),
    web.get("/api/v1/events", show_all),
    web.post("/api/v1/events/{event}/publish", publish),
)
