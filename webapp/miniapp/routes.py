"""The addresses of the mini-app: the shell, the inside of each page, and the JSON of each noun."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from webapp.miniapp import session, shell, static_files
from webapp.miniapp.auth import member_only
from webapp.miniapp.catalog import events, rewards
from webapp.miniapp.families import amounts, invitations, membership
from webapp.miniapp.ledger import history, home, why
from webapp.miniapp.members import code, settings
from webapp.miniapp.pages import PAGES
from webapp.miniapp.redemptions import quotes, redeem, vouchers

ROUTES: Sequence[web.AbstractRouteDef] = (
    *shell.ROUTES,
    *(web.get(f"/app/pages/{page.address}", member_only(page.handler)) for page in PAGES),
    *static_files.ROUTES,
    *session.ROUTES,
    *home.ROUTES,
    *history.ROUTES,
    *why.ROUTES,
    *membership.ROUTES,
    *invitations.ROUTES,
    *amounts.ROUTES,
    *code.ROUTES,
    *settings.ROUTES,
    *rewards.ROUTES,
    *events.ROUTES,
    *quotes.ROUTES,
    *redeem.ROUTES,
    *vouchers.ROUTES,
)
