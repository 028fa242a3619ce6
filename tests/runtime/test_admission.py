"""Which processes may run beside each other, and that a place outlives a lost database."""

from __future__ import annotations

import signal

import asyncpg
import pytest

from core.db import locks
from runtime.admission import SecondProcessError, admitted
from tests.runtime.lock_holders import a_process, end_connections


@pytest.mark.parametrize(
    ("first", "second"), [("alone", "alone"), ("alone", "shares"), ("shares", "alone")]
)
async def test_a_process_that_cannot_share_is_alone(
    empty_database: str, first: str, second: str
) -> None:
    async with a_process(empty_database, first) as process:
        await process.says("admitted")
        with pytest.raises(SecondProcessError, match="JIAFEN_REDIS_URL") as caught:
            async with admitted(empty_database, shares=second == "shares"):
                pass
        assert "\n" not in str(caught.value)


async def test_processes_that_share_run_beside_each_other(empty_database: str) -> None:
    async with a_process(empty_database, "shares") as process:
        await process.says("admitted")
        async with admitted(empty_database, shares=True):
            pass


async def test_a_killed_process_leaves_its_place(empty_database: str) -> None:
    async with a_process(empty_database, "alone") as process:
        await process.says("admitted")
        await process.end(signal.SIGKILL)
        async with admitted(empty_database, shares=False):
            pass


async def test_process_takes_its_place_again_after_a_database_outage(empty_database: str) -> None:
    async with a_process(empty_database, "alone") as process:
        await process.says("leads")
        await end_connections(empty_database)
        await process.says("leads")
        with pytest.raises(SecondProcessError):
            async with admitted(empty_database, shares=True):
                pass


async def test_processes_are_admitted_under_the_registered_lock(empty_database: str) -> None:
    async with admitted(empty_database, shares=False):
        connection = await asyncpg.connect(empty_database)
        held = await connection.fetch(
            "SELECT classid, objid, mode FROM pg_locks WHERE locktype = 'advisory'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        await connection.close()
    assert [tuple(lock) for lock in held] == [(locks.PROCESSES, locks.ADMISSION, "ExclusiveLock")]
