"""Paying from a family's purse: each member pays with their own points and is notified."""

from __future__ import annotations

import asyncio
from datetime import datetime
from uuid import uuid4

import pytest

from core import db, families, ledger, notifications, redemptions
from core.redemptions.queries import paying_wallets
from tests.conftest import AMember
from tests.core.redemptions.conftest import AShop, outcomes


async def test_a_purse_pays_with_everybodys_share_and_says_whose(
    a_shop: AShop, a_member: AMember, at: datetime
) -> None:
    shop = await a_shop()
    fang, ming, an = await a_member(), await a_member(name="李明"), await a_member(name="小安")
    family = await shop.family(fang, ming, an)
    service = await shop.offer(5000)
    for member, yuan in ((fang, 2300), (ming, 1900), (an, 800)):
        await shop.sell(member, yuan)
        with pytest.raises(redemptions.NotEnoughPoints):
            await shop.quote(member, service)
        await shop.contribute(member, yuan)
    quoted = await shop.quote(ming, service, source="purse", recipient_id=an.id)
    assert (quoted.balance, quoted.family_name) == (5000, family.name)
    bought = await shop.redeem(ming, quoted)
    assert [(payer.name, payer.points) for payer in bought.paid_by] == [
        ("王芳", 2300),
        ("李明", 1900),
        ("小安", 800),
    ]
    assert quoted.would_pay == bought.paid_by
    assert (bought.member_id, bought.voucher.member_id) == (ming.id, an.id)
    assert [await shop.balance(member) for member in (fang, ming, an)] == [0, 0, 0]
    assert [voucher.code for voucher in await redemptions.vouchers(an.id)] == [bought.voucher.code]
    assert await redemptions.vouchers(ming.id) == []
    assert await ledger.proof() == []


async def test_every_payer_and_the_recipient_are_notified_once(
    a_shop: AShop, a_member: AMember
) -> None:
    shop = await a_shop()
    fang, ming, an = await a_member(), await a_member(name="李明"), await a_member(name="小安")
    await shop.family(fang, ming, an)
    for member in (fang, ming):
        await shop.sell(member, 100)
        await shop.contribute(member, 100)
    quoted = await shop.quote(ming, await shop.offer(150), source="purse", recipient_id=an.id)
    bought = await shop.redeem(ming, quoted)
    await shop.redeem(ming, quoted)
    facts_by_name = {
        member.name: [
            notice.facts
            for notice in await notifications.recent(member.id)
            if notice.code.startswith("redemptions-")
        ]
        for member in (fang, ming, an)
    }
    assert {name: len(facts) for name, facts in facts_by_name.items()} == {
        "王芳": 1,
        "李明": 1,
        "小安": 1,
    }
    assert facts_by_name["小安"][0]["voucher"] == bought.voucher.spoken
    assert facts_by_name["王芳"][0]["points"] + facts_by_name["李明"][0]["points"] == 150


async def test_an_entry_names_the_redemption_it_paid_for(a_shop: AShop, a_member: AMember) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    await shop.family(fang, ming)
    for member, yuan in ((fang, 200), (ming, 100)):
        await shop.sell(member, yuan)
        await shop.contribute(member, yuan)
    bought = await shop.buy(ming, await shop.offer(300), source="purse")
    entries = {member.name: (await ledger.history(member.id))[0] for member in (fang, ming)}
    assert {entry.redemption_id for entry in entries.values()} == {bought.redemption_id}
    whole = await redemptions.behind(ming.id, entries["李明"].id)
    assert [(payer.name, payer.points) for payer in whole.paid_by] == [("李明", 100), ("王芳", 200)]
    part = await redemptions.behind(fang.id, entries["王芳"].id)
    assert [(payer.name, payer.points) for payer in part.paid_by] == [("王芳", 200)]
    assert (part.points, part.member_name) == (300, "李明")
    earned = (await ledger.history(fang.id))[-1]
    for member_id, entry_id in ((fang.id, entries["李明"].id), (fang.id, earned.id)):
        with pytest.raises(redemptions.UnknownRedemption):
            await redemptions.behind(member_id, entry_id)


async def test_a_purse_that_shrank_is_refused(a_shop: AShop, a_member: AMember) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    await shop.family(fang, ming)
    for member in (fang, ming):
        await shop.sell(member, 100)
        await shop.contribute(member, 100)
    quoted = await shop.quote(fang, await shop.offer(200), source="purse")
    await families.withdraw(shop.program, member_id=ming.id, points=30, key=uuid4().hex, at=shop.at)
    with pytest.raises(redemptions.PurseShrank) as refused:
        await shop.redeem(fang, quoted)
    assert refused.value.facts == {"missing": 30, "balance": 170}


async def test_a_member_who_left_cannot_spend_from_the_purse(
    a_shop: AShop, a_member: AMember
) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    await shop.family(fang, ming)
    await shop.sell(fang, 100)
    await shop.contribute(fang, 100)
    quoted = await shop.quote(ming, await shop.offer(50), source="purse")
    await families.leave(shop.program, member_id=ming.id, key=uuid4().hex, at=shop.at)
    with pytest.raises(families.NotInFamily):
        await shop.redeem(ming, quoted)
    assert await shop.balance(fang) == 100


@pytest.mark.parametrize("source", ["wallet", "purse"])
@pytest.mark.parametrize("goes", [0, 1])
async def test_a_member_who_left_neither_receives_nor_gives_rewards(
    a_shop: AShop, a_member: AMember, source: str, goes: int
) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    an = await a_member(name="小安")
    await shop.family(an, fang, ming)
    await shop.sell(fang, 200)
    await shop.contribute(fang, 100)
    reward = await shop.offer(50)
    quoted = await shop.quote(fang, reward, source=source, recipient_id=ming.id)
    gone = (fang, ming)[goes]
    await families.leave(shop.program, member_id=gone.id, key=uuid4().hex, at=shop.at)
    with pytest.raises((redemptions.RecipientOutsideFamily, families.NotInFamily)):
        await shop.redeem(fang, quoted)
    assert await shop.balance(fang) == 200
    assert await redemptions.vouchers(ming.id) == []


async def test_a_member_who_leaves_after_the_purse_paid_keeps_their_remaining_points(
    a_shop: AShop, a_member: AMember
) -> None:
    shop = await a_shop()
    people = [await a_member(), await a_member(name="李明"), await a_member(name="小安")]
    await shop.family(*people)
    for member, yuan in zip(people, (2300, 1900, 800), strict=True):
        await shop.sell(member, yuan)
        await shop.contribute(member, yuan)
    bought = await shop.buy(people[0], await shop.offer(3000), source="purse")
    paid = {payer.member_id: payer.points for payer in bought.paid_by}
    left = [
        yuan - paid.get(member.id, 0)
        for member, yuan in zip(people, (2300, 1900, 800), strict=True)
    ]
    assert sum(left) == 2000
    gone = await families.leave(shop.program, member_id=people[1].id, key=uuid4().hex, at=shop.at)
    assert gone.returned == left[1]
    assert [await shop.balance(member) for member in people] == left
    assert await ledger.proof() == []


async def test_a_stranger_is_no_recipient(a_shop: AShop, a_member: AMember) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    await shop.sell(fang, 100)
    reward = await shop.offer(100)
    with pytest.raises(redemptions.RecipientOutsideFamily):
        await shop.quote(fang, reward, recipient_id=ming.id)
    with pytest.raises(families.NotInFamily):
        await shop.quote(fang, reward, source="purse")
    with pytest.raises(redemptions.UnknownSource):
        await shop.quote(fang, reward, source="bank")


@pytest.mark.parametrize("source", ["wallet", "purse"])
async def test_a_member_who_left_meanwhile_is_no_recipient(
    a_shop: AShop, a_member: AMember, source: str
) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    await shop.family(fang, ming)  # a member without purchases has no wallet, and may receive
    await shop.sell(fang, 200)
    await shop.contribute(fang, 100)
    reward = await shop.offer(50)
    quoted = await shop.quote(fang, reward, source=source, recipient_id=ming.id)
    assert (await shop.redeem(fang, quoted)).voucher.member_id == ming.id
    late = await shop.quote(fang, reward, source=source, recipient_id=ming.id)
    await families.leave(shop.program, member_id=ming.id, key=uuid4().hex, at=shop.at)
    with pytest.raises(redemptions.RecipientOutsideFamily):
        await shop.redeem(fang, late)
    assert await shop.balance(fang) == 150


async def test_a_purse_is_spent_by_many_at_once_and_never_twice(
    a_shop: AShop, a_member: AMember
) -> None:
    shop, fang, ming = await a_shop(), await a_member(), await a_member(name="李明")
    await shop.family(fang, ming)
    for member, yuan in ((fang, 20), (ming, 10)):
        await shop.sell(member, yuan)
        await shop.contribute(member, yuan)
    reward = await shop.offer(1)
    quotes = [
        (member, await shop.quote(member, reward, source="purse")) for member in (fang, ming) * 20
    ]
    answers = await asyncio.gather(
        *(shop.redeem(member, quoted) for member, quoted in quotes), return_exceptions=True
    )
    assert outcomes(answers) == {"Redeemed": 30, "PurseShrank": 10}
    assert await ledger.proof() == []


async def test_a_purse_is_the_sum_of_the_shares_of_present_members(
    a_shop: AShop, a_member: AMember
) -> None:
    shop = await a_shop()
    fang, ming, gone = await a_member(), await a_member(), await a_member()
    family = await shop.family(fang, ming, gone)
    await families.leave(shop.program, member_id=gone.id, key=uuid4().hex, at=shop.at)
    async with db.transaction():
        shares = await ledger.locked.share_wallets([fang.id, ming.id])
        own = await ledger.locked.personal_wallets([gone.id])
        purse = await paying_wallets(family_ids=[family.id])
        alone = await paying_wallets(member_ids=[gone.id])
    assert {(share.member_id, share.wallet_id, share.joined_at) for share in purse} == {
        (member_id, wallet_id, shop.at) for member_id, wallet_id in shares.items()
    }
    assert [(wallet.member_id, wallet.wallet_id) for wallet in alone] == list(own.items())
