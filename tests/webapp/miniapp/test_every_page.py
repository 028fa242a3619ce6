"""Every row of PAGES, opened at its own address: contrast, finger size, overflow, squeezing."""

from __future__ import annotations

import string

import pytest
from playwright.async_api import Frame, expect

from core import members
from core.program import Program
from playground.themes import THEMES
from tests.webapp.conftest import Client
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
from webapp.miniapp.pages import HOME, PAGES, Page

every_page = pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])


@pytest.fixture
async def ids(program: Program, client: Client) -> dict[str, str]:
    """What stands for `{…}` in the addresses of pages; the member has something on each page."""
    people: list[members.Member] = await shops.household(program)
    cars = await shops.open_shop(program, "顺达汽车服务")
    tea = await shops.open_shop(program, "一叶茶铺")
    await shops.pool(program, people, "林家")
    goods = await offers.shelves(program, cars, tea)
    await offers.seasons(cars, tea, goods["service"])
    bought = await offers.buy(program, people[0], goods["wash"])
    return {"reward": str(goods["service"].id), "redemption": str(bought.redemption_id)}


async def open_page(phone: Phone, page: Page, ids: dict[str, str]) -> Frame:
    """The page with everything unfolded."""
    for _, name, _, _ in string.Formatter().parse(page.address):
        assert name is None or name in ids, (
            f"the page {page.name} needs a {name}: make one in the fixture `ids` of {__file__}"
        )
    path = page.shell_address.format_map(ids)
    app = await phone.launch(signed(), path=path, version="6.0")
    await expect(app.locator("main > .stack:not([aria-hidden]) h1")).to_be_visible()
    await expect(app.locator("main")).to_have_attribute(
        "data-page", path.removeprefix("/app/") or HOME
    )
    for summary in await app.locator("summary").all():
        await summary.press("Enter")  # what unfolds above moves it from beneath a finger
    await expect(app.locator("[data-why=pending]")).to_have_count(0)
    return app


@every_page
async def test_page_is_readable_on_every_theme(
    phone: Phone, ids: dict[str, str], page: Page
) -> None:
    app = await open_page(phone, page, ids)
    for name, theme in (THEMES | CUSTOM).items():
        await app.evaluate(LISTEN)
        await phone.tell("theme_changed", {"theme_params": theme})
        await app.evaluate("() => heard")
        assert await app.evaluate(UNREADABLE) == [], name


@every_page
async def test_page_fits_finger_and_screen(phone: Phone, ids: dict[str, str], page: Page) -> None:
    app = await open_page(phone, page, ids)
    for width in (195, 320, 390, 1200):  # the first is 390 at 200 %
        await phone.page.set_viewport_size({"width": width, "height": 844})
        assert await app.evaluate(OVERFLOW) <= 0, width
        assert await app.evaluate(SQUEEZED) == [], width
        assert await app.evaluate(SMALL_TARGETS) == [], width
