"""Properties of every request, independent of its handler."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
import structlog
from aiohttp import web

import samples
import webapp
from core import db, members
from tests.webapp.conftest import V1, ApiTill, Client, a_purchase
from webapp.edge import middlewares

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}


async def broken(_request: web.Request) -> web.Response:
    raise RuntimeError("a secret that nobody may read")


async def hanging(_request: web.Request) -> web.Response:
    await asyncio.Event().wait()
    raise AssertionError("unreachable")


async def moved(_request: web.Request) -> web.Response:
    raise web.HTTPFound("/healthz")


@pytest.fixture
async def client(database: str, options: dict[str, Any], aiohttp_client: Any) -> Client:
    """The application with handlers that do what ours should not."""
    app = webapp.create(**options)
    app.router.add_get("/broken", broken)
    app.router.add_get("/hanging", hanging)
    app.router.add_get("/moved", moved)
    mounted = web.Application()
    mounted.router.add_get("/broken", moved)
    app.add_subapp("/mounted/", mounted)
    opened: Client = await aiohttp_client(app)
    return opened


async def test_every_answer_carries_an_id_and_safe_headers(client: Client) -> None:
    ids = set()
    for path, status in (("/healthz", 200), ("/nowhere", 404), ("/broken", 500), ("/moved", 302)):
        answer = await client.get(path, allow_redirects=False)
        assert answer.status == status
        assert {name: answer.headers[name] for name in SAFE} == SAFE
        ids.add(answer.headers["X-Request-ID"])
    assert len(ids) == 4


async def test_a_well_formed_request_id_is_kept_and_another_is_not(client: Client) -> None:
    for sent, kept in (
        ("till-7.20250110_0042", True),
        ("short", False),
        ("x" * 65, False),
        ("a b c d e f g h", False),
        ("<script>alert(1)", False),
    ):
        answer = await client.get("/nowhere", headers={"X-Request-ID": sent})
        assert (answer.headers["X-Request-ID"] == sent) is kept
        assert (await answer.json())["request_id"] == answer.headers["X-Request-ID"]


async def test_unknown_addresses_and_methods_are_answered_with_problems(client: Client) -> None:
    for method, path, status, code in (
        ("GET", "/api/v1/nothing", 404, "api-not-found"),
        ("GET", "/", 404, "api-not-found"),
        ("DELETE", "/api/v1/purchases", 405, "api-method-not-allowed"),
        ("GET", "/api/v1/purchases", 405, "api-method-not-allowed"),
        ("PUT", "/api/v1/events", 405, "api-method-not-allowed"),
    ):
        answer = await client.request(method, path)
        problem = await answer.json(content_type="application/problem+json")
        assert (answer.status, problem["code"], problem["status"]) == (status, code, status)
    assert answer.headers["Allow"] == "GET,HEAD,POST"


async def test_bug_answers_a_problem_without_details_and_logs_them(
    client: Client,
) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = await client.get("/broken")
    problem = await answer.json(content_type="application/problem+json")
    assert (answer.status, problem["code"]) == (500, "api-failed")
    assert "secret" not in await answer.text()
    logged = [line for line in lines if line["event"] == "unexpected"]
    assert isinstance(logged[0]["exc_info"], RuntimeError)


async def test_a_call_that_takes_too_long_ends(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middlewares, "DEADLINE_SECONDS", 0.05)
    answer = await client.get("/hanging")
    assert (answer.status, (await answer.json())["code"]) == (503, "api-unavailable")
    assert answer.headers["Retry-After"] == "2"


async def test_problems_speak_the_callers_language(client: Client) -> None:
    for accepted_language, title in (
        ("en-GB,en;q=0.9", "Not found"),
        ("zh-CN,zh;q=0.9", "未找到"),
        ("zh-Hant-TW", "未找到"),
        ("fr, en;q=0.5", "Not found"),
        ("fr", "未找到"),
        ("", "未找到"),
        ("*", "未找到"),
        (";;;,,,", "未找到"),
        ("x" * 3000, "未找到"),
    ):
        answer = await client.get("/nowhere", headers={"Accept-Language": accepted_language})
        assert (await answer.json())["title"] == title, accepted_language


async def test_the_log_names_the_route_and_no_secret(client: Client, a_merchant: Any) -> None:
    till = ApiTill(client, (await a_merchant()).api_key)
    with structlog.testing.capture_logs() as lines:
        await till.get("/members/ABCD-EFGH-JKMN-PQRS-TVWX")
        await client.get("/nowhere?token=hush")
        await client.post(f"{V1}/purchases", headers={"Authorization": "Bearer jf_hush"})
    logged = [line for line in lines if line["event"] == "http"]
    assert [(line["route"], line["status"]) for line in logged] == [
        ("/api/v1/members/{member}", 404),
        ("unknown", 404),
        ("/api/v1/purchases", 401),
    ]
    for secret in ("ABCD", "hush", till.api_key):
        assert secret not in repr(lines)


async def test_a_mounted_application_minds_itself(client: Client) -> None:
    answer = await client.get("/mounted/nowhere")
    assert (answer.status, answer.content_type) == (404, "text/plain")
    assert "Content-Security-Policy" not in answer.headers


class Wire:
    """A line to the database that a test can cut."""

    def __init__(self, url: str) -> None:
        self._server: asyncio.Server | None = None
        self._to = db.credentials(url)
        self._open: set[asyncio.StreamWriter] = set()

    async def lay(self) -> str:
        """Begin to forward; the address on our side."""
        self._server = await asyncio.start_server(self._forward, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()[:2]
        return f"postgresql://{self._to['user']}@{host}:{port}/{self._to['database']}"

    async def cut(self) -> None:
        """Drop what is open and refuse what comes."""
        assert self._server is not None
        self._server.close()
        for writer in self._open:
            writer.close()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._to["host"], self._to["port"]
        if host.startswith("/"):
            far = await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
        else:
            far = await asyncio.open_connection(host, port)
        self._open |= {writer, far[1]}
        await asyncio.gather(_pump(reader, far[1]), _pump(far[0], writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while part := await reader.read(65_536):
            writer.write(part)
    writer.close()


@pytest.fixture
async def wire(migrated_database: str) -> AsyncIterator[Wire]:
    laid = Wire(migrated_database)
    await db.open(await laid.lay())
    try:
        yield laid
    finally:
        await laid.cut()
        await db.close()


async def test_without_the_database_callers_are_asked_to_come_again(
    wire: Wire, options: dict[str, Any], aiohttp_client: Any, program: Any, at: Any
) -> None:
    client: Client = await aiohttp_client(webapp.create(**options))
    added = await samples.merchant(program, at=at)
    member = await members.add(program, name="王芳", at=at)
    till = ApiTill(client, added.api_key)
    sale = a_purchase(members.format_number(member.number))
    assert (await till.post("/purchases", sale)).status == 201
    await wire.cut()
    for _ in range(3):
        answer = await till.post("/purchases", sale)
        assert (answer.status, (await answer.json())["code"]) == (503, "api-unavailable")
        assert answer.headers["Retry-After"] == "2"
    assert (await client.get("/healthz")).status == 200
