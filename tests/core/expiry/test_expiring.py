"""Lapsed lots end once, free their issuer's budget, and cost no other member a point."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module

import pytest

from core import expiry, ledger, members
from tests.conftest import AMember
from tests.core.expiry.conftest import Calendar, PurchaseTill

ATill = Callable[..., Awaitable[PurchaseTill]]
SellNotified = Callable[[members.Member], Awaitable[PurchaseTill]]


@pytest.fixture
async def member(a_member: AMember) -> members.Member:
    return await a_member()


async def walk(calendar: Calendar) -> None:
    """Send a notice at every threshold, so that no lot is extended."""
    for days in (30, 7, 1):
        await calendar.remind(days)
        await calendar.send(days, "sent")


async def test_a_member_is_notified_three_times_before_a_lot_ends(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar
) -> None:
    till = await sell_notified(member)
    await walk(calendar)
    assert await calendar.expire(0, hour=23) == expiry.Expired(0, 0, 0)
    assert await calendar.expire(-1) == expiry.Expired(lots=1, points=100, extended=0)
    assert await calendar.kinds(member) == [("earn", 100), ("expire", 100)]
    assert (await till.budget()).reserved_fen == 0
    assert [notice.state for notice in await calendar.digests(member)] == ["sent"] * 3
    assert await ledger.proof() == []


async def test_running_again_ends_nothing_more(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar
) -> None:
    await sell_notified(member)
    await walk(calendar)
    await calendar.expire(-1)
    assert await calendar.expire(-1) == expiry.Expired(0, 0, 0)
    assert await calendar.expire(-2) == expiry.Expired(0, 0, 0)


async def test_the_lots_of_a_member_end_in_one_entry_and_each_issuer_has_its_budget_back(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    tills = [await a_till(name="茶馆"), await a_till(name="书店")]
    for till in tills:
        await till.sell(member, 30)
        await till.sell(member, 20)
    await walk(calendar)
    assert await calendar.expire(-1) == expiry.Expired(lots=4, points=100, extended=0)
    assert (await calendar.kinds(member))[-1] == ("expire", 100)
    assert [(await till.budget()).reserved_fen for till in tills] == [0, 0]
    assert await ledger.proof() == []


async def test_a_lot_with_a_later_end_stays(
    member: members.Member, sell_notified: SellNotified, calendar: Calendar
) -> None:
    till = await sell_notified(member)
    await walk(calendar)
    later = calendar.moment(100)
    await till.sell(member, 50, occurred_at=later, at=later)
    assert (await calendar.expire(-1)).points == 100
    assert await calendar.balance(member, -1) == 50


async def test_a_refund_after_the_end_counts_expired_points_as_given_back(
    member: members.Member, a_till: ATill, calendar: Calendar
) -> None:
    till = await a_till()
    await till.sell(member, 100, receipt="R-1")
    await walk(calendar)
    await calendar.expire(-1)
    answer = await till.give_back("R-1", "F-1", 100, at=calendar.moment(-1, hour=9))
    assert (answer.points, answer.clawed_back, answer.debt) == (100, 0, 0)
    assert await ledger.proof() == []


async def test_ranges_and_portions_cover_every_member(
    a_member: AMember, a_till: ATill, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.expiry.commands.ranges.WALLETS", 3)
    monkeypatch.setattr(import_module("core.expiry.commands.expire"), "LOTS_MAX", 2)
    till = await a_till()
    for number in range(7):
        member = await a_member(name=f"member {number}")
        for _ in range(number % 4 + 1):
            await till.sell(member, 10)
    await calendar.send(300, "sent")
    await walk(calendar)
    assert await calendar.expire(-1) == expiry.Expired(lots=16, points=160, extended=0)
    assert await ledger.proof() == []


async def test_sales_and_refunds_may_race_the_end(
    a_member: AMember, a_till: ATill, calendar: Calendar
) -> None:
    till = await a_till()
    people = [await a_member(name=f"member {number}") for number in range(8)]
    for number, member in enumerate(people):
        await till.sell(member, 10, receipt=f"old-{number}")
    await calendar.send(300, "sent")
    await walk(calendar)
    at = calendar.moment(-1)
    async with asyncio.TaskGroup() as group:
        jobs = [group.create_task(calendar.expire(-1)) for _ in range(2)]
        refunds = [
            group.create_task(till.give_back(f"old-{number}", "F", 10, at=at))
            for number in range(8)
        ]
        for member in people:
            group.create_task(till.sell(member, 5, occurred_at=at, at=at))
    ended = sum(job.result().points for job in jobs)
    taken = sum(refund.result().clawed_back for refund in refunds)
    assert ended + taken >= 8 * 10, "each old point ended or was given back"
    balances = [await calendar.balance(member, -1) for member in people]
    assert sum(balances) == 8 * 10 + 8 * 5 - ended - taken
    assert await ledger.proof() == []
