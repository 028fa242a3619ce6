"""Takes the pictures in docs/screenshots: `pytest tests/webapp/miniapp/screenshots.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import catalog
from core.program import Program
from playground.themes import THEMES
from tests.webapp.miniapp import offers, shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone

FOLDER = Path(__file__).parents[3] / "docs" / "screenshots"
DRAWN = "[data-qr] svg"
MOTIONS_OVER = """() => Promise.all(document.getAnimations()
    .filter((animation) => animation.animationName !== "drain").map((one) => one.finished))"""


async def picture(phone: Phone, name: str) -> None:
    """A screenshot of the page after its animations."""
    await phone.page.frames[1].evaluate(MOTIONS_OVER)
    await phone.page.screenshot(path=FOLDER / f"{name}.png", scale="css")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_pages(phone: Phone, program: Program, language: str, theme: str) -> None:
    english = language == "en"
    member = await shops.join(program, 1001, "Lin Jing" if english else "林静", language=language)
    await shops.year_of(member, program, english=english)
    await phone.page.set_viewport_size({"width": 390, "height": 844})
    app = await phone.launch(signed(1001), theme=THEMES[theme])
    await app.wait_for_selector(DRAWN)
    end = f"{language}-{theme}"
    await picture(phone, f"home-{end}")
    await app.click("[data-live=recent] .label a")
    await app.click("details >> nth=0")
    await app.wait_for_selector("[data-why=shown]")
    await picture(phone, f"history-{end}")
    await phone.tell("back_button_pressed")
    await app.click(".top a[data-page=settings]")
    await app.wait_for_selector("input[name=language]")
    await picture(phone, f"settings-{end}")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_first_day(phone: Phone, program: Program, language: str, theme: str) -> None:
    name = "New Member" if language == "en" else "新会员"
    await shops.join(program, 1002, name, language=language)
    end = f"empty-{language}-{theme}"
    app = await phone.launch(signed(1002), theme=THEMES[theme])
    await app.wait_for_selector(DRAWN)
    await picture(phone, f"home-{end}")
    for page in ("history", "rewards", "events", "vouchers"):
        app = await phone.launch(signed(1002, start_param=page), theme=THEMES[theme])
        await app.wait_for_selector("main[data-page] > .stack:not([aria-hidden]) h1")
        await picture(phone, f"{page}-{end}")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_family(phone: Phone, program: Program, language: str, theme: str) -> None:
    english = language == "en"
    people = await shops.household(program, english=english)
    await phone.page.set_viewport_size({"width": 390, "height": 1180})
    app = await phone.launch(signed(1001), theme=THEMES[theme])
    await app.click("a[data-page=family]")
    await app.wait_for_selector("#family-name")
    end = f"{language}-{theme}"
    await picture(phone, f"family-empty-{end}")
    await shops.pool(program, people, "The Lins" if english else "林家")
    app = await phone.launch(signed(1001), theme=THEMES[theme])
    await app.click("a[data-page=family]")
    await app.wait_for_selector(".seats li:nth-child(3)")
    await picture(phone, f"family-{end}")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_round(phone: Phone, program: Program, language: str, theme: str) -> None:
    goods = await set_up(program, english=language == "en")
    end = f"{language}-{theme}"
    await phone.page.set_viewport_size({"width": 390, "height": 1040})
    app = await phone.launch(signed(1001, start_param="events"), theme=THEMES[theme])
    await app.wait_for_selector("[data-event]")
    await picture(phone, f"events-{end}")
    await phone.page.set_viewport_size({"width": 390, "height": 844})
    app = await phone.launch(signed(1001, start_param="rewards"), theme=THEMES[theme])
    await app.wait_for_selector("[data-reward]")
    await picture(phone, f"rewards-{end}")
    await app.click(f"[data-reward='{goods['service'].id}']")
    await app.wait_for_selector("[data-pay]")
    await phone.page.set_viewport_size({"width": 390, "height": 1240})
    await picture(phone, f"reward-{end}")
    await phone.main_button.click()
    await app.wait_for_selector("[data-held]:not([hidden])")
    await phone.page.set_viewport_size({"width": 390, "height": 960})
    await app.evaluate("() => scrollTo(0, 0)")
    await picture(phone, f"reward-held-{end}")
    await phone.main_button.click()
    await app.wait_for_selector(".receipt")
    await app.wait_for_selector("#notes:not(.seen)", state="attached")
    await picture(phone, f"voucher-{end}")
    await app.click("a[data-page=vouchers]")
    await app.wait_for_selector("[data-state=ended]")
    await picture(phone, f"vouchers-{end}")


async def set_up(program: Program, *, english: bool) -> dict[str, catalog.Reward]:
    """A family with a purse of 5,000, shops with rewards and seasons, vouchers in every state."""
    people = await shops.household(program, english=english)
    cars = await shops.open_shop(program, "Shunda Car Service" if english else "顺达汽车服务")
    tea = await shops.open_shop(program, "Leaf Tea" if english else "一叶茶铺")
    goods = await offers.shelves(program, cars, tea)
    await offers.buy(program, people[0], goods["wash"], at=shops.NOW - 19 * offers.DAY)
    await offers.buy(program, people[0], goods["tea"], till="till 2" if english else "2 号台")
    for yuan in ("1500.00", "700.00"):
        await cars.sell(people[0], yuan, shops.NOW - 2 * offers.DAY, f"C-{yuan}")
    await shops.pool(program, people, "The Lins" if english else "林家")
    await offers.seasons(cars, tea, goods["service"])
    return goods
