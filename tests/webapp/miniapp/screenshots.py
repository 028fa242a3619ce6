"""Takes the pictures in docs/screenshots: `pytest tests/webapp/miniapp/screenshots.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.program import Program
from playground.themes import THEMES
from tests.webapp.miniapp import scene
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.host import Host

FOLDER = Path(__file__).parents[3] / "docs" / "screenshots"
DRAWN = "[data-qr] svg"
MOTIONS_OVER = """() => Promise.all(document.getAnimations()
    .filter((one) => one.animationName !== "drain").map((one) => one.finished))"""


async def picture(phone: Host, name: str) -> None:
    """The page as it stands, when its motions are over."""
    await phone.page.frames[1].evaluate(MOTIONS_OVER)
    await phone.page.screenshot(path=FOLDER / f"{name}.png", scale="css")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_pages(phone: Host, program: Program, language: str, theme: str) -> None:
    english = language == "en"
    member = await scene.join(program, 1001, "Lin Jing" if english else "林静", language=language)
    await scene.year_of(member, program, english=english)
    await phone.page.set_viewport_size({"width": 390, "height": 844})
    app = await phone.launch(signed(1001), theme=THEMES[theme])
    await app.wait_for_selector(DRAWN)
    end = f"{language}-{theme}"
    await picture(phone, f"home-{end}")
    await app.click("[data-live=recent] .label a")
    await app.click("details >> nth=0")
    await app.wait_for_selector("[data-why=told]")
    await picture(phone, f"history-{end}")
    await phone.tell("back_button_pressed")
    await app.click(".top a[data-page=settings]")
    await app.wait_for_selector("input[name=language]")
    await picture(phone, f"settings-{end}")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_first_day(phone: Host, program: Program, theme: str) -> None:
    await scene.join(program, 1002, "新会员")
    app = await phone.launch(signed(1002), theme=THEMES[theme])
    await app.wait_for_selector(DRAWN)
    await picture(phone, f"home-empty-zh-Hans-{theme}")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
async def test_family(phone: Host, program: Program, language: str, theme: str) -> None:
    english = language == "en"
    people = await scene.household(program, english=english)
    await phone.page.set_viewport_size({"width": 390, "height": 1180})
    app = await phone.launch(signed(1001), theme=THEMES[theme])
    await app.click("a[data-page=family]")
    await app.wait_for_selector("#family-name")
    end = f"{language}-{theme}"
    await picture(phone, f"family-empty-{end}")
    await scene.pool(program, people, "The Lins" if english else "林家")
    app = await phone.launch(signed(1001), theme=THEMES[theme])
    await app.click("a[data-page=family]")
    await app.wait_for_selector(".seats li:nth-child(3)")
    await picture(phone, f"family-{end}")
