"""Roles apart and doubled, on servers that are named; Telegram is played by a server of its own."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from redis.asyncio import Redis

import playground
from tests.playground_client import PlaygroundClient
from tests.running import Deployment, RunningProcess, redis_server, serving
from tests.stopwatch import within

TOKEN = "4242:a-token-that-telegram-never-gave"
PERSON = playground.Person(id=1001, first_name="Mei", last_name="Lin", started=False)
TAKES_OVER_SECONDS_MAX = 10
pytestmark = pytest.mark.timeout(300)  # as in test_main


@asynccontextmanager
async def telegram() -> AsyncIterator[str]:
    """The playground's Bot API as a server by itself; its address."""
    root = web.Application()
    played = playground.create(
        token=TOKEN,
        bot_username="jiafen_bot",
        bot_name="Jiafen",
        people=[PERSON],
        clock=lambda: datetime.now(UTC),
        advance=None,
        app_url=None,
    )
    root.add_subapp("/telegram", played)
    runner = web.AppRunner(root, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/telegram"
    finally:
        await runner.cleanup()


@pytest.fixture
async def api_url() -> AsyncIterator[str]:
    async with telegram() as url:
        yield url


@pytest.fixture
async def person(api_url: str) -> AsyncIterator[PlaygroundClient]:
    async with PlaygroundClient(api_url) as client:
        yield client


@pytest.fixture
async def deployment(
    tmp_path: Path, migrated_database: str, api_url: str
) -> AsyncIterator[Deployment]:
    async with redis_server(tmp_path) as redis:
        settings = {
            "JIAFEN_DATABASE_URL": migrated_database,
            "JIAFEN_REDIS_URL": redis,
            "JIAFEN_BOT_TOKEN": TOKEN,
            "JIAFEN_BOT_API_URL": api_url,
        }
        yield Deployment(tmp_path, settings=settings)


def leads(running: RunningProcess) -> bool:
    return "what=polling" in running.log.read_text()


async def test_when_the_polling_bot_is_killed_another_takes_over(
    deployment: Deployment, person: PlaygroundClient
) -> None:
    async with (
        await deployment.start("run", "bot") as first,
        await deployment.beside().start("run", "bot") as second,
    ):
        await first.ready()
        await second.ready()
        assert (await person.ask(PERSON.id, "/start"))["text"]
        assert leads(first) != leads(second)
        polls, stands_by = (first, second) if leads(first) else (second, first)
        await polls.killed()
        async with within(TAKES_OVER_SECONDS_MAX, os.getpid(), stands_by.process.pid):
            answer = await person.ask(PERSON.id, "/balance", seconds=60)
        assert answer["text"]
        assert leads(stands_by)
        assert await stands_by.exit_code_after() == 0


@pytest.mark.parametrize("updates", ["polling", "webhook"])
async def test_roles_in_different_processes_serve_a_member_together(
    deployment: Deployment, person: PlaygroundClient, updates: str
) -> None:
    web_place = deployment.beside(JIAFEN_UPDATES=updates)
    shared = {"JIAFEN_UPDATES": updates, "JIAFEN_PUBLIC_URL": web_place.origin}
    web_place.settings |= shared
    async with AsyncExitStack() as stack:
        shop = await stack.enter_async_context(serving(web_place, "run", "web"))
        others = [
            await stack.enter_async_context(serving(deployment.beside(**shared), "run", role))
            for role in ("bot", "worker")
        ]
        assert (await person.ask(PERSON.id, "/start"))["text"]
        number = await _number(person)
        added = await web_place.command(
            "merchant", "add", "店", "--licence", "L", "--budget", "100"
        )
        assert added.code == 0, added.err
        status = await _buy(web_place, json.loads(added.out)["api_key"], number)
        assert status == 201
        receipt = await person.next_message(
            PERSON.id, where=lambda message: "+30" in message.get("text", "")
        )
        assert receipt["text"]
        for running in others:
            assert await _status(f"{running.deployment.origin}/readyz") == 200
            assert await _status(f"{running.deployment.origin}/healthz") == 200
            assert await _status(f"{running.deployment.origin}/metrics") == 200
            assert await _status(f"{running.deployment.origin}/app/") == 404
        doctor = await web_place.command("doctor")
        assert (doctor.code, doctor.err) == (0, ""), doctor.out
        assert "@jiafen_bot" in doctor.out
        for running in (*others, shop):
            assert await running.exit_code_after() == 0


async def test_two_processes_with_all_roles_run_beside_each_other(
    deployment: Deployment, person: PlaygroundClient
) -> None:
    async with serving(deployment) as first, serving(deployment.beside()) as second:
        assert (await person.ask(PERSON.id, "/start"))["text"]
        assert await first.exit_code_after() == 0
        assert (await person.ask(PERSON.id, "/balance"))["text"]
        assert await second.exit_code_after() == 0


async def test_a_process_outlives_its_redis(
    deployment: Deployment, person: PlaygroundClient, tmp_path: Path
) -> None:
    (tmp_path / "own").mkdir()
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(redis_server(tmp_path / "own"))
        running = await stack.enter_async_context(
            serving(deployment.beside(JIAFEN_REDIS_URL=redis))
        )
        assert (await person.ask(PERSON.id, "/start"))["text"]
        await stop_redis(redis)
        assert (await person.ask(PERSON.id, "/balance", seconds=30))["text"]
        async with redis_server(tmp_path / "own"):
            assert (await person.ask(PERSON.id, "/balance", seconds=30))["text"]
            assert await running.exit_code_after() == 0


async def test_a_token_that_telegram_does_not_know_is_one_line(deployment: Deployment) -> None:
    stranger = deployment.beside(JIAFEN_BOT_TOKEN="4243:another-token")
    ended = await stranger.command("run")
    assert ended.code == 1
    assert ended.err.splitlines()[-1].startswith("jiafen: JIAFEN_BOT_TOKEN")
    assert "another-token" not in ended.err


async def test_without_a_token_the_roles_stay_together(tmp_path: Path) -> None:
    ended = await Deployment(tmp_path).command("run", "worker")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "JIAFEN_BOT_TOKEN" in ended.err


async def stop_redis(url: str) -> None:
    """Shut it down, and wait until it is gone."""
    async with Redis.from_url(url) as redis:
        await redis.shutdown(nosave=True)
    async with asyncio.timeout(20):
        while Path(url.removeprefix("unix://")).exists():  # noqa: ASYNC110 -- a file's end
            await asyncio.sleep(0.02)


async def _number(person: PlaygroundClient) -> str:
    """The member's number, as `/code` shows it."""
    text: str = (await person.ask(PERSON.id, "/code")).get("caption", "")
    return next(word for word in text.replace("<", " ").split() if word.startswith("JF-"))


async def _buy(deployment: Deployment, api_key: str, number: str) -> int:
    body = {
        "receipt": "R-1",
        "member": number,
        "amount": "30.00",
        "occurred_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    headers = {"Authorization": f"Bearer {api_key}"}
    async with (
        ClientSession(headers=headers) as http,
        http.post(f"{deployment.origin}/api/v1/purchases", json=body) as response,
    ):
        return response.status


async def _status(url: str) -> int:
    async with ClientSession() as http, http.get(url) as response:
        return response.status
