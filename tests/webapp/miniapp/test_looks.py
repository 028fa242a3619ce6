"""Accessibility: contrast on every theme, spacing, sizes, names and reduced motion."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final, Literal

import pytest
from playwright.async_api import Frame, expect

from core import members
from core.program import Program
from playground.themes import THEMES
from tests.webapp.conftest import Client
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone

UNREADABLE: Final = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const colour = rgba(getComputedStyle(node).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    const [low, high] = [light(rgba(getComputedStyle(element).color)), light(behind(element))]
      .sort((a, b) => a - b);
    texts.seen = (texts.seen ?? 0) + 1;
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < 4.5) found.push([contrast, texts.currentNode.data.trim()]);
  }
  return texts.seen >= 3 ? found : ["there is nothing to read"];
}"""
LISTEN: Final = """() => {
  window.heard = new Promise((heard) => addEventListener("message", heard, { once: true }))
    .then(() => true);
}"""
SMALL_TARGETS: Final = """() => [
    ...document.querySelectorAll("a, button, label:not([for]), summary, [tabindex='0']")]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.getBoundingClientRect(), node.outerHTML.slice(0, 120)])
  .filter(([box]) => box.height < 44 || box.width < 44).map(([, html]) => html)"""
OVERFLOW: Final = "() => document.scrollingElement.scrollWidth - window.innerWidth"

SQUEEZED: Final = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement: element } = texts.currentNode;
    if (!data.trim() || !element.checkVisibility() || element.closest(".unseen, #notes")) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const lines = [...range.getClientRects()];
    const card = element.closest(".card, .stub, .body")?.getBoundingClientRect();
    if (card && lines.some((line) => line.right > card.right + 1)) found.push(["cut", data]);
    const wide = Math.max(...lines.map((line) => line.width));
    if (lines.length > 4 && wide < 48) found.push(["a letter a line", data]);
  }
  return found;
}"""
CUSTOM: Final = {
    "mid grey": {"bg_color": "#777777", "text_color": "#888888", "hint_color": "#808080"},
    "red on red": {
        "bg_color": "#b3261e",
        "text_color": "#c0392b",
        "hint_color": "#a01010",
        "link_color": "#b00000",
        "destructive_text_color": "#b3261e",
    },
    "paper": {"bg_color": "#fdf6e3", "text_color": "#657b83", "hint_color": "#93a1a1"},
    "black": {"bg_color": "#000000", "text_color": "#ffffff", "secondary_bg_color": "#1c1c1e"},
    "page and cards at odds": {
        "bg_color": "#ffffff",
        "text_color": "#000000",
        "section_bg_color": "#ffffff",
        "secondary_bg_color": "#101010",
    },
    "not colours": {"bg_color": "nonsense", "text_color": "url(x)", "hint_color": "#12345"},
}


ROLES: Final[tuple[Literal["link", "button", "switch", "radio", "slider"], ...]] = (
    "link",
    "button",
    "switch",
    "radio",
    "slider",
)


async def open_home(phone: Phone, **launch: Any) -> Frame:
    app = await phone.launch(signed(), **launch)
    await expect(app.locator("[data-qr] svg")).to_be_visible()
    return app


async def pages(app: Frame) -> AsyncIterator[str]:
    """Home, history and settings by their links, unfolded; test_every_page.py opens all pages."""
    yield "home"
    await app.locator(".label a").click()
    await app.locator("details").first.locator("summary").click()
    await expect(app.locator("[data-why=shown]")).to_be_visible()
    yield "history"
    await app.evaluate("() => history.back()")
    await app.locator(".top a").click()
    await app.locator("details summary").click()
    yield "settings"


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
async def test_telegrams_themes_are_readable(
    phone: Phone, lin: members.Member, theme: dict[str, str]
) -> None:
    app = await open_home(phone, theme=theme)
    async for page in pages(app):
        assert await app.evaluate(UNREADABLE) == [], page


async def test_every_custom_theme_is_readable(phone: Phone, lin: members.Member) -> None:
    app = await open_home(phone)
    async for page in pages(app):
        for name, theme in CUSTOM.items():
            await app.evaluate(LISTEN)
            await phone.tell("theme_changed", {"theme_params": theme})
            await app.evaluate("() => heard")
            assert await app.evaluate(UNREADABLE) == [], (page, name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_without_a_theme_it_is_readable(phone: Phone, client: Client, scheme: Any) -> None:
    await phone.page.emulate_media(color_scheme=scheme)
    await phone.page.goto(str(client.make_url("/app/")))
    await expect(phone.page.get_by_role("alert")).to_be_visible()
    assert await phone.page.evaluate(UNREADABLE) == []
    ground = await phone.page.evaluate(
        "() => getComputedStyle(document.documentElement).backgroundColor"
    )
    assert (ground == "rgb(14, 22, 33)") is (scheme == "dark")


async def test_theme_changes_while_it_is_open(phone: Phone, lin: members.Member) -> None:
    app = await open_home(phone)
    await phone.tell("theme_changed", {"theme_params": THEMES["dark"]})
    await expect(app.locator("html")).to_have_attribute("data-scheme", "dark")
    assert await app.evaluate(UNREADABLE) == []
    paper = await app.locator(".paper").evaluate("node => getComputedStyle(node).backgroundColor")
    assert paper == "rgb(255, 255, 255)"


async def test_targets_are_as_large_as_a_finger_and_have_names(
    phone: Phone, lin: members.Member
) -> None:
    app = await open_home(phone, version="6.0")
    async for page in pages(app):
        assert await app.evaluate(SMALL_TARGETS) == [], page
        for role in ROLES:
            snapshots = [
                await element.aria_snapshot() for element in await app.get_by_role(role).all()
            ]
            assert [
                snapshot for snapshot in snapshots if '"' not in snapshot.splitlines()[0]
            ] == [], page


async def test_nothing_runs_over_the_edge(phone: Phone, program: Program) -> None:
    member = await shops.join(program, 1001, "Lin Jing", language="en")
    await shops.year_of(member, program, english=True)
    app = await open_home(phone)
    async for page in pages(app):
        for width in (195, 320, 390, 1200):  # the first is 390 at 200 %
            await phone.page.set_viewport_size({"width": width, "height": 700})
            assert await app.evaluate(OVERFLOW) <= 0, (page, width)


async def test_nothing_lies_under_the_notch(phone: Phone, lin: members.Member) -> None:
    app = await open_home(phone, insets={"top": 47, "bottom": 34, "left": 0, "right": 0})
    box = await app.locator(".top").bounding_box()
    assert box is not None
    assert box["y"] >= 2 * 47  # the client's and the content's insets add up
    await app.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
    last = await app.locator("[data-live=recent]").bounding_box()
    assert last is not None
    assert last["y"] + last["height"] <= 780 - 2 * 34


async def test_keyboard_reaches_everything_in_reading_order(
    phone: Phone, lin: members.Member
) -> None:
    app = await open_home(phone)
    places = []
    await app.locator("h1").evaluate("() => document.getElementById('page').focus()")
    for _ in range(7):
        await phone.page.keyboard.press("Tab")
        places.append(
            await app.evaluate(
                "() => document.activeElement.getBoundingClientRect().top + window.scrollY"
            )
        )
    assert places == sorted(places)
    assert len(set(places)) >= 5


async def test_reduced_motion_stops_animations(phone: Phone, lin: members.Member) -> None:
    await phone.page.emulate_media(reduced_motion="reduce")
    app = await open_home(phone)
    longest = await app.evaluate(
        """() => Math.max(...document.getAnimations()
             .filter((animation) => animation.animationName !== "drain")
             .map((animation) => animation.effect.getComputedTiming().duration), 0)"""
    )
    assert longest <= 1
