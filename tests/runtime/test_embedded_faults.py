"""The embedded PostgreSQL survives every kind of end, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import asyncpg
import pytest

from runtime.postgres import embedded
from runtime.postgres.cluster import EmbeddedError
from tests.runtime.servers import Start, ask, cluster_of, end, is_alive, url_of


async def test_after_a_kill_the_next_start_takes_over_and_ends_the_server(
    data_dir: Path, start: Start
) -> None:
    child = start()
    await ask(url_of(child), "CREATE TABLE kept AS SELECT 42 AS answer")
    end(child, signal.SIGKILL)
    before = cluster_of(data_dir).postmaster()
    assert before is not None, "the server lives on"
    async with embedded.running(data_dir) as url:
        assert cluster_of(data_dir).postmaster() == before
        assert await ask(url, "SELECT answer FROM kept") == 42
    assert not is_alive(data_dir)


async def test_a_killed_process_does_not_keep_the_server_from_ending(
    data_dir: Path, start: Start
) -> None:
    first, second = start(), start()
    url_of(first), url_of(second)
    end(first, signal.SIGKILL)
    assert end(second) == 0
    assert not is_alive(data_dir)


async def test_the_next_start_recovers_after_everything_was_killed(
    data_dir: Path, start: Start
) -> None:
    child = start()
    await ask(url_of(child), "CREATE TABLE kept AS SELECT 42 AS answer")
    postmaster = cluster_of(data_dir).postmaster()
    assert postmaster is not None
    end(child, signal.SIGKILL)
    postmaster.kill()
    async with embedded.running(data_dir) as url:
        assert await ask(url, "SELECT answer FROM kept") == 42


async def test_a_stale_pid_file_with_a_number_in_use_is_ignored(data_dir: Path) -> None:
    async with embedded.running(data_dir) as url:
        await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
        note = cluster_of(data_dir).data / "postmaster.pid"
        lines = note.read_text().splitlines()
    owner = note.parent.stat()
    for stale in (note, cluster_of(data_dir).sockets / ".s.PGSQL.5432.lock"):
        stale.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
        os.chown(stale, owner.st_uid, owner.st_gid)
    async with embedded.running(data_dir) as url:
        assert await ask(url, "SELECT answer FROM kept") == 42


async def test_a_server_that_dies_is_started_again(data_dir: Path) -> None:
    async with embedded.running(data_dir) as url:
        await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
        postmaster = cluster_of(data_dir).postmaster()
        assert postmaster is not None
        postmaster.kill()
        postmaster.wait(10)
        async with asyncio.timeout(20):
            while True:
                try:
                    assert await ask(url, "SELECT answer FROM kept") == 42
                    break
                except (OSError, asyncpg.PostgresError):
                    await asyncio.sleep(0.05)


async def test_an_interrupted_creation_begins_again(data_dir: Path) -> None:
    async with embedded.running(data_dir):
        pass
    home = cluster_of(data_dir).home
    (home / "data").rename(home / "draft")
    (home / "draft" / "global" / "pg_control").unlink()
    async with embedded.running(data_dir) as url:
        assert await ask(url, "SELECT 1") == 1


async def test_a_start_that_is_cancelled_leaves_no_server(data_dir: Path) -> None:
    async def use() -> None:
        async with embedded.running(data_dir):
            await asyncio.Event().wait()

    task = asyncio.create_task(use())
    async with asyncio.timeout(20):
        while not (data_dir / "postgres").exists():  # noqa: ASYNC110 -- a file gives no event
            await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not is_alive(data_dir)


async def test_data_of_another_version_are_refused_in_one_line(data_dir: Path) -> None:
    async with embedded.running(data_dir):
        pass
    (cluster_of(data_dir).data / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedError, match="is of PostgreSQL 17; here is only 18") as caught:
        async with embedded.running(data_dir):
            pass
    assert "\n" not in str(caught.value)


async def test_a_server_that_cannot_start_says_why_in_one_line(data_dir: Path) -> None:
    async with embedded.running(data_dir):
        pass
    with (cluster_of(data_dir).data / "postgresql.conf").open("a") as file:
        file.write("nonsense = on\n")
    with pytest.raises(
        EmbeddedError, match=r"PostgreSQL does not start: .*configuration file"
    ) as caught:
        async with embedded.running(data_dir):
            pass
    assert "\n" not in str(caught.value)
