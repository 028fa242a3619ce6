"""When a request is answered: by the clock that `main` hands in, and the programme's calendar."""

from __future__ import annotations

from datetime import date, datetime

from aiohttp import web

from core import ledger
from webapp import app_keys


def at(request: web.Request) -> datetime:
    """The moment now, with its zone."""
    return request.app[app_keys.CLOCK]()


def today(request: web.Request) -> date:
    """The programme's calendar day, by which points end."""
    return ledger.today(request.app[app_keys.PROGRAM], at(request))
