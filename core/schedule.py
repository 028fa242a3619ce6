"""What the programme does unasked, and when: a table of jobs, and the queue that runs them.

PostgreSQL is the queue (PgQueuer). One schedule ticks each minute and only enqueues: a schedule
that fails is not repeated, a job is. A job may run twice or late, so every job is repeatable, and
those that matter by the day run every hour: one missed hour costs nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeAlias

import asyncpg
from pgqueuer import PgQueuer
from pgqueuer.core.executors import (
    DatabaseRetryEntrypointExecutor,
    EntrypointExecutorParameters,
)
from pgqueuer.models import Job, Schedule

from core import db, expiry, members, notifications
from core.program import Program

Clock: TypeAlias = Callable[[], datetime]
EVERY_MINUTE = "* * * * *"
RUNS_KEPT = timedelta(days=30)
ATTEMPTS_MAX = 5
PATIENCE = timedelta(seconds=30)
"""How long a job whose process was killed waits for another; also the longest wait unwoken."""


FORGET_RUNS = """
    WITH log AS (DELETE FROM pgqueuer_log WHERE created < $1 RETURNING 1),
        statistics AS (DELETE FROM pgqueuer_statistics WHERE created < $1 RETURNING 1)
    SELECT (SELECT count(*) FROM log) + (SELECT count(*) FROM statistics)
"""


class Work(Protocol):
    """One run of a job: what it did, as JSON."""

    def __call__(self, program: Program, /, *, at: datetime) -> Awaitable[dict[str, Any]]: ...


async def release_leases(program: Program, *, at: datetime) -> dict[str, Any]:
    """Notices whose sender was killed are due again, or unknown."""
    return asdict(await notifications.release_leases(program, at=at))


async def forget_codes(program: Program, *, at: datetime) -> dict[str, Any]:
    """Spent member codes that ended long ago."""
    return {"forgotten": await members.forget_codes(program, at=at)}


async def forget_runs(_: Program, *, at: datetime) -> dict[str, Any]:
    """What the queue remembers of jobs that ran more than RUNS_KEPT ago."""
    async with db.reading() as connection:
        forgotten: int = await connection.fetchval(FORGET_RUNS, at - RUNS_KEPT)
    return {"forgotten": forgotten}


async def remind(
    program: Program, *, at: datetime, due_at: datetime | None = None
) -> dict[str, Any]:
    """A digest for every member whose points end soon; due in waking hours unless `due_at` is."""
    return asdict(await expiry.remind(program, at=at, due_at=due_at))


async def expire(program: Program, *, at: datetime) -> dict[str, Any]:
    """Lots whose last day is over end, or live on if we failed to tell of it."""
    return asdict(await expiry.expire(program, at=at))


JOBS: dict[str, Work] = {
    "expire": expire,
    "remind": remind,
    "release_leases": release_leases,
    "forget_codes": forget_codes,
    "forget_runs": forget_runs,
}
"""Every job by its name; `jiafen job NAME` runs one now."""

MINUTES = {"release_leases": 1}
"""How often a job runs; what is not here runs hourly. Each number divides 60."""

HOURLY = 60


def due(tick: datetime) -> list[str]:
    """The jobs that this minute begins."""
    return [name for name in JOBS if tick.minute % MINUTES.get(name, HOURLY) == 0]


async def run_once(
    program: Program, name: str, *, at: datetime, due_at: datetime | None = None
) -> dict[str, Any]:
    """One run of one job; what it did. KeyError if there is no such job.

    What it puts in the outbox is due at `due_at`, waking hours or not, where that is given.
    """
    if name == "remind":
        return await remind(program, at=at, due_at=due_at)
    return await JOBS[name](program, at=at)


async def begin_day(program: Program, *, at: datetime) -> None:
    """What a day brings, at once: for who has moved the clock and does not wait for the hour."""
    for name in ("expire", "remind"):
        await run_once(program, name, at=at, due_at=at)


async def run(program: Program, *, url: str, clock: Clock, stop: asyncio.Event) -> None:
    """Work until `stop`, then finish the jobs in hand; any number of processes may.

    Raises ConnectionError, or what asyncpg raises, when the database goes; it may be run again.
    """
    connection = await asyncpg.connect(**db.credentials(url))
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    queue = _queue(connection, program, clock)
    working = asyncio.create_task(
        queue.run(dequeue_timeout=PATIENCE, heartbeat_timeout=PATIENCE), name="jobs"
    )
    ends = [asyncio.create_task(stop.wait()), asyncio.create_task(lost.wait())]
    try:
        await asyncio.wait([working, *ends], return_when=asyncio.FIRST_COMPLETED)
        if lost.is_set():
            raise ConnectionError("the connection of the job queue has ended")
        queue.shutdown.set()
        await working
    finally:
        for task in (working, *ends):
            task.cancel()
        await asyncio.wait([working, *ends])
        await connection.close()


def _queue(
    connection: asyncpg.Connection[asyncpg.Record], program: Program, clock: Clock
) -> PgQueuer:
    queue = PgQueuer.from_asyncpg_connection(connection)

    @queue.schedule("tick", EVERY_MINUTE)
    async def tick(_: Schedule) -> None:
        minute = clock().replace(second=0, microsecond=0)
        names = due(minute)
        assert queue.queries is not None
        await queue.queries.enqueue(
            names,
            [None] * len(names),
            [0] * len(names),
            dedupe_key=[f"{name} {minute.isoformat()}" for name in names],
            on_conflict="skip",
        )

    for name in JOBS:
        _serve(queue, name, program, clock)
    return queue


def _serve(queue: PgQueuer, name: str, program: Program, clock: Clock) -> None:
    """Run the jobs of this name, one at a time over all processes; a failed one is kept."""

    @queue.entrypoint(name, concurrency_limit=1, on_failure="hold", executor_factory=_repeating)
    async def work(_: Job) -> None:
        await run_once(program, name, at=clock())


def _repeating(parameters: EntrypointExecutorParameters) -> DatabaseRetryEntrypointExecutor:
    return DatabaseRetryEntrypointExecutor(parameters=parameters, max_attempts=ATTEMPTS_MAX)
