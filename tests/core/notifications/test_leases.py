"""Leases: when a sender dies, a notice that may have arrived is sent once more, then never."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import db, members, notifications
from core.notifications import Due, NewNotice, Released
from core.program import Program

LEASE = timedelta(minutes=1)
AMember = Callable[..., Awaitable[members.Member]]


@pytest.fixture
async def owed(a_member: AMember, at: datetime) -> members.Member:
    member = await a_member()
    await notifications.put([NewNotice("k", member.id, "purchases-earned", {}, at)], at=at)
    return member


async def claimed(program: Program, at: datetime) -> list[Due]:
    return await notifications.claim(program, limit=1, lease=LEASE, at=at)


async def killed_while_sending(program: Program, at: datetime) -> Released:
    [due] = await claimed(program, at)
    assert await notifications.begin(program, due=due, lease=LEASE, at=at)
    return await notifications.release_leases(program, at=at + LEASE)


async def test_a_killed_send_is_repeated_once_and_then_unknown(
    owed: members.Member, program: Program, at: datetime
) -> None:
    assert await killed_while_sending(program, at) == Released(again=1, unknown=0)
    assert await killed_while_sending(program, at) == Released(again=0, unknown=1)
    assert await claimed(program, at + LEASE) == []
    [notice] = await notifications.recent(owed.id)
    assert (notice.state, notice.finished_at) == ("unknown", at + LEASE)


async def test_a_send_that_never_began_is_not_counted(
    owed: members.Member, program: Program, at: datetime
) -> None:
    for _ in range(5):
        [_due] = await claimed(program, at)
        at += LEASE
        assert await notifications.release_leases(program, at=at) == Released(again=1, unknown=0)
    assert await killed_while_sending(program, at) == Released(again=1, unknown=0)


async def test_a_refused_send_is_not_counted(
    owed: members.Member, program: Program, at: datetime
) -> None:
    for _ in range(5):
        [due] = await claimed(program, at)
        assert await notifications.begin(program, due=due, lease=LEASE, at=at)
        await notifications.settle(program, notice_id=due.id, outcome="again", at=at)
    assert await killed_while_sending(program, at) == Released(again=1, unknown=0)
    assert await killed_while_sending(program, at) == Released(again=0, unknown=1)


async def test_a_running_lease_is_left_alone(
    owed: members.Member, program: Program, at: datetime
) -> None:
    [_due] = await claimed(program, at)
    just_before = at + LEASE - timedelta(microseconds=1)
    assert await notifications.release_leases(program, at=just_before) == Released(0, 0)
    assert await claimed(program, at + LEASE) == []


async def test_an_unknown_outcome_is_sent_once_more(
    owed: members.Member, program: Program, at: datetime
) -> None:
    for state in ("due", "unknown"):
        [due] = await claimed(program, at)
        assert await notifications.begin(program, due=due, lease=LEASE, at=at)
        await notifications.settle(program, notice_id=due.id, outcome="unknown", at=at)
        assert await notifications.counts() == {state: 1}


async def test_a_lease_that_passed_on_may_not_begin(
    owed: members.Member, program: Program, at: datetime
) -> None:
    [late] = await claimed(program, at)
    await notifications.release_leases(program, at=at + LEASE)
    [new] = await claimed(program, at + LEASE)
    assert not await notifications.begin(program, due=late, lease=LEASE, at=at + LEASE)
    await notifications.put_back(program, due=late)
    assert await notifications.begin(program, due=new, lease=LEASE, at=at + LEASE)


async def test_a_late_success_stops_the_repetition(
    owed: members.Member, program: Program, at: datetime
) -> None:
    [due] = await claimed(program, at)
    assert await notifications.begin(program, due=due, lease=LEASE, at=at)
    await notifications.release_leases(program, at=at + LEASE)
    await notifications.settle(program, notice_id=due.id, outcome="sent", at=at, message_id=3)
    assert await claimed(program, at + LEASE) == []
    assert await notifications.counts() == {"sent": 1}


async def test_put_back_is_due_at_once(
    owed: members.Member, program: Program, at: datetime
) -> None:
    [due] = await claimed(program, at)
    await notifications.put_back(program, due=due)
    assert await notifications.next_due(at) == at
    assert await claimed(program, at) == [due]


async def test_the_database_refuses_a_third_send(
    owed: members.Member, program: Program, at: datetime
) -> None:
    async with db.reading() as connection:
        with pytest.raises(asyncpg.CheckViolationError, match="notice_sent_twice_at_most"):
            await connection.execute("UPDATE notice SET sends = 3")


async def test_a_new_notice_wakes_the_listener(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    async with notifications.listening() as wake:
        assert not await wake.wait(0)
        waiting = asyncio.create_task(wake.wait(30))
        await notifications.put([NewNotice("k", member.id, "c", {}, at)], at=at)
        assert await waiting
        await notifications.put([NewNotice("k", member.id, "c", {}, at)], at=at)
        assert not await wake.wait(0.2)
        [due] = await claimed(program, at)
        await notifications.begin(program, due=due, lease=LEASE, at=at)
        await notifications.release_leases(program, at=at + LEASE)
        assert await wake.wait(30)


async def test_a_listener_learns_that_the_database_went(database: str) -> None:
    async with notifications.listening() as wake:
        async with db.reading() as connection:
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND query LIKE 'LISTEN%'"
            )
        with pytest.raises(ConnectionError):
            await wake.wait(30)


STEPS = ("killed", "killed before", "cut", "refused")


@settings(
    max_examples=40,
    deadline=None,  # a busy database is not wrong
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=12))
async def test_a_notice_arrives_twice_at_most(
    a_member: AMember, program: Program, at: datetime, steps: list[str]
) -> None:
    member = await a_member()
    notice = NewNotice(f"k:{member.id}", member.id, "purchases-earned", {}, at)
    await notifications.put([notice], at=at)
    may_have_arrived = 0
    for step in steps:
        notices = await claimed(program, at)
        if not notices:
            break
        if step != "killed before":
            assert await notifications.begin(program, due=notices[0], lease=LEASE, at=at)
            may_have_arrived += step != "refused"
        if step in {"cut", "refused"}:
            outcome: notifications.Outcome = "unknown" if step == "cut" else "again"
            await notifications.settle(program, notice_id=notices[0].id, outcome=outcome, at=at)
        else:
            at += LEASE
            await notifications.release_leases(program, at=at)
    assert may_have_arrived <= notifications.SENDS_MAX
    [latest] = await notifications.recent(member.id)
    assert latest.state == ("unknown" if may_have_arrived == notifications.SENDS_MAX else "due")
    while claimed_for_the_next_story := await claimed(program, at):
        await notifications.settle(
            program, notice_id=claimed_for_the_next_story[0].id, outcome="failed", at=at
        )
