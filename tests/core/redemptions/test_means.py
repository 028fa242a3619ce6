"""Means of payment: the wallet, the family's purse, and the points that may be added to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core import members, redemptions
from tests.conftest import AMember
from tests.core.redemptions.conftest import AShop


async def test_alone_there_is_only_the_wallet(
    a_shop: AShop, a_member: AMember, at: datetime
) -> None:
    shop, fang = await a_shop(), await a_member()
    await shop.sell(fang, 300)
    means = await redemptions.means(shop.program, member_id=fang.id, at=at)
    assert (means.wallet, means.family, means.most) == (300, None, 300)
    assert not means.pays(1)
    assert means.fills(400) == 0


async def test_a_purse_can_be_filled_within_the_wallet_and_the_monthly_cap(
    a_shop: AShop, a_member: AMember, at: datetime
) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    await shop.family(fang, ming)
    for member in (fang, ming):
        await shop.sell(member, 500)
    await shop.contribute(ming, 400)

    async def means(member: members.Member, **family: Any) -> redemptions.Means:
        limits = shop.program.family.model_copy(update=family)
        program = shop.program.model_copy(update={"family": limits})
        return await redemptions.means(program, member_id=member.id, at=at)

    hers = await means(fang)
    assert (hers.wallet, hers.most) == (500, 500)
    assert [hers.pays(price) for price in (400, 401)] == [True, False]
    assert [hers.fills(price) for price in (400, 401, 900, 901)] == [0, 1, 500, 0]
    capped = await means(fang, monthly_cap=200)
    assert [capped.fills(price) for price in (600, 601)] == [200, 0]
    assert (await means(ming)).fills(500) == 100
    assert (await means(ming, monthly_cap=400)).fills(500) == 0
