"""Concurrent calls: a seat has one member, a member one family, a point one wallet."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from core import families, ledger, members
from core.errors import LoyaltyError
from tests.core.families.conftest import Household

AMember = Callable[..., Awaitable[members.Member]]


def codes(answers: Sequence[object]) -> list[str]:
    """The codes of refusals, empty for an answer; any other error is raised."""
    codes = []
    for answer in answers:
        if isinstance(answer, BaseException) and not isinstance(answer, LoyaltyError):
            raise answer
        codes.append(answer.code if isinstance(answer, LoyaltyError) else "")
    return sorted(codes)


async def test_two_take_the_last_seat_at_once(household: Household, a_member: AMember) -> None:
    home = household.ruled(seats=3)
    fang, ming, *rivals = [await a_member() for _ in range(4)]
    await home.found(fang)
    await home.bring(fang, ming)
    tokens = [(await home.invite(fang)).token for _ in rivals]
    answers = await asyncio.gather(
        *(home.join(rival, token) for rival, token in zip(rivals, tokens, strict=True)),
        return_exceptions=True,
    )
    assert codes(answers) == ["", "families-full"]
    assert len((await home.view(fang)).seats) == 3


async def test_one_joins_two_families_at_once(household: Household, a_member: AMember) -> None:
    heads = [await a_member() for _ in range(2)]
    for head in heads:
        await household.found(head)
    tokens = [(await household.invite(head)).token for head in heads]
    guest = await a_member()
    calls = [household.join(guest, token) for token in tokens] + [household.found(guest)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert codes(answers) == ["", "families-already-in", "families-already-in"]


async def test_one_link_lets_one_person_in(household: Household, a_member: AMember) -> None:
    fang, *guests = [await a_member() for _ in range(5)]
    await household.found(fang)
    token = (await household.invite(fang)).token
    calls = [household.join(guest, token) for guest in guests]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert codes(answers) == ["", *["families-invitation-used"] * 3]


async def test_one_person_pressing_twice_joins_once(
    household: Household, a_member: AMember
) -> None:
    fang, ming = await a_member(), await a_member()
    await household.found(fang)
    token = (await household.invite(fang)).token
    first, second = await asyncio.gather(*(household.join(ming, token) for _ in range(2)))
    assert first == second
    assert len(first.seats) == 2


async def test_twenty_contributions_at_once_move_no_more_than_the_wallet_holds(
    household: Household, a_member: AMember
) -> None:
    fang = await a_member()
    await household.till.sell(fang, 100)
    await household.found(fang)
    calls = [household.contribute(fang, 10) for _ in range(20)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert codes(answers) == [""] * 10 + ["families-short"] * 10
    assert await household.balance(fang) == (0, 100)
    assert await ledger.proof() == []


async def test_one_key_twenty_times_at_once_moves_once(
    household: Household, a_member: AMember
) -> None:
    fang = await a_member()
    await household.till.sell(fang, 100)
    await household.found(fang)
    calls = [household.contribute(fang, 10, key="K") for _ in range(20)]
    answers = await asyncio.gather(*calls)
    assert sum(not answer.replayed for answer in answers) == 1
    assert await household.balance(fang) == (90, 10)


async def test_buying_moving_and_leaving_at_once_lose_nothing(
    household: Household, a_member: AMember
) -> None:
    fang, ming = await a_member(), await a_member()
    await household.found(fang)
    await household.bring(fang, ming)
    program, at = household.program, household.at
    for member in (fang, ming):
        await household.till.sell(member, 100)
        await household.contribute(member, 50)
        await families.set_auto(program, member_id=member.id, percent=50, at=at)
    calls: list[Awaitable[object]] = []
    for number in range(6):
        calls += [household.till.sell(member, 20) for member in (fang, ming)]
        calls += [household.contribute(member, 3) for member in (fang, ming)]
        calls += [household.withdraw(member, 2) for member in (fang, ming)]
        if number == 3:
            calls.append(household.leave(ming))
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert set(codes(answers)) <= {"", "families-none"}
    assert await household.till.balance(fang) == 220
    assert await household.balance(ming) == (220, 0)
    assert await ledger.proof() == []
