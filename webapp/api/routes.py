"""The addresses of the merchant API."""

from collections.abc import Sequence

from aiohttp import web

from webapp.api import docs_page, members, purchases, redemptions
from webapp.api.catalog import events, rewards

ROUTES: Sequence[web.AbstractRouteDef] = (
    *purchases.ROUTES,
    *members.ROUTES,
    *events.ROUTES,
    *rewards.ROUTES,
    *redemptions.ROUTES,
    *docs_page.ROUTES,
)
