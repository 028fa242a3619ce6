"""The whole programme as a process: started, used, refused and ended from outside."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientSession

from cli.demo.people import MOTHER, NEWCOMER
from tests.playground_client import PlaygroundClient
from tests.running import Deployment, is_alive, serving
from tests.stopwatch import Stopwatch, seconds_kept_waiting

MEGABYTE = 1024 * 1024
pytestmark = pytest.mark.timeout(300)  # a start takes seconds of a processor


@pytest.fixture
def deployment(tmp_path: Path) -> Iterator[Deployment]:
    """A deployment without any setting but its data directory and its port."""
    deployment = Deployment(tmp_path)
    yield deployment
    deployment.clear()


@pytest.fixture
def prepared(deployment: Deployment, prepared_data: Path) -> None:
    """A migrated database and no demo data, where a test is about neither."""
    deployment.settings["JIAFEN_DEMO"] = "0"
    deployment.prepare(prepared_data)


async def get(url: str) -> tuple[int, str]:
    async with ClientSession() as http, http.get(url) as response:
        return response.status, await response.text()


def one_line(err: str) -> str:
    """The single line of a refusal."""
    lines = err.splitlines()
    assert len(lines) == 1, err
    return lines[0]


async def test_a_newcomer_finds_everything_without_any_setting(deployment: Deployment) -> None:
    async with await deployment.start("run") as running:
        assert await running.ready() == f"Jiafen is ready: {deployment.origin}/playground/"
        assert (await get(f"{deployment.origin}/playground/"))[0] == 200
        assert (await get(f"{deployment.origin}/app/"))[0] == 200
        assert (await get(f"{deployment.origin}/healthz"))[0] == 200
        status, ready = await get(f"{deployment.origin}/readyz")
        assert status == 200, ready
        async with PlaygroundClient(f"{deployment.origin}/playground/") as client:
            answer = await client.ask(NEWCOMER.telegram_id, "/start")
            assert answer["text"]
            balance = await client.ask(MOTHER.telegram_id, "/balance")
            assert "2,915" in balance["text"], balance["text"]
            receipt = await client.next_message(MOTHER.telegram_id)
            assert "992" in receipt["text"]
        assert psutil.Process(running.process.pid).memory_info().rss < 300 * MEGABYTE
        assert await running.exit_code_after() == 0
    assert "Traceback" not in running.log.read_text()


async def test_a_second_start_takes_less_than_five_seconds(deployment: Deployment) -> None:
    async with serving(deployment) as running:
        assert await running.exit_code_after() == 0
    seconds = []
    for _ in range(3):
        began = time.monotonic()
        async with serving(deployment) as running:
            wall = time.monotonic() - began
            seconds.append(round(wall - seconds_kept_waiting(running.process.pid), 1))
            assert await running.exit_code_after() == 0
    assert min(seconds) < 5, seconds


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.usefixtures("prepared")
async def test_a_signal_ends_everything_in_time(
    deployment: Deployment, number: signal.Signals
) -> None:
    async with serving(deployment) as running:
        family = [running.process.pid, deployment.postmaster()]
        assert all(pid and is_alive(pid) for pid in family)
        watch = Stopwatch(*(pid for pid in family if pid))
        assert await watch.until(running.exit_code_after(number)) == 0
        assert watch.seconds < 10
    assert not any(is_alive(pid) for pid in family if pid)
    assert deployment.postmaster() is None


async def test_a_signal_during_the_start_leaves_nothing_behind(deployment: Deployment) -> None:
    async with await deployment.start("run") as running:
        async with asyncio.timeout(30):
            while deployment.postmaster() is None:  # noqa: ASYNC110 -- another process's file
                await asyncio.sleep(0.02)
        assert await running.exit_code_after() == 0
    assert deployment.postmaster() is None


@pytest.mark.usefixtures("prepared")
async def test_a_killed_process_does_not_block_the_next_one(deployment: Deployment) -> None:
    async with serving(deployment) as running:
        await running.killed()
    async with serving(deployment) as running:
        assert (await get(f"{deployment.origin}/readyz"))[0] == 200
        assert await running.exit_code_after() == 0
    assert deployment.postmaster() is None


@pytest.mark.usefixtures("prepared")
async def test_a_process_outlives_its_postgres(deployment: Deployment) -> None:
    async with serving(deployment) as running:
        dead = deployment.postmaster()
        deployment.kill_postgres()
        async with asyncio.timeout(60):
            while deployment.postmaster() in (None, dead):  # noqa: ASYNC110 -- another process's file
                await asyncio.sleep(0.05)
            while (await get(f"{deployment.origin}/readyz"))[0] != 200:  # noqa: ASYNC110 -- as above
                await asyncio.sleep(0.05)
        async with PlaygroundClient(f"{deployment.origin}/playground/") as client:
            assert (await client.ask(NEWCOMER.telegram_id, "/start", seconds=30))["text"]
        assert await running.exit_code_after() == 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"JIAFEN_UPDATES": "pigeon"}, "JIAFEN_UPDATES must be 'polling' or 'webhook'"),
        ({"JIAFEN_PROGRAM": "nowhere.toml"}, "JIAFEN_PROGRAM names no file: nowhere.toml"),
        ({"JIAFEN_PROT": "1"}, "JIAFEN_PROT is not a setting of Jiafen: did you mean JIAFEN_PORT?"),
        ({"JIAFEN_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "JIAFEN_DATABASE_URL"),
        ({"JIAFEN_REDIS_URL": "redis://127.0.0.1:1/0"}, "JIAFEN_REDIS_URL"),
    ],
)
async def test_a_wrong_setting_is_one_line_that_names_it(
    deployment: Deployment, settings: dict[str, str], words: str
) -> None:
    ended = await deployment.beside(**settings).command("run")
    assert ended.code == 1
    # As root, the embedded PostgreSQL has a line of its own in the log.
    said = [line for line in ended.err.splitlines() if "refuses root" not in line]
    assert words in one_line("\n".join(said))
    assert ended.out == ""


@pytest.mark.parametrize(
    ("rulebook", "words"),
    [
        ('naem = "x"', "rules.toml: naem is not a key of the rulebook: did you mean name?"),
        ('[expiry]\npolicy = "never"', "rules.toml: expiry.policy must be 'rolling', 'month_end'"),
    ],
)
async def test_a_wrong_rulebook_is_one_line_that_names_the_key(
    deployment: Deployment, rulebook: str, words: str
) -> None:
    (deployment.directory / "rules.toml").write_text(rulebook)
    ended = await deployment.beside(JIAFEN_PROGRAM="rules.toml").command("run")
    assert ended.code == 1
    assert words in one_line(ended.err)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "nowhere.toml",
            "JIAFEN_PROGRAM names no file: nowhere.toml; name a rulebook, or leave it out",
        ),
        ("broken.toml", "broken.toml: not TOML at line 1, column 8: write sections as [value]"),
        ("wrong.toml", "wrong.toml: naem is not a key of the rulebook: did you mean name?"),
    ],
)
async def test_the_doctor_names_a_wrong_rulebook_once(
    deployment: Deployment, name: str, words: str
) -> None:
    (deployment.directory / "broken.toml").write_text("name = \n")
    (deployment.directory / "wrong.toml").write_text('naem = "x"')
    ended = await deployment.beside(JIAFEN_PROGRAM=name).command("doctor")
    assert (ended.code, ended.out) == (1, "")
    assert words in one_line(ended.err)


@pytest.mark.usefixtures("prepared")
async def test_an_address_in_use_is_one_line(deployment: Deployment) -> None:
    async with serving(deployment) as running:
        other = Deployment(deployment.directory / "other", port=deployment.port)
        other.directory.mkdir()
        ended = await other.command("run")
        assert ended.code == 1
        assert f":{deployment.port} is in use: set JIAFEN_PORT" in one_line(ended.err)
        assert other.postmaster() is None
        assert not os.path.lexists(other.data_dir / "postgres")  # nothing was begun
        assert await running.exit_code_after() == 0


@pytest.mark.usefixtures("prepared")
async def test_a_second_process_without_redis_is_refused(deployment: Deployment) -> None:
    async with serving(deployment) as running:
        ended = await deployment.beside().command("run")
        assert ended.code == 1
        assert "JIAFEN_REDIS_URL" in ended.err.splitlines()[-1]
        assert (await get(f"{deployment.origin}/readyz"))[0] == 200
        assert await running.exit_code_after() == 0


async def test_a_named_database_is_not_migrated_unasked(
    deployment: Deployment, empty_database: str
) -> None:
    unmigrated = deployment.beside(
        JIAFEN_DATABASE_URL=empty_database,
        JIAFEN_BOT_TOKEN="4242:no-token-of-telegram",
        JIAFEN_BOT_API_URL="http://127.0.0.1:1",
    )
    refused = await unmigrated.command("run")
    assert refused.code == 1
    assert "jiafen migrate" in one_line(refused.err)
    migrated = await unmigrated.command("migrate")
    assert migrated.code == 0, migrated.err
    assert re.search(r"^applied 0001_", migrated.out)
    again = await unmigrated.command("migrate")
    assert (again.code, again.out) == (0, "nothing to do: the database has the newest schema\n")
