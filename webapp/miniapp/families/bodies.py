"""What the acts of a family share: the size of their bodies, and their keys."""

from __future__ import annotations

from typing import Annotated, Final

from aiohttp import web
from pydantic import Field

from webapp.edge.idempotency import key_of

BODY_BYTES_MAX: Final = 2048
KEY_PREFIX: Final = "app:"
"""Keeps the keys of the mini-app apart from those of the chat."""

Key = Annotated[str | None, Field(min_length=1, max_length=56)]
"""The same key again does nothing more."""


def key_of_member(request: web.Request, in_body: str | None = None) -> str | None:
    """The member's own key of this call, from the body or the header; raises HttpProblem 422."""
    key = in_body or key_of(request)
    return f"{KEY_PREFIX}{key}" if key else None
