"""Endpoints for the surrounding machinery: liveness, readiness and metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

import webapp
from tests.webapp.conftest import ApiTill, Client, a_purchase
from webapp import Check
from webapp.edge import health


async def test_a_process_that_answers_is_alive(client: Client) -> None:
    answer = await client.get("/healthz")
    assert (answer.status, await answer.json()) == (200, {"status": "ok"})


async def ready(aiohttp_client: Any, options: dict[str, Any], checks: Any) -> tuple[int, Any]:
    client = await aiohttp_client(webapp.create(**options | {"checks": checks, "registry": None}))
    answer = await client.get("/readyz")
    return answer.status, await answer.json()


async def test_process_is_ready_when_every_check_passes(
    aiohttp_client: Any, options: dict[str, Any]
) -> None:
    async def content() -> Sequence[Check]:
        return [Check("database", ok=True), Check("webhook", ok=True, detail="0 waiting")]

    async def torn() -> Sequence[Check]:
        return [Check("database", ok=True), Check("redis", ok=False, detail="refused")]

    assert await ready(aiohttp_client, options, content) == (
        200,
        {
            "ready": True,
            "checks": [
                {"name": "database", "ok": True, "detail": ""},
                {"name": "webhook", "ok": True, "detail": "0 waiting"},
            ],
        },
    )
    status, report = await ready(aiohttp_client, options, torn)
    assert (status, report["ready"], report["checks"][1]["detail"]) == (503, False, "refused")


async def test_a_check_that_breaks_or_hangs_is_not_ready(
    aiohttp_client: Any, options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "CHECKS_SECONDS_MAX", 0.05)

    async def breaks() -> Sequence[Check]:
        raise RuntimeError("postgres://user:password@host is away")

    async def hangs() -> Sequence[Check]:
        await asyncio.Event().wait()
        return ()

    for checks, name in ((breaks, "RuntimeError"), (hangs, "TimeoutError")):
        status, report = await ready(aiohttp_client, options, checks)
        assert (status, report["checks"]) == (
            503,
            [{"name": "checks", "ok": False, "detail": name}],
        )


async def test_requests_and_purchases_are_counted_by_route_and_outcome(
    client: Client, till: ApiTill, number: str
) -> None:
    await till.post("/purchases", a_purchase(number))
    await till.post("/purchases", a_purchase(number))
    await till.post("/purchases", a_purchase(number, amount="1.00"))
    await till.post("/purchases/batch", {"purchases": [a_purchase(number, "R-2"), "nonsense"]})
    await client.get("/nowhere/JF-0000")
    await client.request("PROPFIND", "/healthz")
    answer = await client.get("/metrics")
    counted = await answer.text()
    assert answer.headers["Content-Type"].startswith("text/plain")
    for line in (
        'jiafen_http_requests_total{method="POST",route="/api/v1/purchases",status="201"} 1.0',
        'jiafen_http_requests_total{method="POST",route="/api/v1/purchases",status="200"} 1.0',
        'jiafen_http_requests_total{method="POST",route="/api/v1/purchases",status="409"} 1.0',
        'jiafen_http_requests_total{method="GET",route="unknown",status="404"} 1.0',
        'jiafen_http_requests_total{method="unknown",route="unknown",status="405"} 1.0',
        'jiafen_http_request_seconds_count{method="POST",route="/api/v1/purchases"} 3.0',
        'jiafen_purchases_total{outcome="recorded"} 2.0',
        'jiafen_purchases_total{outcome="repeated"} 1.0',
        'jiafen_purchases_total{outcome="key-reused"} 1.0',
        'jiafen_purchases_total{outcome="api-invalid"} 1.0',
    ):
        assert line in counted.splitlines()
    assert "JF-0000" not in counted
