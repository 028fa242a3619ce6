"""The embedded PostgreSQL starts, is shared, survives every kind of end, and leaves nothing."""

from __future__ import annotations

import asyncio
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from runtime import embedded
from runtime.cluster import Cluster, EmbeddedError

ROOT = Path(embedded.__file__).parents[1]

# A process of ours: serves until SIGTERM, as an ordinary user if one is named.
CHILD = """
import asyncio, concurrent.futures.thread, encodings.idna, os, signal, sys
from pathlib import Path
import asyncpg, runtime.embedded as embedded

async def serve(data_dir):
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with embedded.running(data_dir) as url:
        print(url, flush=True)
        await ended.wait()

if len(sys.argv) > 2:
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
asyncio.run(serve(Path(sys.argv[1])))
"""

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def place() -> Iterator[Path]:
    """Where an ordinary user can come too; emptied afterwards, also of what root keeps apart."""
    parent = Path(tempfile.mkdtemp(prefix="jiafen-test-"))
    parent.chmod(0o755)
    yield parent
    for data_dir in parent.iterdir():
        embedded.erase(data_dir)
    parent.rmdir()


@pytest.fixture
def data_dir(place: Path) -> Path:
    return place / "data"


@pytest.fixture
def start(data_dir: Path) -> Iterator[Start]:
    children = []

    def started(where: Path = data_dir, *words: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(where), *words],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        children.append(child)
        return child

    yield started
    for child in children:
        if child.poll() is None:
            child.kill()
        child.communicate()
    cluster = cluster_of(data_dir)
    if (postmaster := cluster.postmaster()) is not None:
        postmaster.kill()


def url_of(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    lines = (line.strip() for line in child.stdout)
    url = next((line for line in lines if line.startswith("postgresql://")), None)
    assert url is not None, "the child did not start"
    return url


def end(child: subprocess.Popen[str], how: signal.Signals = signal.SIGTERM) -> int:
    child.send_signal(how)
    return child.wait(30)


def cluster_of(data_dir: Path) -> Cluster:
    return Cluster((data_dir / "postgres").resolve(), Path("/unused"), None)


def is_alive(data_dir: Path) -> bool:
    return cluster_of(data_dir).postmaster() is not None


async def ask(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_data_survive_and_the_second_start_takes_under_a_second(data_dir: Path) -> None:
    async with embedded.running(data_dir) as url:
        await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert not is_alive(data_dir)
    began = time.monotonic()
    async with embedded.running(data_dir) as url:
        took = time.monotonic() - began
        assert await ask(url, "SELECT answer FROM kept") == 42
    assert took < 1


async def test_the_server_is_postgres_18_in_utf8_and_utc_and_listens_to_no_network(
    data_dir: Path,
) -> None:
    async with embedded.running(data_dir) as url:
        assert str(await ask(url, "SHOW server_version")).startswith("18")
        assert await ask(url, "SHOW server_encoding") == "UTF8"
        assert await ask(url, "SHOW timezone") == "UTC"
        assert await ask(url, "SHOW listen_addresses") == ""
        assert await ask(url, "SELECT upper('家分 é')") == "家分 É"


@pytest.mark.parametrize("name", ["with space", 'it\'s, "quoted" & $odd', "long-" * 30])
async def test_any_path_will_do(place: Path, name: str) -> None:
    async with embedded.running(place / name) as url:
        assert await ask(url, "SELECT 1") == 1


async def test_no_way_is_opened_to_others(place: Path) -> None:
    place.chmod(0o700)
    data_dir = place / "data"
    async with embedded.running(data_dir):
        cluster = cluster_of(data_dir)
        closed = [place, data_dir, cluster.home, cluster.data, cluster.sockets / ".s.PGSQL.5432"]
        assert [stat.S_IMODE(path.stat().st_mode) for path in closed] == [0o700] * len(closed)


async def test_the_last_of_two_processes_stops_the_server(data_dir: Path, start: Start) -> None:
    first, second = start(), start()
    assert url_of(first) == url_of(second)
    assert end(first) == 0
    assert await ask(cluster_of(data_dir).url, "SELECT 1") == 1
    assert end(second) == 0
    assert not is_alive(data_dir)


async def test_two_uses_in_one_process_are_two_users(data_dir: Path) -> None:
    async with embedded.running(data_dir) as url:
        async with embedded.running(data_dir):
            pass
        assert await ask(url, "SELECT 1") == 1
    assert not is_alive(data_dir)


def test_many_that_start_together_share_one_server(data_dir: Path, start: Start) -> None:
    children = [start() for _ in range(4)]
    assert len({url_of(child) for child in children}) == 1
    assert [end(child) for child in children] == [0] * 4
    assert not is_alive(data_dir)


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


async def test_when_everything_was_killed_the_next_start_recovers(
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


async def test_a_stale_note_with_a_number_in_use_misleads_nobody(data_dir: Path) -> None:
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


async def test_a_server_that_dies_is_brought_back(data_dir: Path) -> None:
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


async def test_an_interrupted_creation_is_begun_again(data_dir: Path) -> None:
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


def test_an_ordinary_user_needs_nothing_of_root(place: Path, start: Start) -> None:
    """Started by root this drops to another user; otherwise it is the user we are."""
    words: list[str] = []
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody").pw_uid
        os.chown(place, nobody, nobody)
        words = [str(nobody)]
    where = place / "data"
    child = start(where, *words)
    url_of(child)
    assert is_alive(where)
    assert not (where / "postgres").is_symlink()
    assert end(child) == 0
    assert not is_alive(where)


async def test_deleting_the_data_directory_is_a_new_beginning(data_dir: Path) -> None:
    async with embedded.running(data_dir) as url:
        await ask(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    home = cluster_of(data_dir).home
    shutil.rmtree(data_dir)
    async with embedded.running(data_dir) as url:
        assert await ask(url, "SELECT to_regclass('kept')") is None
    shutil.rmtree(home, ignore_errors=True)  # root's lies elsewhere
