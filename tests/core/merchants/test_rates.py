"""Rates: dated, the past never changes, and a worse rate is announced (RL-11)."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from core import compliance, merchants
from core.program import Program
from tests.conftest import NOON, AMerchant


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


@pytest.fixture
async def shop(a_merchant: AMerchant) -> UUID:
    """A merchant that gives two points for a yuan."""
    return (await a_merchant(rate=Decimal(2))).merchant.id


async def rate_of(shop: UUID, moment: datetime) -> Decimal:
    dated = (await merchants.rates([shop]))[shop]
    return merchants.rate_at(dated, moment).points_per_yuan


async def set_rate(program: Program, shop: UUID, rate: str, holds_from: datetime) -> None:
    await merchants.set_rate(
        program, merchant_id=shop, points_per_yuan=Decimal(rate), holds_from=holds_from, at=NOON
    )


async def test_a_purchase_earns_by_the_version_of_its_moment(shop: UUID, program: Program) -> None:
    await set_rate(program, shop, "3", days(1))
    await set_rate(program, shop, "2.5", days(31))
    moments = [days(-400), days(0), days(1) - timedelta(microseconds=1), days(1), days(31)]
    assert [await rate_of(shop, moment) for moment in moments] == [
        Decimal(2),
        Decimal(2),
        Decimal(2),
        Decimal(3),
        Decimal("2.5"),
    ]
    names = [act.name for act in await compliance.acts(subject=f"merchant:{shop}")]
    assert names == ["rate-set", "rate-set", "merchant-added"]


async def test_a_better_rate_may_hold_at_once(shop: UUID, program: Program) -> None:
    await set_rate(program, shop, "4", NOON)
    assert await rate_of(shop, NOON) == 4


async def test_a_worse_rate_is_announced_thirty_days_ahead(shop: UUID, program: Program) -> None:
    almost = days(30) - timedelta(microseconds=1)
    with pytest.raises(merchants.RateUnannounced) as refused:
        await set_rate(program, shop, "1", almost)
    assert refused.value.facts == {"days": 30, "falls_at": almost}
    await set_rate(program, shop, "1", days(30))
    assert await rate_of(shop, days(30)) == 1


async def test_a_short_raise_that_would_end_unannounced_is_refused(
    shop: UUID, program: Program
) -> None:
    await set_rate(program, shop, "2.5", days(10))
    with pytest.raises(merchants.RateUnannounced) as refused:
        await set_rate(program, shop, "3", days(5))
    assert refused.value.facts["falls_at"] == days(10)
    await set_rate(program, shop, "2.2", days(5))


async def test_worse_than_an_announced_raise_is_worse(shop: UUID, program: Program) -> None:
    await set_rate(program, shop, "5", days(10))
    with pytest.raises(merchants.RateUnannounced):
        await set_rate(program, shop, "4", days(20))


async def test_the_past_does_not_change(shop: UUID, program: Program) -> None:
    with pytest.raises(merchants.RateTooEarly):
        await set_rate(program, shop, "9", NOON - timedelta(microseconds=1))


async def test_a_moment_has_one_rate(shop: UUID, program: Program) -> None:
    await set_rate(program, shop, "3", days(1))
    await set_rate(program, shop, "3.0000", days(1))
    with pytest.raises(merchants.RateTaken):
        await set_rate(program, shop, "4", days(1))
    assert len((await merchants.rates([shop]))[shop]) == 2


async def test_two_rates_for_a_moment_at_once_are_one(shop: UUID, program: Program) -> None:
    tried = await asyncio.gather(
        *(set_rate(program, shop, str(rate), days(1)) for rate in range(3, 13)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, merchants.RateTaken) for answer in tried) == 9
    assert tried.count(None) == 1


async def test_a_rate_out_of_range_or_of_an_unknown_merchant_is_refused(
    shop: UUID, program: Program
) -> None:
    with pytest.raises(merchants.RateOutOfRange):
        await set_rate(program, shop, "1000.0001", days(1))
    with pytest.raises(merchants.UnknownMerchant):
        await set_rate(program, uuid4(), "3", days(1))


async def test_rates_of_many_are_read_at_once(
    shop: UUID, a_merchant: AMerchant, program: Program
) -> None:
    other = (await a_merchant()).merchant.id
    await set_rate(program, shop, "3", days(1))
    assert await merchants.rates([shop, other, uuid4()]) == {
        shop: [merchants.Rate(Decimal(2), None), merchants.Rate(Decimal(3), days(1))],
        other: [merchants.Rate(Decimal(1), None)],
    }
