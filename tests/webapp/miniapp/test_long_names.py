"""Long names, hostile letters and millions of points: all of it can be read, on any screen."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

import pytest
from playwright.async_api import expect

import samples
from core import members
from core.program import Program
from tests.webapp.conftest import Client
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.test_looks import OVERFLOW, SMALL_TARGETS, SQUEEZED
from webapp.miniapp.pages import PAGES

NAME: Final = ("<b>&{" + "长名字的人Longname" * 6)[:62]
PEOPLE: Final = 8


@pytest.fixture
async def lin(program: Program, client: Client) -> members.Member:
    """A family of eight with names of 64 letters, and a wallet of nine million points."""
    added = await samples.merchant(
        program,
        name="Rindfleischetikettierungsüberwachungsaufgaben GmbH & Co <b>&{",
        budget_fen=10**10,
        rate=Decimal(1000),
        at=shops.NOW - timedelta(days=390),
    )
    shop = shops.Store(program, added.merchant.id, added.api_key)
    people = [await shops.join(program, 1001 + at, f"{NAME}{at:02}") for at in range(PEOPLE)]
    for at in range(3):
        await shop.sell(people[0], "999999.99", shops.NOW - timedelta(days=30 * at), f"R-{at}")
    for at, member in enumerate(people):
        await shop.sell(member, "33333.00", shops.NOW, f"S-{at}")
    await shops.pool(program, people, "<b>&{ 家名很长很长的一个大家庭", points=[90_000] * PEOPLE)
    return people[0]


@pytest.mark.parametrize("page", [page.name for page in PAGES if not page.parent])
async def test_nothing_is_cut_or_squeezed(phone: Phone, lin: members.Member, page: str) -> None:
    app = await phone.launch(signed(start_param=page), version="6.0")
    await expect(app.locator("main > .stack:not([aria-hidden]) h1")).to_be_visible()
    for summary in await app.locator("summary").all():
        await summary.press("Enter")  # what unfolds above moves it from beneath a finger
    await expect(app.locator("[data-why=pending]")).to_have_count(0)
    if page in {"family", "settings"}:
        await expect(app.locator("main")).to_contain_text(lin.name)
    for width in (195, 320, 390):
        await phone.page.set_viewport_size({"width": width, "height": 844})
        assert await app.evaluate(OVERFLOW) <= 0, width
        assert await app.evaluate(SQUEEZED) == [], width
        assert await app.evaluate(SMALL_TARGETS) == [], width


async def test_a_full_family_offers_no_link(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed(start_param="family"))
    await expect(app.locator("main")).to_contain_text("这个家庭的座位已满。")
    await expect(app.locator("[data-invite]")).to_have_count(0)
