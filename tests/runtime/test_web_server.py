"""The server on a real port: what it does with bodies and connections that want too much."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator
from time import thread_time
from typing import Any

import pytest
from aiohttp import ClientSession, web
from multidict import CIMultiDict
from prometheus_client import CollectorRegistry

import webapp
from core.program import Program
from locales import Texts
from runtime import web_server
from tests.running import reserved_port
from tests.webapp.conftest import BOT_TOKEN, SECRET_KEY, WEBHOOK_SECRET


@pytest.fixture
def site(program: Program, texts: Texts, at: Any) -> web.Application:
    return webapp.create(
        program=program,
        texts=texts,
        clock=lambda: at,
        secret_key=SECRET_KEY,
        bot_token=BOT_TOKEN,
        bot_username="jiafen_bot",
        public_url="http://127.0.0.1",
        telegram_js_url="/static/telegram-web-app.js",
        webhook_secret=WEBHOOK_SECRET,
    )


@pytest.fixture
async def http(site: web.Application) -> AsyncIterator[ClientSession]:
    """A client of the site as a process serves it."""
    port = reserved_port()
    async with (
        web_server.serving(site, host="127.0.0.1", port=port),
        ClientSession(f"http://127.0.0.1:{port}", auto_decompress=False) as session,
    ):
        yield session


def a_bomb() -> bytes:
    """Half a megabyte that would unpack to 512 MB."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [squeeze.compress(bytes(1024 * 1024)) for _ in range(512)]
    return b"".join([*parts, squeeze.flush()])


ENCODINGS = (
    ["gzip"],
    ["GZip"],
    ["deflate"],
    ["br"],
    ["zstd"],
    ["x-gzip"],
    ["identity, gzip"],
    ["gzip,identity"],
    ["identity", "gzip"],
    ["gzip", "identity"],
    ["nonsense"],
    [""],
)


async def test_encoded_body_is_refused_at_every_address(http: ClientSession) -> None:
    for path in (
        "/api/v1/purchases",
        "/api/v1/nothing",
        "/nowhere",
        "/app/api/quotes",
        "/telegram/webhook",
        "/healthz",
        "/metrics",
    ):
        for encoding in ENCODINGS:
            headers = CIMultiDict([("Content-Encoding", part) for part in encoding])
            answer = await http.post(path, data=b"{}", headers=headers)
            problem = await answer.json(content_type="application/problem+json")
            assert (answer.status, problem["code"]) == (415, "api-wrong-type"), (path, encoding)
            assert answer.headers["Accept-Encoding"] == "identity"


async def test_plain_body_may_say_that_it_is_plain(http: ClientSession) -> None:
    for encoding in ("identity", "Identity", "identity, identity"):
        headers = {"Content-Encoding": encoding}
        assert (await http.post("/api/v1/purchases", json={}, headers=headers)).status == 401


async def test_packed_body_costs_nothing_because_nobody_unpacks_it(http: ClientSession) -> None:
    bomb = a_bomb()
    before = thread_time()
    for path in ("/nowhere", "/telegram/webhook", "/api/v1/purchases"):
        answer = await http.post(path, data=bomb, headers={"Content-Encoding": "gzip"})
        assert answer.status == 415
    assert thread_time() - before < 0.5  # unpacking one takes longer
    # A second name for it, which only a transfer may have.
    answer = await http.post("/nowhere", data=b"x", headers={"Transfer-Encoding": "gzip, chunked"})
    assert answer.status in {400, 404}


async def test_health_of_a_worker_refuses_encoded_bodies_too(texts: Texts) -> None:
    async def checks() -> list[webapp.Check]:
        return []

    app = webapp.app.create_health(texts=texts, checks=checks, registry=CollectorRegistry())
    port = reserved_port()
    async with (
        web_server.serving(app, host="127.0.0.1", port=port),
        ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        for path, status in (("/healthz", 200), ("/readyz", 200), ("/nowhere", 404)):
            assert (await session.get(path)).status == status
            answer = await session.post(path, data=b"", headers={"Content-Encoding": "gzip"})
            assert answer.status == 415


async def test_five_bombs_at_once_do_not_silence_the_server(http: ClientSession) -> None:
    bomb = a_bomb()
    packed = {"Content-Encoding": "gzip"}
    sending = [
        asyncio.create_task(http.post("/nowhere", data=bomb, headers=packed)) for _ in "12345"
    ]
    assert (await http.get("/healthz")).status == 200
    assert {(await task).status for task in sending} == {415}
