"""The job queue: enqueues jobs when they are due, and runs them in any number of processes.

PostgreSQL is the queue (PgQueuer). One schedule ticks each minute and only enqueues, because a
schedule that fails is not repeated and a job is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

import asyncpg
from pgqueuer import PgQueuer
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor
from pgqueuer.models import Job, Schedule

from core import db, jobs
from core.program import Program

Clock: TypeAlias = Callable[[], datetime]

EVERY_MINUTE = "* * * * *"
ATTEMPTS_MAX = 5
PATIENCE = timedelta(seconds=30)
"""How long a job whose process was killed waits for another; also the longest wait unwoken."""


async def run(
    program: Program,
    *,
    url: str,
    clock: Clock,
    stop: asyncio.Event,
    attempts_max: int = ATTEMPTS_MAX,
) -> None:
    """Run jobs until `stop` is set, then finish those in progress.

    Raises ConnectionError, or what asyncpg raises, when the database goes; call it again then.
    """
    connection = await asyncpg.connect(**db.credentials(url))
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _: lost.set())
    queue = _queue(connection, program, clock, attempts_max=attempts_max)
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
    connection: asyncpg.Connection[asyncpg.Record],
    program: Program,
    clock: Clock,
    *,
    attempts_max: int,
) -> PgQueuer:
    queue = PgQueuer.from_asyncpg_connection(connection)

    @queue.schedule("tick", EVERY_MINUTE)
    async def tick(_: Schedule) -> None:
        minute = clock().replace(second=0, microsecond=0)
        names = jobs.due(minute)
        assert queue.queries is not None
        await queue.queries.enqueue(
            names,
            [None] * len(names),
            [0] * len(names),
            # Every process ticks; the key lets the first one enqueue and the others do nothing.
            dedupe_key=[f"{name} {minute.isoformat()}" for name in names],
            on_conflict="skip",
        )

    for name in jobs.JOBS:
        _serve(queue, name, program, clock, attempts_max=attempts_max)
    return queue


def _serve(
    queue: PgQueuer, name: str, program: Program, clock: Clock, *, attempts_max: int
) -> None:
    """Run the jobs of this name, one at a time over all processes; keep one that fails."""
    retrying = partial(DatabaseRetryEntrypointExecutor, max_attempts=attempts_max)

    @queue.entrypoint(
        name,
        concurrency_limit=1,
        on_failure="hold",
        executor_factory=lambda parameters: retrying(parameters=parameters),
    )
    async def work(_: Job) -> None:
        await jobs.run_once(program, name, at=clock())
