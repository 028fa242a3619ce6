"""Reads the ids that stand in a request's path."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from core.errors import NotFound


def id_in_path(request: web.Request, name: str, *, otherwise: type[NotFound]) -> UUID:
    """The id under this name in the path; raises `otherwise` for what could never be an id."""
    try:
        return UUID(request.match_info[name])
    except ValueError:
        raise otherwise from None
