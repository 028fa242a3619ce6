"""`POST /events/{event}/publish`: shows a drafted event to members."""

from __future__ import annotations

from aiohttp import web

from core import catalog, merchants
from core.errors import KeyReused
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example, Parameter
from webapp.api.catalog.draft_event import EventState
from webapp.edge import http_io


async def publish(request: web.Request, merchant: Merchant) -> web.Response:
    """Publishes a draft that carries its whole disclosure; again is the same answer."""
    event = await catalog.publish_event(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        event_id=http_io.id_in_path(request, "event", otherwise=catalog.UnknownEvent),
        key=http_io.key_of(request),
        at=http_io.at(request),
    )
    return http_io.response({"id": event.id, "state": event.state}, replayed=event.replayed)


CALL = ApiCall(
    name="publish-event",
    method="post",
    path="/events/{event}/publish",
    handler=publish,
    key_header=True,
    parameters=(Parameter("path", "event", {"type": "string", "format": "uuid"}),),
    answers={200: EventState},
    statuses=(422,),
    refusals=(
        catalog.UnknownEvent,
        catalog.DisclosureIncomplete,
        catalog.EventOver,
        merchants.LicenceMissing,
        KeyReused,
    ),
    example=Example(
        f"/events/{example_values.EVENT_ID}/publish",
        200,
        {"id": example_values.EVENT_ID, "state": "published"},
    ),
)
