"""At most one digest for each member and day, at 30, 7 and 1 days, and none twice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from core import db, expiry, members
from core.program import Program
from tests.conftest import AMember
from tests.core.expiry.conftest import Calendar, PurchaseTill

ATill = Callable[..., Awaitable[PurchaseTill]]


@pytest.fixture
async def member(a_member: AMember) -> members.Member:
    return await a_member()


async def test_a_lot_is_announced_at_each_threshold_and_on_no_other_day(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    await (await a_till()).sell(member, 100)
    reminded_on = [days for days in range(40, -1, -1) if (await calendar.remind(days)).members]
    assert reminded_on == [30, 7, 1]


async def test_running_again_sends_no_notice_twice(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    await (await a_till()).sell(member, 100)
    assert await calendar.remind(30) == expiry.Reminded(members=1, lots=1)
    assert await calendar.remind(30) == expiry.Reminded(members=0, lots=0)
    assert await calendar.remind(30, hour=18) == expiry.Reminded(members=0, lots=0)


@pytest.mark.parametrize(("missed", "made_up_on"), [(30, 29), (30, 8), (7, 5), (7, 2), (1, 0)])
async def test_a_later_run_makes_up_for_a_missed_one(
    missed: int, made_up_on: int, member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    await (await a_till()).sell(member, 100)
    if missed < 30:
        await calendar.remind(30)
    assert (await calendar.remind(made_up_on)).lots == 1
    assert (await calendar.remind(made_up_on, hour=13)).lots == 0


async def test_after_a_long_pause_only_the_smallest_threshold_is_announced(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    await (await a_till()).sell(member, 100)
    assert (await calendar.remind(1)).lots == 1
    assert (await calendar.remind(0)).lots == 0
    assert len(await calendar.digests(member)) == 1


async def test_a_digest_sums_up_ending_lots_with_the_soonest_first(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    till = await a_till()
    await till.sell(member, 60, occurred_at=till.at + timedelta(days=6), at=till.at + timedelta(6))
    await till.sell(member, 40)
    await till.sell(member, 20)
    assert await calendar.remind(24) == expiry.Reminded(members=1, lots=3)
    facts = (await calendar.digests(member))[0].facts
    assert facts == {
        "points": 120,
        "expires_on": "2026-01-09",
        "endings": [
            {"points": 60, "expires_on": "2026-01-09"},
            {"points": 60, "expires_on": "2026-01-15"},
        ],
    }


async def test_there_is_one_digest_a_day_and_the_rest_waits_for_tomorrow(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    till = await a_till()
    await till.sell(member, 60)
    await calendar.remind(6, hour=9)
    later = till.at + timedelta(days=1)
    posted = calendar.moment(6, hour=10)
    await till.sell(member, 40, occurred_at=later, at=posted)
    assert (await calendar.remind(6, hour=11)).members == 0
    assert (await calendar.remind(5, hour=9)).members == 1
    assert [notice.facts["points"] for notice in await calendar.digests(member)] == [60, 40]


async def test_two_members_get_a_digest_each(
    a_member: AMember, a_till: ATill, calendar: Calendar
) -> None:
    fang, ming = await a_member(), await a_member(name="李明")
    till = await a_till()
    await till.sell(fang, 10)
    await till.sell(ming, 20)
    assert await calendar.remind(7) == expiry.Reminded(members=2, lots=2)
    assert [(await calendar.digests(member))[0].facts["points"] for member in (fang, ming)] == [
        10,
        20,
    ]


async def test_refunded_points_are_not_announced(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    till = await a_till()
    await till.sell(member, 100, receipt="R-1")
    await till.give_back("R-1", "F-1", 100)
    assert (await calendar.remind(7)).members == 0


async def test_before_the_waking_hours_the_digest_waits_for_them(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    await (await a_till()).sell(member, 100)
    await calendar.remind(7, hour=0)
    assert (await calendar.digests(member))[0].due_at == calendar.moment(7, hour=9)


async def test_after_the_waking_hours_the_digest_waits_for_tomorrow(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    await (await a_till()).sell(member, 100)
    assert (await calendar.remind(7, hour=21)).members == 0
    assert (await calendar.remind(6, hour=0)).members == 1


async def test_waking_hours_are_those_of_the_members_zone(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    await (await a_till()).sell(member, 100)
    async with db.reading() as connection:
        await connection.execute("UPDATE member SET zone = 'America/New_York'")
    noon = calendar.moment(7)  # 23:00 of the day before in New York
    assert (await calendar.remind(7)).members == 0
    assert (await calendar.remind(7, hour=14)).members == 1  # 01:00 there
    due_at = (await calendar.digests(member))[0].due_at
    assert due_at == noon + timedelta(hours=10)  # 09:00 there


async def test_a_run_by_hand_is_due_at_once(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    await (await a_till()).sell(member, 100)
    now = datetime(2025, 2, 1, tzinfo=UTC)
    assert (await calendar.remind(7, hour=23, due_at=now)).members == 1
    assert (await calendar.digests(member))[0].due_at == now


async def test_ranges_cover_every_member(
    a_member: AMember, a_till: ATill, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.expiry.commands.ranges.WALLETS", 2)
    till = await a_till()
    for number in range(5):
        await till.sell(await a_member(name=f"member {number}"), 10)
    assert await calendar.remind(7) == expiry.Reminded(members=5, lots=5)


async def test_the_digest_shown_in_the_faces_holds_lots_that_end_soon(
    member: members.Member, a_till: ATill, calendar: Calendar, program: Program
) -> None:
    till = await a_till()
    await till.sell(member, 40)
    later = till.at + timedelta(days=60)
    await till.sell(member, 60, occurred_at=later, at=later)
    digest = await expiry.digest(program, member_id=member.id, at=calendar.moment(30))
    assert digest == expiry.Digest(40, (expiry.Ending(40, date(2026, 1, 9), 30),))
    ahead = await expiry.digest(program, member_id=member.id, at=calendar.moment(31))
    assert ahead == expiry.Digest(0, ())
