"""A newcomer uses the chat page in a real browser, and a mini-app lives in its frame."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram.types import (
    BotCommand,
    MenuButtonWebApp,
    WebAppInfo,
)
from playwright.async_api import Browser, Page, expect

from tests.playground.conftest import CHILD, MOTHER, Playground, running
from tests.playground.talking_bot import mini_app, talking


@dataclass
class PlaygroundInBrowser:
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


@pytest.fixture
async def scene(browser: Browser) -> AsyncIterator[PlaygroundInBrowser]:
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
        yield PlaygroundInBrowser(play, browser)
        await made.stop_polling()
        await task


async def test_a_newcomer_starts_writes_and_presses(scene: PlaygroundInBrowser) -> None:
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


async def test_commands_and_reply_keys_are_offered(scene: PlaygroundInBrowser) -> None:
    async with scene.page(f"#{MOTHER.id}/{MOTHER.id}") as page:
        await page.get_by_role("button", name="START", exact=True).click()
        await page.get_by_label("Message").fill("/key")
        await page.get_by_role("button", name="/keyboard").click()
        await page.get_by_role("button", name="Say this").click()
        await expect(page.locator("#messages").get_by_text("You said Say this")).to_be_visible()


async def test_other_peoples_news_are_counted(scene: PlaygroundInBrowser) -> None:
    async with scene.page(f"#{MOTHER.id}/{MOTHER.id}") as page:
        await scene.play.client.ask(CHILD.id, "/start")
        row = page.locator(f'.row[data-chat="{CHILD.id}"]')
        await expect(row.locator(".unread")).to_have_text("1")
        await row.click()
        await expect(row.locator(".unread")).to_be_hidden()


async def test_the_mini_app_knows_who_opened_it_and_follows_the_theme(
    scene: PlaygroundInBrowser,
) -> None:
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


async def test_the_controls_move_time_block_and_deliver_again(scene: PlaygroundInBrowser) -> None:
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
async def test_phone_shows_one_pane_at_a_time_without_overflow(
    scene: PlaygroundInBrowser, language: str
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
