"""Drafts and publishings with a key: done once, and answered as the first time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID, uuid5

import pytest

from core import catalog, db
from core.errors import KeyReused
from core.program import Program
from tests.conftest import AMerchant
from tests.core.catalog.conftest import DraftEvent, DraftReward

Draft: TypeAlias = Callable[..., Awaitable[Any]]


@pytest.fixture(params=["event", "reward"])
def draft(request: pytest.FixtureRequest, draft_event: Draft, draft_reward: Draft) -> Draft:
    chosen: Draft = {"event": draft_event, "reward": draft_reward}[request.param]
    return chosen


async def test_the_same_key_drafts_once(draft: Draft, a_merchant: AMerchant) -> None:
    first = await draft(key="a")
    assert await draft(key="a") == replace(first, replayed=True)
    assert (await draft(key="b")).id != first.id
    other = (await a_merchant(name="茶舍")).merchant
    assert (await draft(key="a", merchant_id=other.id)).merchant_id == other.id


async def test_other_content_under_the_same_key_is_refused(
    draft_event: DraftEvent, draft_reward: DraftReward
) -> None:
    await draft_event(key="a")
    await draft_reward(key="a")
    with pytest.raises(KeyReused):
        await draft_event(key="a", multiplier=Decimal(3))
    with pytest.raises(KeyReused):
        await draft_reward(6000, key="a")


async def test_twenty_equal_drafts_at_once_are_one(draft: Draft) -> None:
    answers = await asyncio.gather(*(draft(key="a") for _ in range(20)))
    assert sum(not answer.replayed for answer in answers) == 1
    assert all(replace(answer, replayed=False).id == answers[0].id for answer in answers)


async def test_a_refused_draft_uses_up_no_key(
    draft_event: DraftEvent, draft_reward: DraftReward, at: datetime
) -> None:
    with pytest.raises(catalog.WrongWindow):
        await draft_event(key="a", ends_at=at)
    assert not (await draft_event(key="a")).replayed
    with pytest.raises(catalog.WrongReward):
        await draft_reward(0, key="a")
    assert not (await draft_reward(key="a")).replayed


async def test_a_draft_is_answered_as_it_was_though_it_changed_since(
    draft_reward: DraftReward, program: Program, at: datetime
) -> None:
    first = await draft_reward(key="a", stock=5)
    await catalog.change_reward(
        program,
        merchant_id=first.merchant_id,
        reward_id=first.id,
        changes={"points": 7000},
        stock=9,
        at=at,
    )
    assert await draft_reward(key="a", stock=5) == replace(first, replayed=True)


async def test_publishing_with_a_key_is_answered_as_the_first_time(
    draft_event: DraftEvent, program: Program, at: datetime
) -> None:
    event = await draft_event()

    async def publish(moment: datetime) -> catalog.Event:
        return await catalog.publish_event(
            program, merchant_id=event.merchant_id, event_id=event.id, key="p", at=moment
        )

    first = await publish(at - timedelta(days=1))
    again = await publish(at)
    assert (first.state, again) == ("published", replace(first, replayed=True))


async def test_a_draft_from_before_answers_were_stored_is_found_by_its_id(
    draft: Draft, merchant_id: UUID
) -> None:
    first = await draft(key="a")
    await forget_answers()
    again = await draft(key="a")
    assert (again.id, again.replayed) == (first.id, True)
    assert first.id in {uuid5(merchant_id, "a"), uuid5(merchant_id, "reward:a")}
    other: dict[str, Any] = {"theme": "summer"} if isinstance(first, catalog.Event) else {}
    await forget_answers()
    with pytest.raises(KeyReused):
        await (draft(key="a", **other) if other else draft(6000, key="a"))


async def forget_answers() -> None:
    """Delete the stored answers, as for a draft older than the table of answers."""
    async with db.transaction() as connection:
        await connection.execute("ALTER TABLE answer DISABLE TRIGGER USER; DELETE FROM answer")
