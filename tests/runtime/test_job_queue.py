"""The job queue enqueues by the minute, repeats a failed job and runs each in one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from core import db, members, notifications
from core.jobs import JOBS, Job
from core.program import Program
from runtime import job_queue

AMember = Callable[..., Awaitable[members.Member]]
A_MINUTE = timedelta(minutes=1)


def now() -> datetime:
    return datetime.now(UTC)


async def eventually(question: str, *arguments: Any, seconds: float = 30) -> None:
    """Ask the database until it says yes."""
    async with asyncio.timeout(seconds):
        while not await db.pool().fetchval(question, *arguments):  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.02)


@asynccontextmanager
async def working(
    program: Program,
    url: str,
    clock: Callable[[], datetime] = now,
    *,
    attempts_max: int = 5,
    stop: asyncio.Event | None = None,
) -> AsyncIterator[asyncio.Task[None]]:
    stop = stop or asyncio.Event()
    run = job_queue.run(program, url=url, clock=clock, stop=stop, attempts_max=attempts_max)
    task = asyncio.create_task(run)
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait([task], timeout=20)
        assert task.done()


async def missed_tick(program: Program, url: str) -> None:
    """The schedule stands as after a night in which no process ran."""
    async with working(program, url):
        await eventually("SELECT count(*) = 1 FROM pgqueuer_schedules")
    await db.pool().execute("UPDATE pgqueuer_schedules SET next_run = now() - interval '8 hours'")


async def succeeded(name: str) -> int:
    runs: int = await db.pool().fetchval(
        "SELECT count(*) FROM pgqueuer_log WHERE entrypoint = $1 AND status = 'successful'", name
    )
    return runs


async def test_a_missed_tick_is_made_up_and_the_job_does_its_work(
    database: str, program: Program, a_member: AMember
) -> None:
    member = await a_member(at=now())
    await notifications.put(
        [notifications.NewNotice("k", member.id, "purchases-earned", {}, now())], at=now()
    )
    lease = timedelta(seconds=1)
    [_] = await notifications.claim(program, limit=1, lease=lease, at=now() - A_MINUTE / 2) or [
        *await notifications.claim(program, limit=1, lease=lease, at=now())
    ]
    await missed_tick(program, database)
    async with working(program, database, clock=lambda: now() + A_MINUTE):
        await eventually("SELECT state = 'due' FROM notice")
        await eventually("SELECT count(*) > 0 FROM pgqueuer_log WHERE status = 'successful'")
    assert await succeeded("release_leases") == 1


async def test_one_tick_runs_a_job_once_however_many_work(
    database: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[datetime] = []

    async def counted(program: Program, *, at: datetime) -> dict[str, Any]:
        runs.append(at)
        return {}

    monkeypatch.setitem(JOBS, "counted", Job(counted, minutes=1))
    await missed_tick(program, database)
    same = now().replace(second=30)
    async with (
        working(program, database, clock=lambda: same),
        working(program, database, clock=lambda: same),
        working(program, database, clock=lambda: same),
    ):
        await eventually("SELECT bool_and(next_run > now()) FROM pgqueuer_schedules")
        await eventually(
            "SELECT count(*) > 0 FROM pgqueuer_log"
            " WHERE entrypoint = 'counted' AND status = 'successful'"
        )
    assert runs == [same]


async def test_a_job_that_fails_is_repeated(
    database: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []

    async def stumbles(program: Program, *, at: datetime) -> dict[str, Any]:
        runs.append(at)
        if len(runs) == 1:
            raise ConnectionResetError
        return {}

    monkeypatch.setitem(JOBS, "stumbles", Job(stumbles, minutes=1))
    await missed_tick(program, database)
    async with working(program, database):
        await eventually(
            "SELECT count(*) > 0 FROM pgqueuer_log"
            " WHERE entrypoint = 'stumbles' AND status = 'successful'"
        )
    assert len(runs) == 2


async def test_a_job_that_keeps_failing_stays_in_the_queue_as_failed(
    database: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(program: Program, *, at: datetime) -> dict[str, Any]:
        raise ValueError("wrong")

    monkeypatch.setitem(JOBS, "fails", Job(fails, minutes=1))
    await missed_tick(program, database)
    async with working(program, database, attempts_max=1):
        await eventually("SELECT count(*) = 1 FROM pgqueuer WHERE status = 'failed'")


async def test_stopping_lets_a_running_job_finish(
    database: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended, stop = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slow(program: Program, *, at: datetime) -> dict[str, Any]:
        begun.set()
        await stop.wait()
        await asyncio.sleep(0.1)  # what is left to do
        ended.set()
        return {}

    monkeypatch.setitem(JOBS, "slow", Job(slow, minutes=1))
    await missed_tick(program, database)
    async with working(program, database, stop=stop):
        async with asyncio.timeout(20):
            await begun.wait()
    assert ended.is_set()
    assert await succeeded("slow") == 1


async def test_the_queue_raises_when_the_database_goes(database: str, program: Program) -> None:
    async with working(program, database) as task:
        await eventually("SELECT count(*) = 1 FROM pgqueuer_schedules")
        await db.pool().execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        # Whichever notices first, the queue or we.
        lost = ConnectionError, asyncpg.InterfaceError, asyncpg.PostgresError
        with pytest.raises((*lost, asyncpg.InternalClientError)):
            await asyncio.wait_for(task, 20)
