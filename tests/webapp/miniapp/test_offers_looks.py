"""Rewards, events and vouchers to the eye and the finger: every theme, width, name and number."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import pytest
from playwright.async_api import Frame, expect

from core import members
from core.program import Program
from playground.themes import THEMES
from tests.webapp.miniapp import offers, shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.test_looks import (
    CUSTOM,
    LISTEN,
    OVERFLOW,
    SMALL_TARGETS,
    SQUEEZED,
    UNREADABLE,
)

HOSTILE: Final = "<b>&{ \"'--> " + "Donaudampfschifffahrt" * 3
MANY: Final = 1_000_000_000


@pytest.fixture
async def family(program: Program, client: object) -> list[members.Member]:
    """Three people with a purse of 5,000, six rewards, five seasons, and a used voucher."""
    people = await shops.household(program)
    cars = await shops.open_shop(program, "顺达汽车服务")
    tea = await shops.open_shop(program, "一叶茶铺")
    await shops.pool(program, people, "林家")
    goods = await offers.shelves(program, cars, tea)
    await offers.seasons(cars, tea, goods["service"])
    await offers.buy(program, people[0], goods["wash"])
    await offers.buy(program, people[0], goods["wash"], till="1 号台")
    return people


async def pages(phone: Phone, app: Frame, title: str = "基础保养") -> AsyncIterator[str]:
    """From the list to a held price, its ticket and the lists, everything unfolded."""
    await expect(app.locator("[data-reward]").first).to_be_visible()
    yield "rewards"
    await app.locator("[data-reward]").filter(has_text=title).click()
    await app.locator("summary").click()
    await phone.main_button.click()
    await expect(app.locator("[data-held]")).to_be_visible()
    yield "reward"
    await phone.main_button.click()
    await expect(app.locator(".receipt")).to_be_visible()
    yield "voucher"
    await app.locator("a[data-page=vouchers]").click()
    await expect(app.locator("details.ticket").first).to_be_visible()
    yield "vouchers"
    await app.locator("a[data-page=rewards]").click()
    await app.locator("a[data-page=events]").click()
    await app.locator("summary").first.click()
    yield "events"


async def test_every_season_is_readable_on_every_theme(
    phone: Phone, family: list[members.Member]
) -> None:
    app = await phone.launch(signed(start_param="rewards"))
    async for page in pages(phone, app):
        for name, theme in (THEMES | CUSTOM).items():
            await app.evaluate(LISTEN)
            await phone.tell("theme_changed", {"theme_params": theme})
            await app.evaluate("() => heard")
            assert await app.evaluate(UNREADABLE) == [], (page, name)


async def test_targets_are_as_large_as_a_finger(phone: Phone, family: list[members.Member]) -> None:
    app = await phone.launch(signed(start_param="rewards"), version="6.0")
    async for page in pages(phone, app):
        assert await app.evaluate(SMALL_TARGETS) == [], page


async def test_hostile_names_and_large_numbers_are_text_within_the_page(
    phone: Phone, program: Program
) -> None:
    hostile = offers.said(HOSTILE, HOSTILE)
    shop = await shops.open_shop(program, HOSTILE[:60], rate="1000")
    people = [await shops.join(program, 1001 + at, HOSTILE[:40] + str(at)) for at in range(2)]
    await shops.pool(program, people, "<b>&{", points=())
    reward = await offers.reward(
        shop, MANY, hostile, yuan=9_999_999_999, cash_fen=MANY, description=hostile
    )
    small = await offers.reward(
        shop, 1, offers.said("小", "s"), yuan=1, stock=MANY, description=hostile
    )
    await shop.sell(people[0], "50.00", shops.NOW, "R-1")
    await offers.event(
        shop,
        "lantern-festival",
        hostile,
        starts=-offers.DAY,
        ends=offers.DAY,
        prices={reward.id: MANY - 1},
    )
    app = await phone.launch(signed(start_param="rewards"))
    await expect(app.locator("[data-reward]").last).to_contain_text(HOSTILE)
    await expect(app.locator("[data-reward]").last).to_contain_text("999,999,999")
    async for page in pages(phone, app, title="小"):
        for width in (195, 320, 430):
            await phone.page.set_viewport_size({"width": width, "height": 700})
            assert await app.evaluate(OVERFLOW) <= 0, (page, width)
            assert await app.evaluate(SQUEEZED) == [], (page, width)
    app = await phone.launch(signed(start_param=f"reward-{reward.id}"))
    await expect(app.locator("h1")).to_have_text(HOSTILE)
    for width in (195, 320, 430):
        await phone.page.set_viewport_size({"width": width, "height": 700})
        assert await app.evaluate(OVERFLOW) <= 0, width
        assert await app.evaluate(SQUEEZED) == [], width
    assert small.left == MANY


async def test_reduced_motion_shows_no_running_seconds(
    phone: Phone, family: list[members.Member]
) -> None:
    await phone.page.emulate_media(reduced_motion="reduce")
    app = await phone.launch(signed(start_param="rewards"))
    async for page in pages(phone, app):
        longest = await app.evaluate(
            """() => Math.max(...document.getAnimations()
                 .map((animation) => animation.effect.getComputedTiming().duration), 0)"""
        )
        assert longest <= 1, page
        if page == "reward":
            await expect(app.locator("[data-runs]")).to_have_text("10:00")
