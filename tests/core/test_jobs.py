"""The table of jobs: their times, and the effects of a run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from core import db, expiry, jobs, ledger, members, merchants, notifications, purchases
from core.program import Program

AMember = Callable[..., Awaitable[members.Member]]
AMerchant = Callable[..., Awaitable[merchants.Added]]
A_MINUTE = timedelta(minutes=1)


def test_leases_are_checked_each_minute_and_other_jobs_run_hourly(at: datetime) -> None:
    hour = at.replace(minute=0)
    assert jobs.due(hour) == list(jobs.JOBS)
    assert all(jobs.due(hour + n * A_MINUTE) == ["release_leases"] for n in range(1, 60))


async def test_every_job_runs_on_an_empty_database(
    database: str, program: Program, at: datetime
) -> None:
    done = {name: await jobs.run_once(program, name, at=at) for name in jobs.JOBS}
    assert done["expire"] == {"lots": 0, "points": 0, "extended": 0}
    assert done["remind"] == {"members": 0, "lots": 0}
    assert done["release_leases"] == {"again": 0, "unknown": 0}
    assert done["forget_codes"] == {"forgotten": 0}
    assert done["forget_runs"] == {"forgotten": 0}
    with pytest.raises(KeyError):
        await jobs.run_once(program, "tidy", at=at)


async def test_a_day_that_was_travelled_to_begins_at_once(
    database: str, program: Program, a_member: AMember, a_merchant: AMerchant
) -> None:
    now = datetime.now(UTC)
    member, shop = await a_member(at=now), await a_merchant(at=now)
    await purchases.record(
        program,
        purchases.NewPurchase(
            merchant_id=shop.merchant.id,
            receipt="R-1",
            member=members.ById(member.id),
            amount_fen=100_00,
            occurred_at=now,
            at=now,
        ),
    )
    [ending] = (await ledger.balance(member.id, today=now.date())).expiring
    midnight = datetime.combine(ending.expires_on, time(), tzinfo=program.local).astimezone(UTC)
    await jobs.begin_day(program, at=midnight)  # nobody is awake, and it is due all the same
    newest = (await notifications.recent(member.id))[0]
    assert (newest.code, newest.due_at) == (expiry.DIGEST, midnight)
    await jobs.begin_day(program, at=midnight + timedelta(days=1))
    kinds = [line.kind for line in await ledger.history(member.id)]
    assert kinds == ["extend", "earn"]  # no sender ran


async def test_old_runs_are_forgotten(database: str, program: Program, at: datetime) -> None:
    for days in (29, 31, 400):
        await db.pool().execute(
            "INSERT INTO pgqueuer_log (created, job_id, status, priority, entrypoint)"
            " VALUES ($1, 1, 'successful', 0, 'x')",
            at - timedelta(days=days),
        )
    assert await jobs.run_once(program, "forget_runs", at=at) == {"forgotten": 2}
