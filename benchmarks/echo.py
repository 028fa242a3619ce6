"""The other side of the chat's goal: a Bot API that says yes, and a bare aiogram echo."""

from __future__ import annotations

import sys

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

API, BOT = "api", "bot"
ME = {"id": 4242424242, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
SENT = {"message_id": 1, "date": 1780286400, "chat": {"id": 1, "type": "private"}, "text": "ok"}


async def yes(request: web.Request) -> web.Response:
    """Answer every call with success."""
    await request.read()
    method = request.match_info.get("method", "").lower()
    result: object = ME if method == "getme" else SENT if method.startswith("send") else True
    if method.startswith("get") and method != "getme":
        result = [] if method in {"getmycommands", "getupdates"} else {}
    return web.json_response({"ok": True, "result": result})


def api() -> web.Application:
    """The Bot API."""
    app = web.Application()
    app.add_routes([web.get("/", yes), web.route("*", "/bot{token}/{method}", yes)])
    return app


def echo(api_url: str, token: str, secret: str) -> web.Application:
    """The stock webhook handler of aiogram with one handler behind it."""
    dispatcher = Dispatcher()

    async def answer(message: Message) -> None:
        await message.answer(message.text or "")

    dispatcher.message.register(answer)
    server = TelegramAPIServer.from_base(api_url)
    bot = Bot(token, session=AiohttpSession(api=server))
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=secret).register(
        app, path="/webhook"
    )
    setup_application(app, dispatcher, bot=bot)
    return app


if __name__ == "__main__":
    what, port, *rest = sys.argv[1:]
    uvloop.install()
    web.run_app(
        api() if what == API else echo(*rest),
        host="127.0.0.1",
        port=int(port),
        access_log=None,
        print=None,
    )
