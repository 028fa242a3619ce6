"""The addresses of the merchant API; each call among them demands a merchant's key."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from webapp.api import docs_page
from webapp.api.api_call import BASE
from webapp.api.auth import merchant_only
from webapp.api.calls import CALLS

ROUTES: Sequence[web.AbstractRouteDef] = (
    *(
        web.route(call.method.upper(), BASE + call.path, merchant_only(call.handler))
        for call in CALLS
    ),
    *docs_page.ROUTES,
)
