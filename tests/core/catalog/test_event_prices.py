"""Events lower the price of rewards for as long as they last."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

import samples
from core import catalog, merchants
from core.program import Program

AMerchant = Callable[..., Awaitable[merchants.Added]]
Draft = Callable[..., Awaitable[catalog.Reward]]
TICK = timedelta(microseconds=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
async def merchant_id(a_merchant: AMerchant) -> UUID:
    return (await a_merchant(name="顺达车行")).merchant.id


@pytest.fixture
def draft(draft_reward: Draft) -> Draft:
    return draft_reward


async def published(reward: catalog.Reward, program: Program, at: datetime) -> catalog.Reward:
    return await catalog.publish_reward(
        program, merchant_id=reward.merchant_id, reward_id=reward.id, at=at
    )


async def hold_event(
    program: Program,
    *,
    merchant_id: UUID,
    prices: dict[UUID, int],
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
) -> catalog.Event:
    event = await catalog.draft_event(
        program,
        merchant_id=merchant_id,
        theme="anniversary",
        title={"zh-Hans": "店庆", "en": "Anniversary"},
        starts_at=starts_at,
        ends_at=ends_at,
        multiplier=None,
        prices=prices,
        disclosure=samples.DISCLOSURE,
        at=at,
    )
    return await catalog.publish_event(program, merchant_id=merchant_id, event_id=event.id, at=at)


async def test_an_event_lowers_the_price_to_the_second_in_the_programmes_zone(
    draft: Draft, program: Program, merchant_id: UUID, at: datetime
) -> None:
    cleaning = await published(await draft(6000), program, at)
    begins = datetime(2025, 6, 1, tzinfo=SHANGHAI).astimezone(UTC)
    ends = datetime(2025, 7, 1, tzinfo=SHANGHAI).astimezone(UTC)
    event = await hold_event(
        program,
        merchant_id=merchant_id,
        prices={cleaning.id: 5000},
        starts_at=begins,
        ends_at=ends,
        at=at,
    )
    for moment, points in [
        (begins - TICK, 6000),
        (begins, 5000),
        (ends - TICK, 5000),
        (ends, 6000),
    ]:
        assert (await catalog.reward(cleaning.id, moment)).points == points
    during = await catalog.reward(cleaning.id, begins)
    assert during.event == catalog.EventPrice(event.id, event.title, ends)
    assert (during.list_points, during.saved_percent, during.gained_percent) == (
        6000,
        Decimal("16.7"),
        Decimal("20.0"),
    )


async def test_the_lowest_of_several_prices_counts(
    draft: Draft, program: Program, merchant_id: UUID, at: datetime
) -> None:
    reward = await published(await draft(6000), program, at)
    for points in (5500, 4800, 7000):
        await hold_event(
            program,
            merchant_id=merchant_id,
            prices={reward.id: points},
            starts_at=at,
            ends_at=at + timedelta(days=1),
            at=at,
        )
    assert (await catalog.reward(reward.id, at)).points == 4800


async def test_an_event_prices_only_its_merchants_own_rewards(
    draft: Draft, program: Program, merchant_id: UUID, a_merchant: AMerchant, at: datetime
) -> None:
    other = (await a_merchant(name="书店")).merchant.id
    theirs = await samples.reward(program, merchant_id=other, points=100, at=at)
    for reward_id in (theirs.id, uuid4()):
        with pytest.raises(catalog.UnknownReward):
            await hold_event(
                program,
                merchant_id=merchant_id,
                prices={reward_id: 50},
                starts_at=at,
                ends_at=at + timedelta(days=1),
                at=at,
            )
    with pytest.raises(catalog.WrongPrice):
        await hold_event(
            program,
            merchant_id=other,
            prices={theirs.id: 0},
            starts_at=at,
            ends_at=at + timedelta(days=1),
            at=at,
        )
