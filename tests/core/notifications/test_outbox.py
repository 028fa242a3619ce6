"""The outbox: a notice is stored once, claimed by one sender, and settled for good."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from core import db, members, notifications
from core.notifications import Due, NewNotice
from core.program import Program

LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
AMember = Callable[..., Awaitable[members.Member]]


def a_notice(member: members.Member, key: str, due_at: datetime, **facts: Any) -> NewNotice:
    return NewNotice(key, member.id, "purchases-earned", facts, due_at)


async def claimed(program: Program, at: datetime, limit: int = 10) -> list[Due]:
    return await notifications.claim(program, limit=limit, lease=LEASE, at=at)


async def begun(program: Program, at: datetime) -> Due:
    [due] = await claimed(program, at, limit=1)
    assert await notifications.begin(program, due=due, lease=LEASE, at=at)
    return due


async def test_a_notice_is_stored_once_for_each_key(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    first, second = a_notice(member, "k", at, points=1), a_notice(member, "k", at, points=2)
    assert await notifications.put([first, second], at=at) == 1
    assert await notifications.put([first], at=at) == 0
    [due] = await claimed(program, at)
    assert due.facts == {"points": 1}


async def test_an_empty_list_of_notices_writes_nothing(database: str, at: datetime) -> None:
    assert await notifications.put([], at=at) == 0
    assert await notifications.counts() == {}
    assert await notifications.next_due(at) is None


async def test_facts_are_read_as_they_were_stored(
    a_member: AMember, program: Program, at: datetime
) -> None:
    facts = {"merchant": '<b>&{"好"}', "points": 3, "expires_on": "2026-01-10", "parts": [{"n": 1}]}
    member = await a_member(language="en", telegram_id=77)
    await notifications.put([a_notice(member, "k", at, **facts)], at=at)
    [due] = await claimed(program, at)
    assert (due.facts, due.telegram_id, due.language) == (facts, 77, "en")
    assert (due.attempts, due.leased_until) == (0, at + LEASE)


async def test_a_notice_is_rolled_back_with_its_command(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()

    @db.command
    async def fails() -> None:
        await notifications.put([a_notice(member, "k", at)], at=at)
        raise LookupError

    with pytest.raises(LookupError):
        await fails()
    assert await claimed(program, at) == []


async def test_a_notice_for_nobody_is_refused(database: str, at: datetime) -> None:
    nobody = NewNotice("k", uuid4(), "purchases-earned", {}, at)
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await notifications.put([nobody], at=at)


async def test_a_notice_waits_until_it_is_due(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    tomorrow = at + timedelta(days=1)
    await notifications.put([a_notice(member, "k", tomorrow)], at=at)
    assert await claimed(program, tomorrow - SECOND) == []
    assert await notifications.next_due(at) == tomorrow
    assert await notifications.next_due(tomorrow + SECOND) == tomorrow + SECOND
    assert len(await claimed(program, tomorrow)) == 1


async def test_a_member_gets_one_notice_after_the_other(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member, other = await a_member(), await a_member()
    await notifications.put(
        [a_notice(member, "2", at), a_notice(member, "1", at - SECOND), a_notice(other, "3", at)],
        at=at,
    )
    first, third = await claimed(program, at)
    assert [first.member_id, third.member_id] == [member.id, other.id]
    assert await claimed(program, at) == []
    assert await notifications.next_due(at) is None
    await notifications.settle(program, notice_id=first.id, outcome="sent", at=at, message_id=5)
    [second] = await claimed(program, at)
    assert second.member_id == member.id


async def test_two_senders_never_claim_the_same_notice(
    a_member: AMember, program: Program, at: datetime
) -> None:
    people = [await a_member() for _ in range(30)]
    await notifications.put(
        [
            a_notice(member, f"{member.id}:{n}", at + n * SECOND)
            for member in people
            for n in range(2)
        ],
        at=at,
    )
    later = at + timedelta(minutes=1)
    taken = await asyncio.gather(*(claimed(program, later, limit=5) for _ in range(8)))
    ids = [due.id for batch in taken for due in batch]
    assert len(ids) == len(set(ids))
    assert len({due.member_id for batch in taken for due in batch}) == len(ids)
    while batch := await claimed(program, later, limit=7):
        ids += [due.id for due in batch]
    assert len(ids) == len(set(ids)) == len(people)


async def test_a_muted_notice_is_closed_without_sending(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    await members.consent(program, member_id=member.id, purpose="service", given=False, at=at)
    await notifications.put([a_notice(member, "k", at)], at=at)
    assert await claimed(program, at) == []
    assert await notifications.counts() == {"muted": 1}
    await members.consent(program, member_id=member.id, purpose="service", given=True, at=at)
    await notifications.put([a_notice(member, "k2", at)], at=at)
    assert len(await claimed(program, at)) == 1


async def test_somebody_without_telegram_is_unreachable(
    database: str, program: Program, at: datetime
) -> None:
    member = await members.add(program, name="导入", at=at)
    await notifications.put([a_notice(member, "k", at)], at=at)
    assert await claimed(program, at) == []
    [notice] = await notifications.recent(member.id)
    assert (notice.state, notice.finished_at) == ("unreachable", at)


async def test_a_member_who_returns_gets_no_old_notices(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member(telegram_id=5)
    await notifications.put([a_notice(member, n, at) for n in "ab"], at=at)
    due = await begun(program, at)
    await notifications.settle(
        program, notice_id=due.id, outcome="unreachable", at=at, failure="bot was blocked"
    )
    assert (await members.by_id(member.id)).unreachable_since == at
    assert await claimed(program, at) == []
    assert await notifications.counts() == {"unreachable": 2}
    await a_member(telegram_id=5)
    assert await claimed(program, at) == []
    await notifications.put([a_notice(member, "c", at)], at=at)
    assert len(await claimed(program, at)) == 1


async def test_a_settled_notice_keeps_its_outcome(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await a_member()
    await notifications.put([a_notice(member, "k", at)], at=at)
    due = await begun(program, at)
    await notifications.settle(program, notice_id=due.id, outcome="sent", at=at, message_id=9)
    late: tuple[notifications.Outcome, ...] = ("failed", "unknown", "again", "unreachable")
    for outcome in late:
        await notifications.settle(program, notice_id=due.id, outcome=outcome, at=at)
    [notice] = await notifications.recent(member.id)
    assert (notice.state, notice.failure) == ("sent", "")
    assert (await members.by_id(member.id)).unreachable_since is None


async def test_a_failed_send_is_due_again_and_counts_only_on_request(
    a_member: AMember, program: Program, at: datetime
) -> None:
    await notifications.put([a_notice(await a_member(), "k", at)], at=at)
    for attempts, counts in ((0, False), (0, True), (1, True), (2, False)):
        due = await begun(program, at)
        assert due.attempts == attempts
        await notifications.settle(
            program,
            notice_id=due.id,
            outcome="again",
            at=at,
            retry_at=at + SECOND,
            counts=counts,
            failure="Bad Gateway",
        )
        assert await claimed(program, at) == []
        assert await notifications.next_due(at) == at + SECOND
        at += SECOND


async def test_a_long_failure_is_cut(a_member: AMember, program: Program, at: datetime) -> None:
    member = await a_member()
    await notifications.put([a_notice(member, "k", at)], at=at)
    due = await begun(program, at)
    await notifications.settle(
        program, notice_id=due.id, outcome="failed", at=at, failure="长" * 1000
    )
    [notice] = await notifications.recent(member.id)
    assert (notice.state, len(notice.failure)) == ("failed", 200)
