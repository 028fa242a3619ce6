"""Family acts with a key: done once, and answered as the first time after any other act."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias

import pytest

from core import families, keys, members
from core.errors import KeyReused
from tests.core.families.conftest import Household

AMember = Callable[..., Awaitable[members.Member]]
Act: TypeAlias = Callable[[], Awaitable[keys.Answer]]


class Home:
    """Fang heads a family with Ming; Sun holds a link to it; each act has the key K."""

    def __init__(self, household: Household, fang: members.Member, ming: members.Member) -> None:
        self.household, self.fang, self.ming = household, fang, ming
        self.program, self.at = household.program, household.at

    async def prepare(self, act: str, guest: members.Member) -> Act:
        """The act as a call that can be made again and again."""
        home, fang, ming = self.household, self.fang, self.ming
        token = (await home.invite(fang)).token
        if act == "withdraw":
            await home.contribute(fang, 300)
        acts: dict[str, Act] = {
            "found": lambda: home.found(guest, "孙家", key="K"),
            "join": lambda: home.join(guest, token, key="K"),
            "hand over": self.hand_over,
            "set auto": lambda: self.set_auto(50),
            "contribute": lambda: home.contribute(fang, 300, key="K"),
            "withdraw": lambda: home.withdraw(fang, 300, key="K"),
            "leave": lambda: home.leave(ming, key="K"),
        }
        return acts[act]

    async def hand_over(self) -> families.FamilyView:
        return await families.hand_over(
            self.program, member_id=self.fang.id, to=self.ming.id, key="K", at=self.at
        )

    async def set_auto(self, percent: int, key: str = "K") -> families.AutomaticShare:
        return await families.set_auto(
            self.program, member_id=self.fang.id, percent=percent, key=key, at=self.at
        )


ACTS = ["found", "join", "hand over", "set auto", "contribute", "withdraw", "leave"]


@pytest.fixture
async def home(household: Household, a_member: AMember) -> Home:
    fang, ming = await a_member(name="王芳"), await a_member(name="李明")
    await household.till.sell(fang, 300)
    await household.found(fang)
    await household.bring(fang, ming)
    return Home(household, fang, ming)


@pytest.mark.parametrize("name", ACTS)
async def test_twenty_equal_calls_at_once_get_one_answer(
    home: Home, a_member: AMember, name: str
) -> None:
    act = await home.prepare(name, await a_member(name="孙丽"))
    answers = await asyncio.gather(*(act() for _ in range(20)))
    assert sum(not answer.replayed for answer in answers) == 1
    first = replace(answers[0], replayed=False)
    assert all(replace(answer, replayed=False) == first for answer in answers)


async def test_a_repeated_founding_answers_with_the_family_as_founded(
    home: Home, a_member: AMember
) -> None:
    sun, guest = await a_member(name="孙丽"), await a_member()
    first = await home.household.found(sun, "孙家", key="K")
    await home.household.bring(sun, guest)
    again = await home.household.found(sun, "孙家", key="K")
    assert again == replace(first, replayed=True)
    assert len((await home.household.view(sun)).seats) == 2
    with pytest.raises(KeyReused):
        await home.household.found(sun, "别家", key="K")


async def test_the_head_who_handed_over_is_answered_again(home: Home) -> None:
    first = await home.hand_over()
    assert await home.hand_over() == replace(first, replayed=True)


async def test_a_late_repetition_does_not_set_the_part_back(home: Home) -> None:
    await home.set_auto(50)
    await home.set_auto(25, key="L")
    assert await home.set_auto(50) == families.AutomaticShare(50, replayed=True)
    assert (await home.household.view(home.fang)).seat_of(home.fang.id).auto_percent == 25


async def test_a_refused_act_may_succeed_later_under_its_key(home: Home) -> None:
    with pytest.raises(families.HandOverFirst):
        await home.household.leave(home.fang, key="K")
    await home.household.leave(home.ming, key="K")
    assert not (await home.household.leave(home.fang, key="K")).replayed
