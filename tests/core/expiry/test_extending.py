"""No silent expiry: a lot is extended once if its notices failed through the programme's fault."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from core import db, expiry, ledger, members, notifications
from core.notifications import Outcome
from core.program import Program
from tests.conftest import AMember
from tests.core.expiry.conftest import ENDS_ON, Calendar, PurchaseTill

SellNotified = Callable[[members.Member], Awaitable[PurchaseTill]]
EXTENDED_TO = ENDS_ON + timedelta(days=31)
"""Thirty days after the day of the job; the job runs on the day after the last usable day."""


@pytest.fixture
async def member(a_member: AMember) -> members.Member:
    return await a_member()


async def walk(calendar: Calendar, outcomes: dict[int, Outcome]) -> None:
    """Remind at each of these thresholds, and settle the notices with its outcome."""
    for days, outcome in outcomes.items():
        await calendar.remind(days)
        await calendar.send(days, outcome)


async def ends(member: members.Member) -> list[date]:
    async with db.reading() as connection:
        rows = await connection.fetch(
            "SELECT expires_on FROM lot WHERE member_id = $1 ORDER BY id", member.id
        )
    return [row["expires_on"] for row in rows]


FAULTS: list[dict[int, Outcome]] = [
    {},
    {30: "sent"},
    {30: "sent", 7: "failed", 1: "failed"},
    {30: "sent", 7: "again", 1: "again"},
    {30: "failed", 7: "failed"},
    {7: "failed", 1: "again"},
]


@pytest.mark.parametrize("outcomes", FAULTS, ids=str)
async def test_a_lot_is_extended_if_its_last_notices_failed(
    outcomes: dict[int, Outcome],
    member: members.Member,
    sell_notified: SellNotified,
    calendar: Calendar,
) -> None:
    till = await sell_notified(member)
    await walk(calendar, outcomes)
    assert await calendar.expire(-1) == expiry.Expired(lots=0, points=0, extended=1)
    assert await ends(member) == [EXTENDED_TO]
    assert await calendar.kinds(member) == [("earn", 100), ("extend", 100)]
    assert await calendar.balance(member, -1) == 100
    assert (await till.budget()).reserved_fen == 1000
    assert await ledger.proof() == []


async def test_an_unknown_outcome_does_not_count_as_notified(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar
) -> None:
    await sell_notified(member)
    for days in (7, 1):
        await calendar.remind(days)
        assert await calendar.send(days, "unknown") == 2
    assert [notice.state for notice in await calendar.digests(member)] == ["unknown", "unknown"]
    assert (await calendar.expire(-1)).extended == 1


@pytest.mark.parametrize("outcomes", [{7: "sent", 1: "failed"}, {7: "failed", 1: "sent"}], ids=str)
async def test_one_of_the_last_two_notices_is_enough(
    outcomes: dict[int, Outcome],
    member: members.Member,
    sell_notified: SellNotified,
    calendar: Calendar,
) -> None:
    await sell_notified(member)
    await walk(calendar, outcomes)
    assert (await calendar.expire(-1)).lots == 1


async def test_an_extended_lot_is_announced_again_and_ends_even_if_notices_fail(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar
) -> None:
    await sell_notified(member)
    assert (await calendar.expire(-1)).extended == 1
    assert await calendar.expire(-1) == expiry.Expired(0, 0, 0)
    reminded = [days for days in range(-1, -33, -1) if (await calendar.remind(days)).members]
    assert [EXTENDED_TO - (ENDS_ON - timedelta(days=days_left)) for days_left in reminded] == [
        timedelta(days=days) for days in (30, 7, 1)
    ]
    assert (await calendar.expire(-31)).lots == 0
    assert await calendar.expire(-32) == expiry.Expired(lots=1, points=100, extended=0)
    assert await calendar.kinds(member) == [("earn", 100), ("extend", 100), ("expire", 100)]
    lines = {entry.kind: (entry.points, entry.amount) for entry in await ledger.history(member.id)}
    assert lines == {"earn": (100, 100), "extend": (0, 100), "expire": (-100, 100)}
    assert await ledger.proof() == []


async def test_a_member_who_blocked_the_bot_loses_the_lot(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar
) -> None:
    await sell_notified(member)
    await walk(calendar, {30: "unreachable", 7: "sent", 1: "sent"})
    assert [notice.state for notice in await calendar.digests(member)] == ["unreachable"] * 3
    assert await calendar.expire(-1) == expiry.Expired(lots=1, points=100, extended=0)


async def test_a_member_known_to_block_the_bot_loses_the_lot_without_a_notice(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar, program: Program
) -> None:
    await sell_notified(member)
    assert member.telegram_id
    await members.mark_unreachable(program, telegram_id=member.telegram_id, at=calendar.moment(40))
    assert (await calendar.expire(-1)).lots == 1


async def test_blocking_the_bot_after_two_failures_still_extends_the_lot(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar, program: Program
) -> None:
    await sell_notified(member)
    await walk(calendar, {7: "failed", 1: "failed"})
    assert member.telegram_id
    await members.mark_unreachable(program, telegram_id=member.telegram_id, at=calendar.moment(0))
    assert (await calendar.expire(-1)).extended == 1


async def test_a_member_who_muted_service_notices_loses_the_lot(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar, program: Program
) -> None:
    await sell_notified(member)
    await members.consent(
        program, member_id=member.id, purpose="service", given=False, at=calendar.moment(40)
    )
    await walk(calendar, {7: "sent", 1: "sent"})
    assert [notice.state for notice in await calendar.digests(member)] == ["muted", "muted"]
    assert (await calendar.expire(-1)).lots == 1


async def test_a_member_without_telegram_loses_the_lot(
    program: Program, sell_notified: SellNotified, calendar: Calendar
) -> None:
    unwritten = await members.add(program, name="without a chat", at=calendar.moment(364))
    await sell_notified(unwritten)
    await calendar.remind(7)
    assert (await calendar.expire(-1)).lots == 1


async def test_a_digest_that_comes_too_late_is_not_sent_any_more(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar
) -> None:
    await sell_notified(member)
    await walk(calendar, {7: "again", 1: "again"})
    await calendar.expire(-1)
    states = [notice.state for notice in await calendar.digests(member)]
    assert states == ["failed", "failed"]
    assert await notifications.next_due(calendar.moment(-1)) is None


async def test_only_lots_without_a_notice_are_extended(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar
) -> None:
    till = await sell_notified(member)
    await walk(calendar, {7: "sent", 1: "sent"})
    late = calendar.moment(0, hour=14)
    await till.sell(member, 40, occurred_at=till.at, at=late)
    assert await calendar.expire(-1) == expiry.Expired(lots=1, points=100, extended=1)
    assert await calendar.balance(member, -1) == 40
    assert await ledger.proof() == []
