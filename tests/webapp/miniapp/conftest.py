"""The mini-app served for real, and Chromium to look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, async_playwright

import webapp
from core import members
from core.program import Program
from locales import Texts
from playground import launch
from playground.people import Person
from tests.webapp.miniapp import host, scene
from tests.webapp.miniapp.host import Host

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
SECRET = b"a secret that only these tests know"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Clock:
    """The server's clock, which a test may set."""

    at: datetime = field(default=scene.NOW)

    def __call__(self) -> datetime:
        return self.at


def signed(telegram_id: int = 1001, *, at: datetime = scene.NOW, **person: str) -> str:
    """InitData as Telegram would sign it for this person."""
    somebody = Person(
        id=telegram_id,
        first_name=person.get("first_name", "静"),
        last_name=person.get("last_name", "林"),
        language_code=person.get("language_code", "zh-hans"),
    )
    return launch.init_data(TOKEN, somebody, auth_date=int(at.timestamp()))


def fields_of(init_data: str) -> dict[str, str]:
    return dict(parse_qsl(init_data, keep_blank_values=True))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@asynccontextmanager
async def serving(application: web.Application) -> AsyncIterator[TestServer]:
    server = TestServer(application, host="127.0.0.1")
    await server.start_server()
    try:
        yield server
    finally:
        await server.close()


def address(server: TestServer) -> str:
    return str(server.make_url("")).rstrip("/")


@pytest.fixture
async def host_server() -> AsyncIterator[TestServer]:
    async with serving(host.application()) as server:
        yield server


@pytest.fixture
async def app_server(
    database: str, program: Program, texts: Texts, clock: Clock, host_server: TestServer
) -> AsyncIterator[TestServer]:
    application = webapp.create(
        program=program,
        texts=texts,
        clock=clock,
        secret_key=SECRET,
        bot_token=TOKEN,
        bot_username="jiafen_bot",
        public_url="http://127.0.0.1",
        telegram_js_url="https://telegram.org/js/telegram-web-app.js",
        frame_ancestors=[address(host_server)],
    )
    async with serving(application) as server:
        yield server


@pytest.fixture
async def client(app_server: TestServer) -> AsyncIterator[ClientSession]:
    async with ClientSession(address(app_server)) as session:
        yield session


@pytest.fixture
def bearer(client: ClientSession) -> Callable[..., Awaitable[dict[str, str]]]:
    """Open a session and answer the header that speaks for it."""

    async def open_session(init_data: str) -> dict[str, str]:
        answer = await client.post("/app/session", headers={"Authorization": f"tma {init_data}"})
        assert answer.status == 200
        return {"Authorization": f"Bearer {(await answer.json())['token']}"}

    return open_session


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = os.environ.get("JIAFEN_TEST_CHROMIUM") or shutil.which("chromium")
    assert chromium, "the mini-app is tried in Chromium: install Debian's chromium"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=CHROMIUM_ARGUMENTS
        )
        yield browser
        await browser.close()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A phone; telegram.org cannot be reached from it."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 780}, device_scale_factor=2, has_touch=True
    )
    await context.route("https://telegram.org/**", lambda route: route.abort())
    yield context
    await context.close()


@pytest.fixture
async def phone(context: BrowserContext, host_server: TestServer, app_server: TestServer) -> Host:
    return Host(await context.new_page(), address(host_server), address(app_server))


@pytest.fixture
async def lin(database: str, program: Program) -> members.Member:
    """Lin Jing, who has bought things for a year."""
    member = await scene.join(program, 1001, "林静")
    await scene.year_of(member, program)
    return member
