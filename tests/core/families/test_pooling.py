"""Contributing and withdrawing: a member moves only their own points, once for each key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from core import db, families, ledger, members
from core.errors import KeyReused
from core.families import Moved
from tests.core.families.conftest import Household

AMember = Callable[..., Awaitable[members.Member]]
Lots = Callable[[UUID], Awaitable[list[tuple[Any, ...]]]]


@pytest.fixture
async def fang(household: Household, a_member: AMember) -> members.Member:
    """The head of a family, with 300 points."""
    member = await a_member(name="王芳")
    await household.till.sell(member, 300)
    await household.found(member)
    return member


async def test_points_move_and_stay_their_owners(
    household: Household, fang: members.Member, lots: Lots
) -> None:
    [(lot, owner, ends, *_)] = await lots(fang.id)
    assert await household.contribute(fang, 120) == Moved(120, personal=180, share=120)
    assert await lots(fang.id) == [(lot, owner, ends, 180, 120)]
    assert await household.withdraw(fang, 20) == Moved(20, personal=200, share=100)
    assert (await household.view(fang)).purse == 100
    assert await household.till.balance(fang) == 300
    assert await ledger.proof() == []


async def test_a_call_without_a_key_stores_no_answer(
    household: Household, fang: members.Member
) -> None:
    for _ in range(2):
        await household.contribute(fang, 50, key=None)
    assert (await household.view(fang)).purse == 100
    assert await db.pool().fetchval("SELECT count(*) FROM answer WHERE caller = $1", fang.id) == 0


async def test_the_points_that_end_soonest_are_moved_first(
    household: Household, fang: members.Member, lots: Lots
) -> None:
    sooner = household.at - timedelta(days=30)
    await household.till.sell(fang, 100, occurred_at=sooner)
    await household.contribute(fang, 150)
    assert [share for *_, share in await lots(fang.id)] == [50, 100]


async def test_the_same_key_moves_once(household: Household, fang: members.Member) -> None:
    first = await household.contribute(fang, 100, key="K")
    again = await household.contribute(fang, 100, key="K")
    assert (again.points, again.personal, again.share) == (100, first.personal, first.share)
    assert again.replayed
    with pytest.raises(KeyReused):
        await household.contribute(fang, 99, key="K")
    assert await household.balance(fang) == (200, 100)


async def test_a_key_belongs_to_its_command(household: Household, fang: members.Member) -> None:
    await household.contribute(fang, 100, key="K")
    assert not (await household.withdraw(fang, 100, key="K")).replayed
    assert await household.balance(fang) == (300, 0)


async def test_a_key_is_its_members_own(
    household: Household, fang: members.Member, a_member: AMember
) -> None:
    ming = await a_member()
    await household.till.sell(ming, 10)
    await household.bring(fang, ming)
    await household.contribute(fang, 10, key="K")
    assert not (await household.contribute(ming, 10, key="K")).replayed


async def test_a_refusal_uses_up_no_key(household: Household, fang: members.Member) -> None:
    with pytest.raises(families.NotEnoughOwnPoints) as refusal:
        await household.contribute(fang, 301, key="K")
    assert refusal.value.facts == {"missing": 1, "balance": 300}
    assert (await household.contribute(fang, 300, key="K")).share == 300


@pytest.mark.parametrize("points", [0, -1, -300, 2**63])
async def test_only_whole_numbers_from_one_on_are_moved(
    household: Household, fang: members.Member, points: int
) -> None:
    await household.contribute(fang, 100)
    for act in (household.contribute, household.withdraw):
        with pytest.raises(families.WrongPoints):
            await act(fang, points)
    assert await household.balance(fang) == (200, 100)


async def test_lapsed_points_are_not_moved(household: Household, fang: members.Member) -> None:
    await household.contribute(fang, 100)
    late = household.at + timedelta(days=366)
    for act in (household.contribute, household.withdraw):
        with pytest.raises(families.NotEnoughOwnPoints):
            await act(fang, 1, at=late)
    family = await families.family_of(fang.id, today=ledger.today(household.program, late))
    assert family is not None
    assert family.purse == 0


async def test_nobody_moves_anothers_points(
    household: Household, fang: members.Member, a_member: AMember, lots: Lots
) -> None:
    ming, stranger = await a_member(), await a_member()
    await household.bring(fang, ming)
    await household.contribute(fang, 300)
    before = await lots(fang.id)
    for someone in (ming, stranger):
        for act in (household.contribute, household.withdraw):
            with pytest.raises((families.NotEnoughOwnPoints, families.NotInFamily)):
                await act(someone, 1)
    assert await household.leave(ming) == families.Left(returned=0)
    assert await lots(fang.id) == before


async def test_a_refund_claws_back_from_the_own_share_and_no_other(
    household: Household, fang: members.Member, a_member: AMember, lots: Lots
) -> None:
    ming = await a_member()
    await household.bring(fang, ming)
    await household.till.sell(ming, 100, receipt="M")
    await household.contribute(ming, 100)
    await household.contribute(fang, 300)
    before = await lots(fang.id)
    await household.till.give_back("M", "F", 100)
    assert await household.balance(ming) == (0, 0)
    assert await lots(fang.id) == before
    assert (await household.view(fang)).purse == 300
    assert await ledger.proof() == []


async def test_taking_back_last_months_points_makes_no_room_under_the_cap(
    household: Household, fang: members.Member
) -> None:
    home = household.ruled(monthly_cap=10)
    await home.contribute(fang, 10)
    next_month = replace(home, at=home.at + timedelta(days=31))
    await next_month.withdraw(fang, 10)
    await next_month.contribute(fang, 10)
    with pytest.raises(families.MonthlyCapReached) as refusal:
        await next_month.contribute(fang, 1)
    assert refusal.value.facts == {"cap": 10, "left": 0}
    await next_month.withdraw(fang, 4)
    assert await allowed(next_month, fang) == 4
    await next_month.contribute(fang, 4)
    with pytest.raises(families.MonthlyCapReached):
        await next_month.contribute(fang, 1)


async def test_leaving_counts_as_a_withdrawal_under_the_cap(
    household: Household, fang: members.Member
) -> None:
    home = household.ruled(monthly_cap=10, rejoin_days=0)
    await home.contribute(fang, 10)
    next_month = replace(home, at=home.at + timedelta(days=31))
    await next_month.leave(fang)
    await next_month.found(fang)
    await next_month.contribute(fang, 10)
    assert await allowed(next_month, fang) == 0
    await next_month.leave(fang)
    assert await allowed(next_month, fang) == 10


async def allowed(household: Household, member: members.Member) -> int:
    return await families.allowed_this_month(
        household.program, member_id=member.id, at=household.at
    )
