"""Rewards: drafted, changed by versions, and published with a full disclosure."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import pytest

import samples
from core import catalog, compliance, db, merchants
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


async def publish(program: Program, reward: catalog.Reward, at: datetime) -> catalog.Reward:
    return await catalog.publish_reward(
        program, merchant_id=reward.merchant_id, reward_id=reward.id, at=at
    )


async def test_a_draft_is_its_merchants_business(
    draft: Draft, merchant_id: UUID, at: datetime
) -> None:
    drafted = await draft(stock=7, limit=2)
    assert (drafted.state, drafted.version, drafted.left) == ("draft", 1, 7)
    assert await catalog.rewards(at) == []
    assert await catalog.rewards(at, merchant_id=merchant_id) == [drafted]
    with pytest.raises(catalog.UnknownReward):
        await catalog.reward(drafted.id, at)


async def test_a_published_reward_is_offered_to_everybody(
    draft: Draft, program: Program, at: datetime
) -> None:
    published = await publish(program, await draft(), at)
    assert published.state == "published"
    assert await catalog.reward(published.id, at) == published
    assert await catalog.rewards(at) == [published]
    assert await publish(program, published, at) == published
    assert published.fen_per_point == Decimal("10.00")


async def test_publishing_names_the_missing_texts(
    draft: Draft, program: Program, at: datetime
) -> None:
    silent = {part: texts for part, texts in samples.DISCLOSURE.items() if part != "threshold"}
    silent["validity"] = {"zh-Hans": "一年"}
    drafted = await draft(title={"zh-Hans": "手机"}, disclosure=silent)
    with pytest.raises(catalog.DisclosureIncomplete) as refused:
        await publish(program, drafted, at)
    assert refused.value.facts["missing"] == ["title.en", "threshold", "validity.en"]
    wording = vars(samples.terms(5000))
    await catalog.change_reward(
        program, merchant_id=drafted.merchant_id, reward_id=drafted.id, changes=wording, at=at
    )
    assert (await publish(program, drafted, at)).state == "published"
    acts = await compliance.acts(subject=f"reward:{drafted.id}")
    assert [act.name for act in acts] == ["reward-published", "reward-changed", "reward-drafted"]


async def test_a_change_is_a_new_version_and_waits_for_its_publishing(
    draft: Draft, program: Program, at: datetime
) -> None:
    first = await publish(program, await draft(), at)
    changed = await catalog.change_reward(
        program, merchant_id=first.merchant_id, reward_id=first.id, changes={"points": 6000}, at=at
    )
    assert (changed.version, changed.state) == (2, "draft")
    assert (await catalog.reward(first.id, at)).points == 5000
    await publish(program, changed, at)
    assert (await catalog.reward(first.id, at)).points == 6000
    with pytest.raises(catalog.NothingChanged):
        await catalog.change_reward(
            program,
            merchant_id=first.merchant_id,
            reward_id=first.id,
            changes={"points": 6000},
            at=at,
        )


async def test_stock_counts_at_once_and_is_never_below_the_number_sold(
    draft: Draft, program: Program, at: datetime
) -> None:
    reward = await publish(program, await draft(stock=5), at)
    async with db.transaction():
        assert await catalog.locked.lock_stock([reward.id]) == {reward.id: 5}
        await catalog.locked.sell_stock({reward.id: 3})
    same: dict[str, Any] = {
        "merchant_id": reward.merchant_id,
        "reward_id": reward.id,
        "changes": {},
    }
    with pytest.raises(catalog.WrongReward):
        await catalog.change_reward(program, **same, stock=2, at=at)
    restocked = await catalog.change_reward(program, **same, stock=10, at=at)
    assert (restocked.left, restocked.version, restocked.state) == (7, 1, "published")


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("points", {"points": 0}),
        ("points", {"points": 10**9 + 1}),
        ("market_price", {"market_price_fen": 0}),
        ("cash", {"cash_fen": 50_000}),
        ("limit", {"limit": 0}),
        ("voucher_days", {"voucher_days": 0}),
        ("delivery", {"delivery": "drone"}),
        ("kind", {"kind": "cash"}),
        ("stock", {"stock": -1}),
    ],
)
async def test_an_impossible_reward_is_refused(
    draft: Draft, part: str, wrong: dict[str, Any]
) -> None:
    with pytest.raises(catalog.WrongReward) as refused:
        await draft(**{"points": 5000, **wrong})
    assert refused.value.facts == {"part": part}


@pytest.mark.parametrize("kind", ["cash", "lottery", "equity", "transfer", "GOODS", ""])
async def test_no_reward_is_money(draft: Draft, kind: str) -> None:
    with pytest.raises(catalog.WrongReward):
        await draft(kind=kind)


async def test_another_merchant_changes_and_publishes_nothing(
    draft: Draft, program: Program, a_merchant: AMerchant, at: datetime
) -> None:
    drafted = await draft()
    stranger = (await a_merchant(name="书店")).merchant.id
    with pytest.raises(catalog.UnknownReward):
        await catalog.publish_reward(program, merchant_id=stranger, reward_id=drafted.id, at=at)
    with pytest.raises(catalog.UnknownReward):
        await catalog.change_reward(
            program, merchant_id=stranger, reward_id=drafted.id, changes={"points": 1}, at=at
        )


async def test_a_published_version_cannot_be_rewritten_behind_the_code(
    draft: Draft, program: Program, at: datetime
) -> None:
    reward = await publish(program, await draft(), at)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="frozen"):
        async with db.transaction() as connection:
            await connection.execute(
                "UPDATE reward_version SET points = 1 WHERE id = $1", reward.version_id
            )
