"""A bot that answers whatever it is sent, and its mini-app on another origin."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    WebAppInfo,
)
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiohttp import web

from tests.playground_server import TOKEN

APP_HTML = """<!doctype html><meta charset="utf-8"><p id="who">…</p><p id="heard"></p>
<script src="app.js"></script>"""
APP_JS = """
const post = (eventType, eventData = {}) =>
  parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
const data = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
fetch("verify", { method: "POST", body: data }).then((answer) => answer.text())
  .then((name) => { who.textContent = name; });
addEventListener("message", (event) => {
  const { eventType, eventData } = JSON.parse(event.data);
  const color = eventData.theme_params?.bg_color || eventData.button_id || eventData.data || "";
  heard.append(`[${eventType} ${color}]`);
  if (eventType === "main_button_pressed") post("web_app_open_popup",
    { message: "Sure?", buttons: [{ id: "yes", type: "ok" }, { id: "no", type: "cancel" }] });
  if (eventType === "popup_closed") post("web_app_open_scan_qr_popup", { text: "Scan" });
});
post("iframe_ready"); post("web_app_request_theme"); post("web_app_ready"); post("web_app_dance");
post("web_app_setup_main_button", { is_visible: true, text: "Redeem" });
post("web_app_setup_back_button", { is_visible: true });
"""


def talking(app_url: str) -> Dispatcher:
    made = Dispatcher()

    @made.message(CommandStart())
    async def start(message: Message) -> None:
        keys = [
            [
                InlineKeyboardButton(text="More", callback_data="more", style="primary"),
                InlineKeyboardButton(text="Alert", callback_data="alert"),
            ],
            [
                InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="JF-1")),
                InlineKeyboardButton(text="Join", url="https://t.me/jiafen_bot?start=join_1"),
            ],
            [InlineKeyboardButton(text="App", web_app=WebAppInfo(url=app_url))],
        ]
        await message.answer(
            f"Hello <b>{message.chat.id}</b>: {message.text}",
            parse_mode="HTML",
            reply_markup=InlineKeyboardMarkup(inline_keyboard=keys),
        )

    @made.message(F.text == "/keyboard")
    async def keyboard(message: Message) -> None:
        keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="Say this")]])
        await message.answer("Choose", reply_markup=keys)

    @made.message()
    async def echo(message: Message) -> None:
        await message.answer(f"You said {message.text}")

    @made.callback_query(F.data == "more")
    async def more(query: CallbackQuery) -> None:
        await query.answer("Here you are")
        assert isinstance(query.message, Message)
        await query.message.edit_text("More of it")

    @made.callback_query()
    async def alert(query: CallbackQuery) -> None:
        await query.answer("Mind this", show_alert=True)

    return made


@asynccontextmanager
async def mini_app() -> AsyncIterator[str]:
    async def verify(request: web.Request) -> web.Response:
        data = safe_parse_webapp_init_data(TOKEN, await request.text())
        assert data.user is not None
        return web.Response(text=f"{data.user.id} at {data.auth_date.isoformat()}")

    async def asset(request: web.Request) -> web.Response:
        script = request.path.endswith(".js")
        return web.Response(
            text=APP_JS if script else APP_HTML,
            content_type="text/javascript" if script else "text/html",
        )

    root = web.Application()
    root.router.add_post("/app/verify", verify)
    root.router.add_get("/app/{name:.*}", asset)
    runner = web.AppRunner(root, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/app/"
    await runner.cleanup()
