"""Founding, joining, handing over and leaving: one family at a time, everybody keeps their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from core import compliance, families, ledger, members, notifications
from tests.core.families.conftest import Household

AMember = Callable[..., Awaitable[members.Member]]
Lots = Callable[[UUID], Awaitable[list[tuple[Any, ...]]]]


async def test_the_founder_of_a_family_is_its_head_and_only_member(
    household: Household, a_member: AMember
) -> None:
    fang = await a_member(name="王芳")
    family = await household.found(fang, "  王家\u202e ")
    assert (family.name, family.policy, family.purse) == ("王家", "soonest_expiry", 0)
    assert [(seat.name, seat.number, seat.role, seat.share) for seat in family.seats] == [
        ("王芳", 1, "head", 0)
    ]
    acts = await compliance.acts(subject=f"family:{family.id}")
    assert [act.name for act in acts] == ["family-founded"]


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "\x00", "家" * 33, "ㅤ"])
async def test_a_name_that_nobody_can_read_is_refused(
    household: Household, a_member: AMember, name: str
) -> None:
    with pytest.raises(families.WrongName):
        await household.found(await a_member(), name)


async def test_a_hostile_name_is_kept_as_it_is(household: Household, a_member: AMember) -> None:
    name = "<b>'; DROP TABLE seat; --"
    assert (await household.found(await a_member(), name)).name == name


async def test_joining_names_the_shared_data_and_needs_a_yes(
    household: Household, a_member: AMember
) -> None:
    fang, ming = await a_member(name="王芳"), await a_member(name="李明")
    await household.found(fang)
    invitation = await household.invite(fang)
    offer = await families.invitation(invitation.token, at=household.at)
    assert (offer.family_name, offer.invited_by, offer.members) == ("王家", "王芳", 1)
    with pytest.raises(families.NotConfirmed):
        await household.join(ming, invitation.token, confirm=False)
    family = await household.join(ming, invitation.token)
    assert [(seat.name, seat.number, seat.role) for seat in family.seats] == [
        ("王芳", 1, "head"),
        ("李明", 2, "adult"),
    ]
    notices = await notifications.claim(
        household.program, limit=9, lease=timedelta(minutes=1), at=household.at
    )
    assert [(notice.member_id, notice.code, notice.facts["member"]) for notice in notices] == [
        (fang.id, "families-joined", "李明")
    ]


async def test_one_family_at_a_time(household: Household, a_member: AMember) -> None:
    fang, ming = await a_member(), await a_member()
    await household.found(fang)
    await household.found(ming)
    with pytest.raises(families.AlreadyInFamily):
        await household.join(ming, (await household.invite(fang)).token)
    with pytest.raises(families.AlreadyInFamily):
        await household.found(fang)


async def test_a_freed_seat_is_taken_again_and_eight_are_the_most(
    household: Household, a_member: AMember
) -> None:
    people = [await a_member() for _ in range(8)]
    await household.found(people[0])
    family = await household.bring(people[0], *people[1:])
    assert [seat.number for seat in family.seats] == [1, 2, 3, 4, 5, 6, 7, 8]
    with pytest.raises(families.FamilyFull):
        await household.invite(people[0])
    await household.leave(people[3])
    family = await household.bring(people[0], await a_member())
    assert [seat.number for seat in family.seats] == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_a_leaving_member_takes_only_their_own_unspent_points(
    household: Household, a_member: AMember, lots: Lots
) -> None:
    fang, ming = await a_member(), await a_member()
    for member, yuan in ((fang, 300), (ming, 200), (ming, 100)):
        await household.till.sell(member, yuan)
    before = {member.id: await lots(member.id) for member in (fang, ming)}
    await household.found(fang)
    await household.bring(fang, ming)
    await household.contribute(fang, 250)
    await household.contribute(ming, 220)
    left = await household.leave(ming, key="bye")
    assert left == families.Left(returned=220)
    assert await lots(ming.id) == before[ming.id], "owner, expiry and points are as they were"
    assert await household.balance(fang) == (50, 250)
    assert (await household.view(fang)).purse == 250
    assert await ledger.proof() == []
    again = await household.leave(ming, key="bye")
    assert (again.returned, again.replayed) == (220, True)
    with pytest.raises(families.NotInFamily):
        await household.leave(ming)
    assert await families.family_of(ming.id, today=household.at.date()) is None


async def test_a_leaving_member_takes_lapsed_points_of_the_share_along(
    household: Household, a_member: AMember
) -> None:
    fang = await a_member()
    await household.till.sell(fang, 100)
    await household.found(fang)
    await household.contribute(fang, 100)
    late = household.at + timedelta(days=366)
    assert await household.leave(fang, at=late) == families.Left(returned=0)
    assert await household.balance(fang) == (100, 0)
    assert await ledger.proof() == []


async def test_the_head_leaves_last_or_hands_over_first(
    household: Household, a_member: AMember
) -> None:
    fang, ming, stranger = await a_member(), await a_member(), await a_member()
    await household.found(fang)
    await household.bring(fang, ming)
    with pytest.raises(families.HandOverFirst):
        await household.leave(fang)
    program, at = household.program, household.at
    with pytest.raises(families.NotTheHead):
        await families.hand_over(program, member_id=ming.id, to=fang.id, at=at)
    with pytest.raises(families.NotOfTheFamily):
        await families.hand_over(program, member_id=fang.id, to=stranger.id, at=at)
    with pytest.raises(families.NotOfTheFamily):
        await families.hand_over(program, member_id=fang.id, to=fang.id, at=at)
    family = await families.hand_over(program, member_id=fang.id, to=ming.id, at=at)
    assert [seat.role for seat in family.seats] == ["adult", "head"]
    await household.leave(fang)
    token = (await household.invite(ming)).token
    await household.leave(ming)
    with pytest.raises(families.InvitationRevoked):
        await families.invitation(token, at=at)
    acts = await compliance.acts(subject=f"family:{family.id}")
    assert acts[0].name == "family-dissolved"


async def test_a_member_who_left_waits_before_joining_again(
    household: Household, a_member: AMember
) -> None:
    fang = await a_member()
    await household.found(fang)
    await household.leave(fang)
    with pytest.raises(families.RejoinedTooSoon) as refusal:
        await household.found(fang, at=household.at + timedelta(days=29))
    today = ledger.today(household.program, household.at)
    assert refusal.value.facts == {"from_on": today + timedelta(days=30)}
    again = await household.found(fang, at=household.at + timedelta(days=30))
    assert again.name == "王家"


async def test_the_rulebook_may_abolish_the_wait(household: Household, a_member: AMember) -> None:
    fang, home = await a_member(), household.ruled(rejoin_days=0)
    for _ in range(3):
        await home.found(fang)
        await home.leave(fang)
    with pytest.raises(families.TooManyJoinsThisYear) as refusal:
        await home.found(fang)
    assert refusal.value.facts == {"joins": 3}
    local_midnight = datetime(2025, 12, 31, 16, tzinfo=UTC)
    with pytest.raises(families.TooManyJoinsThisYear):
        await home.found(fang, at=local_midnight - timedelta(seconds=1))
    assert (await home.found(fang, at=local_midnight)).purse == 0


async def test_somebody_unknown_founds_nothing(household: Household) -> None:
    with pytest.raises(members.UnknownMember):
        await families.found(household.program, member_id=UUID(int=7), name="王家", at=household.at)


async def test_a_clock_that_goes_back_lets_a_member_leave(
    household: Household, a_member: AMember
) -> None:
    fang, ming = await a_member(), await a_member()
    await household.found(fang)
    await household.bring(fang, ming)
    earlier = household.at - timedelta(seconds=3)
    for member in (ming, fang):
        assert await household.leave(member, at=earlier) == families.Left(returned=0)
