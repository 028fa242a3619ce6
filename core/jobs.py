"""The table of jobs that the programme runs by itself, and how often.

A job may run twice or late, so every job is repeatable. The jobs that matter by the day run every
hour: one missed hour costs nothing. `runtime/job_queue.py` runs them.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from core import db, expiry, members, notifications
from core.program import Program

RUNS_KEPT = timedelta(days=30)
"""How long the queue's log of finished jobs is kept."""

HOUR = 60
"""Minutes."""

# One statement for both tables, so that a run stands in both or in neither.
FORGET_RUNS = """
    WITH log AS (DELETE FROM pgqueuer_log WHERE created < $1 RETURNING 1),
        statistics AS (DELETE FROM pgqueuer_statistics WHERE created < $1 RETURNING 1)
    SELECT (SELECT count(*) FROM log) + (SELECT count(*) FROM statistics)
"""


class Run(Protocol):
    """One run of a job; it returns what it did, as JSON."""

    def __call__(self, program: Program, /, *, at: datetime) -> Awaitable[dict[str, Any]]: ...


@dataclass(frozen=True)
class Job:
    """A job, and its interval in minutes: a number that divides 60."""

    run: Run
    minutes: int = HOUR


async def release_leases(program: Program, *, at: datetime) -> dict[str, Any]:
    """Make notices due again, or unknown, whose sender was killed."""
    return asdict(await notifications.release_leases(program, at=at))


async def forget_codes(program: Program, *, at: datetime) -> dict[str, Any]:
    """Delete spent member codes that ended long ago."""
    return {"forgotten": await members.forget_codes(program, at=at)}


async def forget_runs(_: Program, *, at: datetime) -> dict[str, Any]:
    """Delete the queue's log of jobs that ran more than RUNS_KEPT ago."""
    async with db.reading() as connection:
        forgotten: int = await connection.fetchval(FORGET_RUNS, at - RUNS_KEPT)
    return {"forgotten": forgotten}


async def remind(
    program: Program, *, at: datetime, due_at: datetime | None = None
) -> dict[str, Any]:
    """Put a digest in the outbox for every member whose points end soon.

    A digest is due in waking hours, or at `due_at` where that is given.
    """
    return asdict(await expiry.remind(program, at=at, due_at=due_at))


async def expire(program: Program, *, at: datetime) -> dict[str, Any]:
    """Expire lots whose last day is over; extend those whose reminder could not be sent."""
    return asdict(await expiry.expire(program, at=at))


JOBS: dict[str, Job] = {
    "expire": Job(expire),
    "remind": Job(remind),
    "release_leases": Job(release_leases, minutes=1),
    "forget_codes": Job(forget_codes),
    "forget_runs": Job(forget_runs),
}
"""Every job by its name; `jiafen job NAME` runs one now."""


def due(minute: datetime) -> list[str]:
    """The names of the jobs that begin in this minute."""
    return [name for name, job in JOBS.items() if minute.minute % job.minutes == 0]


async def run_once(
    program: Program, name: str, *, at: datetime, due_at: datetime | None = None
) -> dict[str, Any]:
    """Run one job once and return what it did. Raises KeyError if there is no such job.

    Where `due_at` is given, notices of this run are due then, in waking hours or not.
    """
    if name == "remind":
        return await remind(program, at=at, due_at=due_at)
    return await JOBS[name].run(program, at=at)


async def begin_day(program: Program, *, at: datetime) -> None:
    """Run the daily jobs at once, because a clock that was moved does not wait for the hour."""
    for name in ("expire", "remind"):
        await run_once(program, name, at=at, due_at=at)
