"""The addresses for Telegram and for whoever watches the process."""

from collections.abc import Sequence

from aiohttp import web

from webapp.edge import health, telegram

ROUTES: Sequence[web.AbstractRouteDef] = (*health.ROUTES, *telegram.ROUTES)
