"""The web application on a real port, over a real database, with a clock that tests set."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry

import webapp
from core import catalog, members
from core.merchants import Added
from core.program import Program
from locales import Texts
from runtime import web_server

SECRET_KEY = b"a secret of this test alone, thirty-two bytes at least"
WEBHOOK_SECRET = "webhook_secret-1"
BOT_TOKEN = "1000:playground-token"
V1 = "/api/v1"

Client = TestClient[web.Request, web.Application]


@dataclass
class SetClock:
    """A clock that only a test moves."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class ApiTill:
    """A merchant's till: calls the API with the merchant's key."""

    client: Client
    api_key: str

    async def call(self, method: str, path: str, **options: Any) -> ClientResponse:
        headers = {"Authorization": f"Bearer {self.api_key}", **options.pop("headers", {})}
        return await self.client.request(method, V1 + path, headers=headers, **options)

    async def post(self, path: str, body: Any = None, **options: Any) -> ClientResponse:
        return await self.call("POST", path, json=body, **options)

    async def get(self, path: str, **options: Any) -> ClientResponse:
        return await self.call("GET", path, **options)


@pytest.fixture
def clock(at: datetime) -> SetClock:
    return SetClock(at)


@pytest.fixture
def options(program: Program, texts: Texts, clock: SetClock) -> dict[str, Any]:
    """Arguments of `webapp.create`; a test may change them before it takes `client`."""
    return {
        "program": program,
        "texts": texts,
        "clock": clock,
        "secret_key": SECRET_KEY,
        "bot_token": BOT_TOKEN,
        "bot_username": "jiafen_bot",
        "public_url": "http://127.0.0.1:8080",
        "telegram_js_url": "/static/telegram-web-app.js",
        "webhook_secret": WEBHOOK_SECRET,
        "registry": CollectorRegistry(),
    }


@pytest.fixture
async def client(
    database: str, options: dict[str, Any], aiohttp_client: Callable[..., Awaitable[Client]]
) -> Client:
    server = TestServer(webapp.create(**options))
    await server.start_server(**web_server.CONNECTION)
    return await aiohttp_client(server)


@pytest.fixture
def a_till(
    client: Client, a_merchant: Callable[..., Awaitable[Added]]
) -> Callable[..., Awaitable[ApiTill]]:
    """Open a till: `await a_till(budget_fen=…)`; each is another merchant's."""

    async def open_till(**merchant: Any) -> ApiTill:
        return ApiTill(client, (await a_merchant(**merchant)).api_key)

    return open_till


@pytest.fixture
async def till(a_till: Callable[..., Awaitable[ApiTill]]) -> ApiTill:
    return await a_till()


@pytest.fixture
async def number(a_member: Callable[..., Awaitable[members.Member]]) -> str:
    """The number of a registered member."""
    return members.format_number((await a_member()).number)


def a_purchase(number: str, receipt: str = "R-1", **changes: Any) -> dict[str, Any]:
    """A purchase of 300.00 as a till posts it at the beginning of a test."""
    return {
        "receipt": receipt,
        "member": number,
        "amount": "300.00",
        "occurred_at": "2025-01-10T12:00:00+08:00",
        **changes,
    }


def a_disclosure() -> dict[str, dict[str, str]]:
    return {part: {"zh-Hans": "说明", "en": "As said"} for part in catalog.DISCLOSURE}


def an_event(**changes: Any) -> dict[str, Any]:
    """An event that doubles points around the beginning of a test."""
    return {
        "theme": "spring-festival",
        "title": {"zh-Hans": "新春双倍", "en": "Double points"},
        "from": "2025-01-01T00:00:00+08:00",
        "until": "2025-02-01T00:00:00+08:00",
        "multiplier": "2",
        "disclosure": a_disclosure(),
        **changes,
    }


def with_decimals(fen: int) -> str:
    return str(Decimal(fen) / 100)
