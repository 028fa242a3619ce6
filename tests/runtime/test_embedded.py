"""The embedded PostgreSQL starts quickly, is shared by processes and closed to others."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import time
from pathlib import Path

import pytest

from runtime.postgres import embedded
from tests.runtime.servers import Start, ask, cluster_of, end, is_alive, url_of


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
async def test_a_path_may_hold_any_characters(place: Path, name: str) -> None:
    async with embedded.running(place / name) as url:
        assert await ask(url, "SELECT 1") == 1


async def test_other_users_cannot_read_the_data(place: Path) -> None:
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


async def test_two_uses_in_one_process_count_as_two_users(data_dir: Path) -> None:
    async with embedded.running(data_dir) as url:
        async with embedded.running(data_dir):
            pass
        assert await ask(url, "SELECT 1") == 1
    assert not is_alive(data_dir)


def test_processes_that_start_together_share_one_server(data_dir: Path, start: Start) -> None:
    children = [start() for _ in range(4)]
    assert len({url_of(child) for child in children}) == 1
    assert [end(child) for child in children] == [0] * 4
    assert not is_alive(data_dir)


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
