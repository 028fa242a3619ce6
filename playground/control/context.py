"""The state that the control API changes, and functions that read its requests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from playground.errors import ControlError
from playground.people import Json, Person
from playground.state import PlaygroundState


@dataclass(frozen=True)
class Context:
    """The state, and what the outside lent us: its clock's lever and the mini-app's address."""

    state: PlaygroundState
    advance: Callable[[timedelta], Awaitable[None]] | None
    app_url: str | None


async def read_json(request: web.Request) -> Json:
    """The body as an object; an empty body is an empty object."""
    if not request.can_read_body:
        return {}
    try:
        value = await request.json()
    except (ValueError, RecursionError) as mistake:
        raise ControlError("the body must be JSON") from mistake
    if not isinstance(value, dict):
        raise ControlError("the body must be a JSON object")
    return value


def person_of(context: Context, request: web.Request) -> Person:
    """The person in the path."""
    return context.state.person(int(request.match_info["person"]))


def number_in(request: web.Request, name: str, default: float = 0) -> float:
    """A number of the query."""
    text = request.query.get(name)
    return float(text) if text else default
