"""A notice of an end is never sent after that end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from core import members, notifications
from core.notifications import Due, NewNotice
from core.program import Program

LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
AMember = Callable[..., Awaitable[members.Member]]


@pytest.fixture
async def owed(a_member: AMember, at: datetime) -> members.Member:
    """A member with a notice that may be sent within the next minute."""
    member = await a_member()
    until = at + timedelta(minutes=1)
    await notifications.put([NewNotice("k", member.id, "expiry-digest", {}, at, until)], at=at)
    return member


async def claimed(program: Program, at: datetime) -> list[Due]:
    return await notifications.claim(program, limit=9, lease=LEASE, at=at)


async def state(member: members.Member) -> tuple[str, str, datetime | None]:
    [notice] = await notifications.recent(member.id)
    return notice.state, notice.failure, notice.finished_at


async def test_a_notice_may_be_sent_until_its_last_moment(
    owed: members.Member, program: Program, at: datetime
) -> None:
    assert len(await claimed(program, at + timedelta(minutes=1) - SECOND)) == 1


async def test_an_unclaimed_notice_is_closed_when_its_time_has_passed(
    owed: members.Member, program: Program, at: datetime
) -> None:
    late = at + timedelta(minutes=1)
    assert await claimed(program, late) == []
    assert await state(owed) == ("failed", "what it tells of has ended", late)
    assert await notifications.next_due(late) is None


@pytest.mark.parametrize(
    ("outcome", "becomes"), [("again", "failed"), ("unknown", "unknown")], ids=str
)
async def test_a_send_is_not_repeated_too_late(
    owed: members.Member,
    program: Program,
    at: datetime,
    outcome: notifications.Outcome,
    becomes: str,
) -> None:
    for wait, expected in ((59 * SECOND, "due"), (SECOND, becomes)):
        [due] = await claimed(program, at)
        assert await notifications.begin(program, due=due, lease=LEASE, at=at)
        await notifications.settle(
            program,
            notice_id=due.id,
            outcome=outcome,
            at=at,
            retry_at=at + wait,
            failure="Bad Gateway",
        )
        assert (await state(owed))[0] == expected
        at += 59 * SECOND
    assert await notifications.next_due(at) is None


async def test_an_unreachable_member_is_not_a_failure(
    a_member: AMember, program: Program, at: datetime
) -> None:
    member = await members.add(program, name="without a chat", at=at)
    await notifications.put([NewNotice("k", member.id, "expiry-digest", {}, at, at)], at=at)
    assert await claimed(program, at) == []
    assert (await state(member))[0] == "unreachable"
