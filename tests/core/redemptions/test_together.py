"""Concurrent spending, moving, refunding and leaving: some are refused, and no point is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from uuid import uuid4

from core import expiry, families, ledger, members, purchases, redemptions
from core.errors import LoyaltyError
from tests.conftest import AMember
from tests.core.redemptions.conftest import AShop, RewardShop

ROUNDS = 6


async def sold(shop: RewardShop, member: members.Member, yuan: int) -> str:
    receipt = uuid4().hex
    await purchases.record(
        shop.program,
        purchases.NewPurchase(
            merchant_id=shop.merchant_id,
            receipt=receipt,
            member=members.ById(member.id),
            amount_fen=yuan * 100,
            occurred_at=shop.at,
            at=shop.at,
        ),
    )
    return receipt


async def withdraw(shop: RewardShop, member: members.Member, points: int) -> object:
    return await families.withdraw(
        shop.program, member_id=member.id, points=points, key=uuid4().hex, at=shop.at
    )


async def give_back(shop: RewardShop, receipt: str, yuan: int) -> purchases.Refunded:
    return await purchases.refund(
        shop.program,
        merchant_id=shop.merchant_id,
        receipt=receipt,
        refund=uuid4().hex,
        amount_fen=yuan * 100,
        at=shop.at,
    )


async def test_everything_at_once_loses_no_point(a_shop: AShop, a_member: AMember) -> None:
    tea, books = await a_shop(name="茶馆"), await a_shop(name="书店")
    people = [await a_member(name=f"member {number}") for number in range(4)]
    await tea.family(*people)
    receipts = []
    for member in people:
        receipts += [(shop, await sold(shop, member, 60)) for shop in (tea, books)]
        await tea.contribute(member, 80)
    reward = await tea.offer(17)
    calls: list[Awaitable[object]] = []
    for number in range(ROUNDS):
        for member in people:
            for source in ("purse", "wallet"):
                quoted = await tea.quote(member, reward, source=source)
                calls += [tea.redeem(member, quoted), tea.redeem(member, quoted)]
            calls += [withdraw(tea, member, 3), tea.contribute(member, 2), tea.sell(member, 5)]
        shop, receipt = receipts[number]
        calls += [give_back(shop, receipt, 40), expiry.expire(tea.program, at=tea.at)]
    calls.insert(
        len(calls) // 2,
        families.leave(tea.program, member_id=people[3].id, key="bye", at=tea.at),
    )
    answers = await asyncio.gather(*calls, return_exceptions=True)
    unexpected = [
        answer
        for answer in answers
        if isinstance(answer, BaseException) and not isinstance(answer, LoyaltyError)
    ]
    assert unexpected == []
    bought = {
        answer.redemption_id: answer
        for answer in answers
        if isinstance(answer, redemptions.Redeemed)
    }
    taken = sum(answer.clawed_back for answer in answers if isinstance(answer, purchases.Refunded))
    assert len(bought) > ROUNDS
    assert taken > 0
    held = sum([await tea.balance(member) for member in people])
    assert held == 4 * 120 + 4 * ROUNDS * 5 - 17 * len(bought) - taken - await repaid(people)
    assert await ledger.proof() == []


async def repaid(people: list[members.Member]) -> int:
    """The points of later purchases that repaid debts at once."""
    entries = [line for member in people for line in await ledger.history(member.id, limit=500)]
    return sum(-entry.points for entry in entries if entry.kind == "repay")
