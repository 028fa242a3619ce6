"""Vouchers: verified once, by their own merchant, within their time."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from core import members, redemptions
from core.errors import KeyReused
from tests.conftest import AMember
from tests.core.redemptions.conftest import AShop, RewardShop, outcomes

DAY = timedelta(days=1)


@pytest.fixture
async def shop(a_shop: AShop) -> RewardShop:
    return await a_shop()


@pytest.fixture
async def fang(a_member: AMember) -> members.Member:
    return await a_member()


@pytest.fixture
async def bought(shop: RewardShop, fang: members.Member) -> redemptions.Redeemed:
    await shop.sell(fang, 100)
    return await shop.buy(fang, await shop.offer(100))


async def verify(
    shop: RewardShop, code: str, request: str = "r-1", *, till: str | None = "till 3", at: datetime
) -> redemptions.Verified:
    return await redemptions.verify(
        shop.program, code=code, merchant_id=shop.merchant_id, request=request, till=till, at=at
    )


async def test_a_voucher_is_taken_once(
    shop: RewardShop, fang: members.Member, bought: redemptions.Redeemed, at: datetime
) -> None:
    taken = await verify(shop, bought.voucher.code, at=at)
    assert (taken.points, taken.title["en"], taken.replayed) == (100, "Basic service", False)
    again = await verify(shop, bought.voucher.code, till="till 9", at=at + DAY)
    assert (again.verified_at, again.till, again.replayed) == (at, "till 3", True)
    with pytest.raises(redemptions.VoucherUsed) as refused:
        await verify(shop, bought.voucher.code, "r-2", at=at + DAY)
    assert refused.value.facts == {"at": at, "till": "till 3"}
    [shown] = await redemptions.vouchers(fang.id)
    assert (shown.verified_at, shown.till) == (at, "till 3")


async def test_a_request_takes_one_voucher_only(
    shop: RewardShop, fang: members.Member, bought: redemptions.Redeemed, at: datetime
) -> None:
    await shop.sell(fang, 100)
    other = await shop.buy(fang, await shop.offer(100))
    await verify(shop, bought.voucher.code, at=at)
    with pytest.raises(KeyReused):
        await verify(shop, other.voucher.code, at=at)


async def test_of_two_tills_at_once_one_takes_it(
    shop: RewardShop, bought: redemptions.Redeemed, at: datetime
) -> None:
    answers = await asyncio.gather(
        *(verify(shop, bought.voucher.code, f"r-{n}", at=at) for n in range(8)),
        return_exceptions=True,
    )
    assert outcomes(answers) == {"Verified": 1, "VoucherUsed": 7}


async def test_a_code_may_be_typed_in_any_way(
    shop: RewardShop, bought: redemptions.Redeemed, at: datetime
) -> None:
    typed = bought.voucher.spoken.lower().replace("0", "o").replace("1", "l")
    assert (await verify(shop, f" {typed} ", at=at)).code == bought.voucher.code


async def test_another_merchants_till_knows_nothing_of_it(
    a_shop: AShop, bought: redemptions.Redeemed, at: datetime
) -> None:
    with pytest.raises(redemptions.UnknownVoucher):
        await verify(await a_shop(), bought.voucher.code, at=at)


@pytest.mark.parametrize("code", ["", "ABC", "UUUU-UUUU-UUUU", "0000-0000-0000", "x" * 99])
async def test_a_malformed_voucher_code_is_unknown(
    shop: RewardShop, code: str, at: datetime
) -> None:
    with pytest.raises(redemptions.UnknownVoucher):
        await verify(shop, code, at=at)


async def test_a_voucher_is_good_through_its_last_day(
    shop: RewardShop, bought: redemptions.Redeemed, at: datetime
) -> None:
    after = at + 31 * DAY
    with pytest.raises(redemptions.VoucherEnded) as refused:
        await verify(shop, bought.voucher.code, at=after)
    assert refused.value.facts == {"ended_on": bought.voucher.ends_on}
    assert (await verify(shop, bought.voucher.code, at=at + 30 * DAY)).code


async def test_a_voucher_is_seen_by_its_holder_only(
    a_member: AMember, fang: members.Member, bought: redemptions.Redeemed
) -> None:
    assert (await redemptions.voucher(fang.id, bought.voucher.spoken)) == bought.voucher
    stranger = await a_member(name="李明")
    with pytest.raises(redemptions.UnknownVoucher):
        await redemptions.voucher(stranger.id, bought.voucher.code)


async def test_vouchers_to_be_used_come_first(
    shop: RewardShop, fang: members.Member, bought: redemptions.Redeemed, at: datetime
) -> None:
    await shop.sell(fang, 100)
    other = await shop.buy(fang, await shop.offer(50, voucher_days=90))
    sooner = await shop.buy(fang, await shop.offer(50, voucher_days=7))
    await verify(shop, bought.voucher.code, at=at)
    shown = [voucher.code for voucher in await redemptions.vouchers(fang.id)]
    assert shown == [sooner.voucher.code, other.voucher.code, bought.voucher.code]


async def test_a_clock_that_goes_back_between_two_acts_breaks_no_promise(
    a_shop: AShop, a_member: AMember, at: datetime
) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 100)
    quoted = await shop.quote(fang, await shop.offer(100))
    bought = await shop.redeem(fang, quoted, at=at - timedelta(seconds=3))
    assert bought.redeemed_at == at, "a redemption is never before its quote"
    again = await shop.redeem(fang, quoted, at=at - timedelta(seconds=5))
    assert (again.replayed, again.redeemed_at) == (True, at)
    taken = await redemptions.verify(
        shop.program,
        code=bought.voucher.code,
        merchant_id=shop.merchant_id,
        request="R",
        at=at - timedelta(seconds=4),
    )
    assert taken.code == bought.voucher.code
