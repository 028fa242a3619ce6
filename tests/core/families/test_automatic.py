"""Automatic contributions: a part of new points after debts, up to the monthly cap."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

import samples
from core import families, ledger, members, purchases
from core.purchases import Item, NewPurchase
from tests.core.families.conftest import Household

AMember = Callable[..., Awaitable[members.Member]]
Lots = Callable[[UUID], Awaitable[list[tuple[Any, ...]]]]


async def set_auto(household: Household, member: members.Member, percent: int) -> None:
    await families.set_auto(
        household.program, member_id=member.id, percent=percent, at=household.at
    )


@pytest.fixture
async def fang(household: Household, a_member: AMember) -> members.Member:
    """A member alone in her family, who contributes half of her new points."""
    member = await a_member(name="王芳")
    await household.found(member)
    await set_auto(household, member, 50)
    return member


async def test_a_part_of_new_points_goes_into_the_family_rounded_down(
    household: Household, fang: members.Member
) -> None:
    recorded = await household.till.sell(fang, 301)
    assert (recorded.points, recorded.balance) == (301, 301)
    assert await household.balance(fang) == (151, 150)
    line, earned = await ledger.history(fang.id)
    assert (line.kind, line.points, line.purchase_id) == ("contribute", 0, recorded.purchase_id)
    assert earned.kind == "earn"
    assert await ledger.proof() == []


async def test_components_go_in_their_order(
    household: Household, fang: members.Member, lots: Lots
) -> None:
    await set_auto(household, fang, 75)
    green = [Item("", "", 10_000, green=True)]
    await household.till.sell(fang, 100, items=green)
    assert [(personal, share) for _, _, _, personal, share in await lots(fang.id)] == [
        (0, 100),
        (50, 50),
    ], "base first, then green"


async def test_debts_come_first(household: Household, fang: members.Member, lots: Lots) -> None:
    await set_auto(household, fang, 0)
    await household.till.sell(fang, 100, receipt="old")
    await household.contribute(fang, 100)
    await samples.redemption_of_points(
        household.program,
        member_id=fang.id,
        merchant_id=household.till.merchant_id,
        points=100,
        at=household.at,
        source="purse",
    )
    refund = await household.till.give_back("old", "F", 100)
    assert refund.debt == 100
    await set_auto(household, fang, 100)
    green = [Item("", "", 8_000, green=True)]
    recorded = await household.till.sell(fang, 80, items=green)
    assert (recorded.points, recorded.debt_repaid) == (160, 100)
    assert await household.balance(fang) == (0, 60)
    assert [share for *_, share in await lots(fang.id)] == [60]
    assert await ledger.proof() == []


async def test_the_monthly_cap_counts_both_ways_and_a_new_month_begins_afresh(
    household: Household, fang: members.Member
) -> None:
    home = household.ruled(monthly_cap=200)
    home.till.program = home.program
    await home.till.sell(fang, 300)  # 150 of them at once
    with pytest.raises(families.MonthlyCapReached) as refusal:
        await home.contribute(fang, 51)
    assert refusal.value.facts == {"cap": 200, "left": 50}
    await home.till.sell(fang, 300)
    assert await home.balance(fang) == (400, 200)
    await home.till.sell(fang, 300)
    assert await home.balance(fang) == (700, 200)
    await home.withdraw(fang, 30)
    await home.till.sell(fang, 300)
    assert await home.balance(fang) == (1000, 200)
    february = datetime(2025, 1, 31, 16, tzinfo=UTC)
    await home.till.sell(fang, 300, at=february)
    assert await home.balance(fang) == (1150, 350)
    assert await ledger.proof() == []


async def test_a_batch_keeps_the_cap_among_its_own(
    household: Household, fang: members.Member
) -> None:
    home = household.ruled(monthly_cap=120)
    till = home.till
    batch = [
        NewPurchase(till.merchant_id, f"B{n}", members.ById(fang.id), 10_000, till.at, till.at)
        for n in range(4)
    ]
    await purchases.record_many(home.program, purchases=batch)
    assert await home.balance(fang) == (280, 120)
    assert await ledger.proof() == []


@pytest.mark.parametrize("percent", [-25, 10, 101])
async def test_a_percentage_outside_the_list_is_refused(
    household: Household, fang: members.Member, percent: int
) -> None:
    with pytest.raises(families.UnknownPercent):
        await set_auto(household, fang, percent)


async def test_a_member_who_left_contributes_nothing(
    household: Household, fang: members.Member
) -> None:
    await household.leave(fang)
    await household.till.sell(fang, 100)
    assert await household.balance(fang) == (100, 0)
