"""The addresses of the mini-app."""

from collections.abc import Sequence

from aiohttp import web

from webapp.miniapp import families, ledger, session, shell
from webapp.miniapp.catalog import browsing, showing
from webapp.miniapp.members import code, settings
from webapp.miniapp.redemptions import buying, vouchers

ROUTES: Sequence[web.AbstractRouteDef] = (
    *shell.ROUTES,
    *session.ROUTES,
    *ledger.ROUTES,
    *families.ROUTES,
    *code.ROUTES,
    *settings.ROUTES,
    *browsing.ROUTES,
    *showing.ROUTES,
    *buying.ROUTES,
    *vouchers.ROUTES,
)
