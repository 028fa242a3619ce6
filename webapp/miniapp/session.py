"""Opens a session of the mini-app: Telegram's initData in exchange for a short token."""

from __future__ import annotations

from aiohttp import web

from core import members
from core.members import Member
from webapp import app_keys
from webapp.edge import http_io
from webapp.edge.http_problem import HttpProblem
from webapp.miniapp.auth import CHALLENGE, Holder, mint_token
from webapp.miniapp.init_data import NotOpened, Opener, opened_by


async def open_session(request: web.Request) -> web.Response:
    """A token for the member for whom Telegram opened the app; on first contact they join."""
    app = request.app
    now = http_io.at(request)
    scheme, _, init_data = request.headers.get("Authorization", "").partition(" ")
    try:
        if scheme.lower() != "tma":
            raise NotOpened
        opener = opened_by(init_data.strip(), bot_token=app[app_keys.BOT_TOKEN], at=now)
    except NotOpened:
        raise HttpProblem(401, "api-not-opened", headers=CHALLENGE) from None
    member = await members.by_telegram(opener.telegram_id) or await _join(request, opener)
    holder = Holder(member.id, opener.telegram_id)
    token = mint_token(holder, secret=app[app_keys.SECRET_KEY], at=now)
    return http_io.response({"token": token})


async def _join(request: web.Request, opener: Opener) -> Member:
    app = request.app
    joined = await members.register(
        app[app_keys.PROGRAM],
        telegram_id=opener.telegram_id,
        name=opener.name,
        language=app[app_keys.TEXTS].language(opener.language).code,
        at=http_io.at(request),
    )
    return joined.member


ROUTES = (web.post("/app/session", open_session),)
