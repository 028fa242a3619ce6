"""Redeeming: a quote is paid once, by the owners of the points, and yields a voucher."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

import samples
from core import catalog, db, ledger, merchants, notifications, redemptions
from core.program import Program
from tests.conftest import AMember
from tests.core.redemptions.conftest import AShop, outcomes

TICK = timedelta(microseconds=1)
HELD_FAST = timedelta(minutes=10)


async def test_five_months_of_a_thousand_yuan_buy_the_service_and_leave_nothing(
    a_shop: AShop, a_member: AMember, at: datetime
) -> None:
    garage, fang = await a_shop(name="顺达车行"), await a_member()
    for months in range(4, -1, -1):
        await garage.sell(fang, 1000, at=at - timedelta(days=30 * months))
    bought = await garage.buy(fang, await garage.offer(5000))
    assert (bought.points, await garage.balance(fang)) == (5000, 0)
    assert [(payer.name, payer.points) for payer in bought.paid_by] == [("王芳", 5000)]
    budget = await merchants.budget(garage.merchant_id)
    assert (budget.reserved_fen, budget.spent_fen) == (0, 50_000)
    assert await ledger.proof() == []


async def test_a_point_short_is_refused_and_says_so(a_shop: AShop, a_member: AMember) -> None:
    garage, fang = await a_shop(), await a_member()
    await garage.sell(fang, 9_999)
    tyre = await garage.offer(10_000)
    with pytest.raises(redemptions.NotEnoughPoints) as refused:
        await garage.quote(fang, tyre)
    assert refused.value.facts == {"missing": 1, "balance": 9_999}
    await garage.sell(fang, 1)
    await garage.buy(fang, tyre)
    assert await garage.balance(fang) == 0


async def test_the_soonest_ending_points_pay_and_their_issuers_are_charged(
    a_shop: AShop, a_member: AMember, at: datetime
) -> None:
    tea, books, fang = await a_shop(name="茶馆"), await a_shop(name="书店"), await a_member()
    await tea.sell(fang, 300)
    await books.sell(fang, 200, at=at - timedelta(days=20))
    cup = await tea.offer(250)
    await tea.buy(fang, cup)
    assert (await merchants.budget(books.merchant_id)).spent_fen == 2000
    assert (await merchants.budget(tea.merchant_id)).spent_fen == 500
    assert (await merchants.budget(tea.merchant_id)).reserved_fen == 2500


async def test_lapsed_points_do_not_pay(a_shop: AShop, a_member: AMember, at: datetime) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 100)
    reward = await shop.offer(100)
    last_day = at + timedelta(days=364)
    quoted = await shop.quote(fang, reward, at=last_day)
    assert quoted.points == 100
    with pytest.raises(redemptions.NotEnoughPoints):
        await shop.quote(fang, reward, at=last_day + timedelta(days=1))


async def test_forty_spenders_of_thirty_points_are_thirty_redemptions(
    a_shop: AShop, a_member: AMember
) -> None:
    shop, fang = await a_shop(), await a_member()
    for yuan in (7, 11, 12):
        await shop.sell(fang, yuan)
    reward = await shop.offer(1)
    quotes = [await shop.quote(fang, reward) for _ in range(40)]
    answers = await asyncio.gather(
        *(shop.redeem(fang, quoted) for quoted in quotes), return_exceptions=True
    )
    assert outcomes(answers) == {"Redeemed": 30, "NotEnoughPoints": 10}
    assert await shop.balance(fang) == 0
    assert await ledger.proof() == []


async def test_a_hundred_are_sold_to_a_thousand_callers(
    a_shop: AShop, a_member: AMember, program: Program, at: datetime
) -> None:
    shop = await a_shop()
    people = [await a_member() for _ in range(20)]
    for member in people:
        await shop.sell(member, 50)
    reward = await shop.offer(1, stock=100)
    quotes = [(member, await shop.quote(member, reward)) for member in people for _ in range(50)]
    answers = await asyncio.gather(
        *(shop.redeem(member, quoted) for member, quoted in quotes), return_exceptions=True
    )
    assert outcomes(answers) == {"Redeemed": 100, "SoldOut": 900}
    assert (await catalog.reward(reward.id, at)).left == 0
    with pytest.raises(redemptions.SoldOut):
        await shop.quote(people[0], reward)


async def test_the_same_quote_twice_at_once_is_one_redemption(
    a_shop: AShop, a_member: AMember
) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 500)
    quoted = await shop.quote(fang, await shop.offer(200))
    answers = await asyncio.gather(*(shop.redeem(fang, quoted) for _ in range(5)))
    assert sorted(answer.replayed for answer in answers) == [False, True, True, True, True]
    assert {answer.redemption_id for answer in answers} == {quoted.id}
    assert all(
        replace(answer, replayed=False) == replace(answers[0], replayed=False) for answer in answers
    )
    assert await shop.balance(fang) == 300


async def test_a_quote_holds_ten_minutes_and_its_redemption_for_ever(
    a_shop: AShop, a_member: AMember, at: datetime
) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 500)
    reward = await shop.offer(100)
    first, second = await shop.quote(fang, reward), await shop.quote(fang, reward)
    bought = await shop.redeem(fang, first, at=at + HELD_FAST - TICK)
    with pytest.raises(redemptions.QuoteEnded):
        await shop.redeem(fang, second, at=at + HELD_FAST)
    again = await shop.redeem(fang, first, at=at + timedelta(days=3))
    assert (again.voucher, again.replayed) == (bought.voucher, True)


async def test_a_price_of_an_events_last_second_is_held_and_then_the_list_price_counts(
    a_shop: AShop, a_member: AMember
) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 11_000)
    reward = await shop.offer(6000)
    local_midnight = shop.at.astimezone(shop.program.local).replace(hour=0) + timedelta(days=1)
    event = await catalog.draft_event(
        shop.program,
        merchant_id=shop.merchant_id,
        theme="anniversary",
        title={"zh-Hans": "店庆", "en": "Anniversary"},
        starts_at=shop.at,
        ends_at=local_midnight,
        multiplier=None,
        prices={reward.id: 5000},
        disclosure=samples.DISCLOSURE,
        at=shop.at,
    )
    await catalog.publish_event(
        shop.program, merchant_id=shop.merchant_id, event_id=event.id, at=shop.at
    )
    last = local_midnight - timedelta(seconds=1)
    quoted = await shop.quote(fang, reward, at=last)
    assert (quoted.points, (await shop.quote(fang, reward, at=local_midnight)).points) == (
        5000,
        6000,
    )
    bought = await shop.redeem(fang, quoted, at=last + HELD_FAST - TICK)
    assert (bought.points, bought.paid_by[0].points) == (5000, 5000)


async def test_nobody_redeems_by_anothers_quote(a_shop: AShop, a_member: AMember) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    await shop.sell(fang, 100)
    quoted = await shop.quote(fang, await shop.offer(100))
    with pytest.raises(redemptions.UnknownQuote):
        await shop.redeem(ming, quoted)
    assert await shop.balance(fang) == 100


async def test_an_unknown_quote_is_refused(a_shop: AShop, a_member: AMember) -> None:
    shop, fang = await a_shop(), await a_member()
    with pytest.raises(redemptions.UnknownQuote):
        await redemptions.redeem(shop.program, quote_id=uuid4(), member_id=fang.id, at=shop.at)


async def test_a_limit_holds_against_quotes_taken_before(a_shop: AShop, a_member: AMember) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 500)
    reward = await shop.offer(100, limit=2)
    quotes = [await shop.quote(fang, reward) for _ in range(4)]
    answers = await asyncio.gather(
        *(shop.redeem(fang, quoted) for quoted in quotes), return_exceptions=True
    )
    assert outcomes(answers) == {"Redeemed": 2, "LimitReached": 2}
    with pytest.raises(redemptions.LimitReached) as refused:
        await shop.quote(fang, reward)
    assert refused.value.facts == {"limit": 2}


async def test_a_redemption_keeps_the_version_that_was_quoted(
    a_shop: AShop, a_member: AMember, at: datetime
) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 500)
    reward = await shop.offer(100)
    quoted = await shop.quote(fang, reward)
    dearer = {"points": 300, "title": {"zh-Hans": "全车保养", "en": "Full service"}}
    await catalog.change_reward(
        shop.program, merchant_id=shop.merchant_id, reward_id=reward.id, changes=dearer, at=at
    )
    await catalog.publish_reward(
        shop.program, merchant_id=shop.merchant_id, reward_id=reward.id, at=at
    )
    bought = await shop.redeem(fang, quoted)
    assert (bought.version, bought.points) == (1, 100)
    assert bought.voucher.title["en"] == "Basic service"
    assert (await shop.quote(fang, reward)).points == 300


async def test_a_member_notified_by_the_caller_gets_no_notice(
    a_shop: AShop, a_member: AMember
) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 100)
    await shop.redeem(fang, await shop.quote(fang, await shop.offer(100)), notified=True)
    codes = [notice.code for notice in await notifications.recent(fang.id)]
    assert codes == ["purchases-earned"]


async def test_a_redemption_joins_the_callers_transaction(a_shop: AShop, a_member: AMember) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 100)
    quoted = await shop.quote(fang, await shop.offer(100))

    async def undone() -> None:
        async with db.transaction():
            await shop.redeem(fang, quoted)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await undone()
    assert await shop.balance(fang) == 100


async def test_a_voucher_lives_as_long_as_its_version_says(
    a_shop: AShop, a_member: AMember
) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 100)
    bought = await shop.buy(fang, await shop.offer(100, voucher_days=30))
    assert bought.voucher.ends_on == date(2025, 2, 9)
    assert bought.voucher.open(date(2025, 2, 9))
    assert not bought.voucher.open(date(2025, 2, 10))
