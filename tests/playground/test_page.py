"""A newcomer uses the chat page in a real browser, and a mini-app lives in its frame."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import (
    BotCommand,
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MenuButtonWebApp,
    Message,
    ReplyKeyboardMarkup,
    WebAppInfo,
)
from aiogram.utils.web_app import safe_parse_webapp_init_data
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from tests.playground.conftest import CHILD, MOTHER, TOKEN, Playground, running

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


@dataclass
class Scene:
    """A playground with a talking bot, a mini-app of another origin, and a browser."""

    play: Playground
    browser: Browser
    flaws: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def page(
        self, path: str = "", *, width: int = 1200, **options: Any
    ) -> AsyncIterator[Page]:
        context = await self.browser.new_context(
            viewport={"width": width, "height": 800}, locale="en-GB", **options
        )
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.flaws.append(str(error)))
        page.on(
            "console",
            lambda line: self.flaws.append(line.text) if line.type == "error" else None,
        )
        await page.goto(f"{self.play.base_url}/{path}")
        await page.locator("html[data-live]").wait_for()
        yield page
        await context.close()
        assert self.flaws == []


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


@pytest.fixture
async def scene(browser: Browser) -> AsyncIterator[Scene]:
    async with mini_app() as app_url, running(app_url) as play:
        made = talking(app_url)
        await play.bot.set_my_description("Points for the whole family")
        await play.bot.set_my_commands([BotCommand(command="keyboard", description="Keys")])
        await play.bot.set_chat_menu_button(
            menu_button=MenuButtonWebApp(text="Points", web_app=WebAppInfo(url=app_url))
        )
        task = asyncio.create_task(
            made.start_polling(play.bot, handle_signals=False, close_bot_session=False)
        )
        yield Scene(play, browser)
        await made.stop_polling()
        await task


async def test_a_newcomer_starts_writes_and_presses(scene: Scene) -> None:
    async with scene.page() as page:
        await expect(page.get_by_role("note")).to_contain_text("Simulation")
        await page.get_by_role("link", name="Mei Lin").click()
        await expect(
            page.locator("#messages").get_by_text("Points for the whole family")
        ).to_be_visible()
        await page.get_by_role("button", name="START", exact=True).click()
        await expect(page.locator(".theirs .bubble b").first).to_have_text(str(MOTHER.id))
        await page.get_by_role("button", name="Alert").click()
        await expect(page.get_by_role("dialog")).to_contain_text("Mind this")
        await page.get_by_role("button", name="OK", exact=True).click()
        await page.get_by_role("button", name="Join").click()
        await expect(page.locator(".own", has_text="/start join_1")).to_be_visible()
        await page.get_by_role("button", name="More").first.click()
        await expect(page.get_by_role("status")).to_have_text("Here you are")
        await expect(page.locator("#messages").get_by_text("More of it")).to_be_visible()
        await expect(page.locator("#messages").get_by_text("edited")).to_be_visible()
        await expect(page.locator(".waiting")).to_have_count(0)
        await page.get_by_label("Message").fill("<i>hello</i>")
        await page.keyboard.press("Enter")
        await expect(page.locator("#messages").get_by_text("You said <i>hello</i>")).to_be_visible()


async def test_commands_and_reply_keys_are_offered(scene: Scene) -> None:
    async with scene.page(f"#{MOTHER.id}/{MOTHER.id}") as page:
        await page.get_by_role("button", name="START", exact=True).click()
        await page.get_by_label("Message").fill("/key")
        await page.get_by_role("button", name="/keyboard").click()
        await page.get_by_role("button", name="Say this").click()
        await expect(page.locator("#messages").get_by_text("You said Say this")).to_be_visible()


async def test_other_peoples_news_are_counted(scene: Scene) -> None:
    async with scene.page(f"#{MOTHER.id}/{MOTHER.id}") as page:
        await scene.play.client.ask(CHILD.id, "/start")
        row = page.locator(f'.row[data-chat="{CHILD.id}"]')
        await expect(row.locator(".unread")).to_have_text("1")
        await row.click()
        await expect(row.locator(".unread")).to_be_hidden()


async def test_the_mini_app_knows_who_opened_it_and_follows_the_theme(scene: Scene) -> None:
    async with scene.page(f"#{MOTHER.id}/{MOTHER.id}", color_scheme="light") as page:
        await page.get_by_role("button", name="START", exact=True).click()
        await page.get_by_role("button", name="Points", exact=True).click()
        frame = page.frame_locator("iframe")
        await expect(frame.locator("#who")).to_have_text(
            f"{MOTHER.id} at 2026-03-01T08:00:00+00:00"
        )
        heard = frame.locator("#heard")
        await expect(heard).to_contain_text("[theme_changed #ffffff]")
        await page.evaluate("document.querySelector('[data-theme-choice=dark]').click()")
        await expect(heard).to_contain_text("[theme_changed #17212b]")
        await page.get_by_role("button", name="Redeem").click()
        await page.get_by_role("dialog").last.get_by_role("button", name="OK", exact=True).click()
        await expect(heard).to_contain_text("[popup_closed yes]")
        await page.locator("#dialog-input").fill("CODE-7")
        await page.locator("#dialog").get_by_role("button", name="OK", exact=True).click()
        await expect(heard).to_contain_text("[qr_text_received CODE-7]")
        await page.locator("[data-app-act=close]").click()
        await expect(heard).to_contain_text("[back_button_pressed ]")
        await page.get_by_text("Protocol").click()
        await expect(page.locator("#protocol .unknown")).to_contain_text("web_app_dance")
        await page.keyboard.press("Escape")
        await expect(page.locator("iframe")).to_have_count(0)


async def test_the_controls_move_time_block_and_deliver_again(scene: Scene) -> None:
    async with scene.page(f"#{MOTHER.id}/{MOTHER.id}") as page:
        await page.get_by_role("button", name="START", exact=True).click()
        await expect(page.locator(".theirs")).to_have_count(1)
        await page.get_by_role("button", name="Next day").click()
        await expect(page.locator("#now")).to_contain_text("March 2")
        await page.get_by_role("button", name="Deliver the last update again").click()
        await expect(page.locator("#messages").get_by_text("delivered 2 times")).to_be_visible()
        await expect(page.locator(".theirs")).to_have_count(2)
        await page.get_by_role("button", name="Every send answers 502").click()
        pressed = page.locator("[data-fault=bad_gateway]")
        await expect(pressed).to_have_attribute("aria-pressed", "true")
        await page.get_by_role("button", name="All calm").click()
        await expect(pressed).to_have_attribute("aria-pressed", "false")
        await page.get_by_role("button", name="Block the bot").click()
        await page.get_by_role("button", name="UNBLOCK", exact=True).click()
        await expect(page.get_by_label("Message")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_a_phone_shows_one_pane_at_a_time_and_nothing_sticks_out(
    scene: Scene, language: str
) -> None:
    async with scene.page(f"?language={language}", width=390, color_scheme="dark") as page:
        await expect(page.locator("html")).to_have_attribute("lang", language)
        await page.locator(f'.row[data-chat="{MOTHER.id}"]').click()
        await expect(page.locator(".list")).to_be_hidden()
        await page.locator("[data-act=start]").click()
        await expect(page.locator(".theirs")).to_have_count(1)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width == 390
        await page.locator(".chat [data-act=controls]").click()
        await expect(page.locator(".controls")).to_be_visible()
        await page.locator(".controls [data-act=controls]").click()
        await page.locator("[data-act=list]").click()
        await expect(page.locator(".list")).to_be_visible()
