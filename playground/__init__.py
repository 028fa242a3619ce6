"""Telegram on your own machine: a Bot API server, a chat page and a home for the mini-app."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from aiohttp import web

from playground import control
from playground.bot_api import BotApi
from playground.control.context import Context
from playground.guard import add_headers, loopback_only
from playground.page import Page
from playground.people import Group, Person
from playground.state import PlaygroundState

__all__ = ["Group", "Person", "create"]


def create(
    *,
    token: str,
    bot_username: str,
    bot_name: str,
    people: Sequence[Person],
    groups: Sequence[Group] = (),
    clock: Callable[[], datetime],
    advance: Callable[[timedelta], Awaitable[None]] | None,
    app_url: str | None,
) -> web.Application:
    """An application to mount anywhere: the chat page at its root, the Bot API at `bot<token>/…`.

    `token` is made up, but like a token begins with the bot's number and a colon.
    `clock` dates everything; `advance` moves it on (without it, the page cannot move time).
    `app_url` is the mini-app that opens when the bot has set no menu button of its own.
    """
    state = PlaygroundState(
        token=token,
        bot_username=bot_username,
        bot_name=bot_name,
        people=people,
        groups=groups,
        clock=clock,
    )
    app = web.Application(middlewares=[loopback_only])
    app.on_response_prepare.append(add_headers)
    BotApi(state).add_routes(app)
    context = Context(state, advance, app_url)
    control.add_routes(app, context)
    Page(context).add_routes(app)

    async def let_go(_: web.Application) -> None:
        state.updates.end_poll("")
        state.changes.close()

    async def lifetime(_: web.Application) -> AsyncIterator[None]:
        yield
        await state.webhook.stop()

    app.on_shutdown.append(let_go)
    app.cleanup_ctx.append(lifetime)
    return app
