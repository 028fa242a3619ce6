"""The record of acts: actor, moment and rule, in the transaction of its command (RL-12)."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from core import compliance, db

WHO = UUID(int=7)


async def test_an_act_names_its_actor_its_moment_and_its_rule(database: str, at: datetime) -> None:
    await compliance.record(
        actor=f"operator:{WHO}",
        name="rate-set",
        subject="merchant:1",
        at=at,
        rule="RL-11",
        rate=Decimal("1.5"),
        who=WHO,
        words="茶",
        parts={"n": [1, None, True]},
    )
    [act] = await compliance.acts(subject="merchant:1")
    assert (act.actor, act.name, act.subject) == (f"operator:{WHO}", "rate-set", "merchant:1")
    assert (act.at, act.rule) == (at, "RL-11")
    assert act.facts == {
        "rate": "1.5",
        "who": str(WHO),
        "words": "茶",
        "parts": {"n": [1, None, True]},
    }


async def test_the_newest_come_first_and_not_too_many(database: str, at: datetime) -> None:
    for n in range(5):
        await compliance.record(
            actor="programme", name=f"act-{n}", subject=f"s{n % 2}", at=at + timedelta(hours=n)
        )
    assert [act.name for act in await compliance.acts(limit=3)] == ["act-4", "act-3", "act-2"]
    assert [act.name for act in await compliance.acts(subject="s1")] == ["act-3", "act-1"]
    assert await compliance.acts(subject="nobody") == []


async def test_an_act_is_rolled_back_with_its_command(database: str, at: datetime) -> None:
    @db.command
    async def act() -> None:
        await compliance.record(actor="programme", name="tried", subject="s", at=at)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await act()
    assert await compliance.acts() == []


async def test_an_act_can_be_recorded_in_a_lane_too(database: str, at: datetime) -> None:
    async with db.transaction():
        await compliance.record(actor="programme", name="told", subject="s", at=at)
    assert [act.name for act in await compliance.acts()] == ["told"]
