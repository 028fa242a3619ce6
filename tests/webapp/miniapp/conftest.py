"""The mini-app served for real, and Chromium to look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext

from core import members
from core.program import Program
from playground import launch
from playground.people import Person
from tests.webapp.conftest import BOT_TOKEN, Client, SetClock
from tests.webapp.miniapp import phone as telegram
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.shops import Store

TELEGRAM_JS = "https://telegram.org/js/telegram-web-app.js"

Bearer = Callable[..., Awaitable[dict[str, str]]]


def signed(telegram_id: int = 1001, *, at: datetime = shops.NOW, **person: str) -> str:
    """InitData as Telegram signs it for this person."""
    somebody = Person(
        id=telegram_id,
        first_name=person.get("first_name", "静"),
        last_name=person.get("last_name", "林"),
        language_code=person.get("language_code", "zh-hans"),
    )
    return launch.init_data(
        BOT_TOKEN,
        somebody,
        auth_date=int(at.timestamp()),
        start_param=person.get("start_param", ""),
    )


@pytest.fixture
def clock() -> SetClock:
    return SetClock(shops.NOW)


@pytest.fixture
async def host_url() -> AsyncIterator[str]:
    """Another origin, which plays the Telegram client."""
    server = TestServer(telegram.application(), host="127.0.0.1")
    await server.start_server()
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture
def options(options: dict[str, Any], host_url: str) -> dict[str, Any]:
    return {**options, "frame_ancestors": [host_url], "telegram_js_url": TELEGRAM_JS}


@pytest.fixture
async def shop(program: Program, client: Client) -> Store:
    """A garage, with the mini-app of its members."""
    return await shops.open_shop(program, "顺达汽车服务")


@pytest.fixture
async def jing(program: Program, shop: Store) -> members.Member:
    """Lin Jing, with 500 points."""
    member = await shops.join(program, 1001, "林静")
    await shop.sell(member, "500.00", shops.NOW, "J-1")
    return member


@pytest.fixture
def bearer(client: Client) -> Bearer:
    """Open a session; the header that speaks for it."""

    async def open_session(init_data: str) -> dict[str, str]:
        answer = await client.post("/app/session", headers={"Authorization": f"tma {init_data}"})
        assert answer.status == 200
        return {"Authorization": f"Bearer {(await answer.json())['token']}"}

    return open_session


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A phone; telegram.org cannot be reached from it."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 780}, device_scale_factor=2, has_touch=True
    )
    context.set_default_timeout(20_000)
    await context.route("https://telegram.org/**", lambda route: route.abort())
    yield context
    await context.close()


@pytest.fixture
async def phone(context: BrowserContext, host_url: str, client: Client) -> Phone:
    page = await context.new_page()
    return Phone(page, host_url, str(client.make_url("")).rstrip("/"))


@pytest.fixture
async def lin(client: Client, program: Program) -> members.Member:
    """Lin Jing, who has bought things for a year."""
    member = await shops.join(program, 1001, "林静")
    await shops.year_of(member, program)
    return member
