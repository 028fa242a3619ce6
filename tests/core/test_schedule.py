"""Jobs: enqueued by the minute, repeated when they fail, run by one process at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

import asyncpg
import pytest

from core import db, expiry, ledger, members, merchants, notifications, purchases, schedule
from core.program import Program

AMember = Callable[..., Awaitable[members.Member]]
AMerchant = Callable[..., Awaitable[merchants.Added]]
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
    program: Program, url: str, clock: Callable[[], datetime] = now
) -> AsyncIterator[asyncio.Task[None]]:
    stop = asyncio.Event()
    task = asyncio.create_task(schedule.run(program, url=url, clock=clock, stop=stop))
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
    found: int = await db.pool().fetchval(
        "SELECT count(*) FROM pgqueuer_log WHERE entrypoint = $1 AND status = 'successful'", name
    )
    return found


def test_leases_are_looked_at_each_minute_and_the_rest_hourly(at: datetime) -> None:
    hour = at.replace(minute=0)
    assert schedule.due(hour) == list(schedule.JOBS)
    assert all(schedule.due(hour + n * A_MINUTE) == ["release_leases"] for n in range(1, 60))


async def test_every_job_runs_on_an_empty_database(
    database: str, program: Program, at: datetime
) -> None:
    done = {name: await schedule.run_once(program, name, at=at) for name in schedule.JOBS}
    assert done["expire"] == {"lots": 0, "points": 0, "extended": 0}
    assert done["remind"] == {"members": 0, "lots": 0}
    assert done["release_leases"] == {"again": 0, "unknown": 0}
    assert done["forget_codes"] == {"forgotten": 0}
    assert done["forget_runs"] == {"forgotten": 0}
    with pytest.raises(KeyError):
        await schedule.run_once(program, "tidy", at=at)


async def test_a_day_that_was_travelled_to_begins_at_once(
    database: str, program: Program, a_member: AMember, a_merchant: AMerchant
) -> None:
    member, shop = await a_member(at=now()), await a_merchant(at=now())
    bought_at = now()
    await purchases.record(
        program,
        merchant_id=shop.merchant.id,
        receipt="R-1",
        member=members.ById(member.id),
        amount_fen=100_00,
        occurred_at=bought_at,
        at=bought_at,
    )
    [ending] = (await ledger.balance(member.id, today=bought_at.date())).expiring
    midnight = datetime.combine(ending.expires_on, time(), tzinfo=program.local).astimezone(UTC)
    await schedule.begin_day(program, at=midnight)  # nobody is awake, and it is due all the same
    newest = (await notifications.recent(member.id))[0]
    assert (newest.code, newest.due_at) == (expiry.DIGEST, midnight)
    await schedule.begin_day(program, at=midnight + timedelta(days=1))
    kinds = [line.kind for line in await ledger.history(member.id)]
    assert kinds == ["extend", "earn"]  # no sender ran


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

    monkeypatch.setitem(schedule.JOBS, "counted", counted)
    monkeypatch.setitem(schedule.MINUTES, "counted", 1)
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

    monkeypatch.setitem(schedule.JOBS, "stumbles", stumbles)
    monkeypatch.setitem(schedule.MINUTES, "stumbles", 1)
    await missed_tick(program, database)
    async with working(program, database):
        await eventually(
            "SELECT count(*) > 0 FROM pgqueuer_log"
            " WHERE entrypoint = 'stumbles' AND status = 'successful'"
        )
    assert len(runs) == 2


async def test_a_job_that_keeps_failing_is_kept_for_us_to_see(
    database: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(program: Program, *, at: datetime) -> dict[str, Any]:
        raise ValueError("wrong")

    monkeypatch.setattr(schedule, "ATTEMPTS_MAX", 1)
    monkeypatch.setitem(schedule.JOBS, "fails", fails)
    monkeypatch.setitem(schedule.MINUTES, "fails", 1)
    await missed_tick(program, database)
    async with working(program, database):
        await eventually("SELECT count(*) = 1 FROM pgqueuer WHERE status = 'failed'")


async def test_stopping_lets_the_job_in_hand_end(
    database: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def slow(program: Program, *, at: datetime) -> dict[str, Any]:
        begun.set()
        await asyncio.sleep(0.5)
        ended.set()
        return {}

    monkeypatch.setitem(schedule.JOBS, "slow", slow)
    monkeypatch.setitem(schedule.MINUTES, "slow", 1)
    await missed_tick(program, database)
    async with working(program, database):
        async with asyncio.timeout(20):
            await begun.wait()
    assert ended.is_set()
    assert await succeeded("slow") == 1


async def test_it_says_when_the_database_went(database: str, program: Program) -> None:
    async with working(program, database) as task:
        await eventually("SELECT count(*) = 1 FROM pgqueuer_schedules")
        await db.pool().execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        # Whichever notices first, the queue or we.
        with pytest.raises((ConnectionError, asyncpg.InterfaceError, asyncpg.PostgresError)):
            await asyncio.wait_for(task, 20)


async def test_old_runs_are_forgotten(database: str, program: Program, at: datetime) -> None:
    for days in (29, 31, 400):
        await db.pool().execute(
            "INSERT INTO pgqueuer_log (created, job_id, status, priority, entrypoint)"
            " VALUES ($1, 1, 'successful', 0, 'x')",
            at - timedelta(days=days),
        )
    assert await schedule.run_once(program, "forget_runs", at=at) == {"forgotten": 2}
