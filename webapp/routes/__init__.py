"""Every address that the web face answers, one module a noun, all listed here."""

from collections.abc import Sequence

from aiohttp import web

from webapp.routes import (
    catalog,
    codes,
    documents,
    families,
    health,
    ledger,
    members,
    purchases,
    redemptions,
    sessions,
    settings,
    shell,
    telegram,
)

ROUTES: Sequence[web.AbstractRouteDef] = (
    *purchases.ROUTES,
    *members.ROUTES,
    *catalog.ROUTES,
    *redemptions.ROUTES,
    *documents.ROUTES,
    *health.ROUTES,
    *telegram.ROUTES,
    *shell.ROUTES,
    *sessions.ROUTES,
    *ledger.ROUTES,
    *families.ROUTES,
    *codes.ROUTES,
    *settings.ROUTES,
)
