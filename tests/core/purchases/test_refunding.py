"""Refunds: points of the remaining items, the member's own lots first, debts and repayment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

import samples
from core import ledger, members, notifications, purchases
from core.errors import KeyReused
from core.purchases import Item, RefundLine
from tests.core.purchases.conftest import PurchaseTill

AMember = Callable[..., Awaitable[members.Member]]
ATill = Callable[..., Awaitable[PurchaseTill]]


async def test_a_refund_takes_exactly_its_points_back(a_till: ATill, a_member: AMember) -> None:
    till, member = await a_till(), await a_member()
    await till.hold_event("2")
    await till.sell(member, 300, receipt="R")
    refunded = await till.give_back("R", "1", 100)
    assert (refunded.points, refunded.clawed_back, refunded.debt, refunded.balance) == (
        200,
        200,
        0,
        400,
    )
    line = (await ledger.history(member.id))[0]
    assert (line.kind, line.points) == ("claw_back", -200)
    assert [(part.component, part.points) for part in line.components] == [
        ("base", 100),
        ("event", 100),
    ]
    assert (await till.budget()).reserved_fen == 4000
    assert await ledger.proof() == []


async def test_points_are_recomputed_for_the_remaining_items(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    items = [Item("a", "", 150), Item("b", "", 150)]
    sold = await till.sell(member, 3, receipt="R", items=items)
    assert sold.points == 3
    first = await till.give_back("R", "1", items=[RefundLine(1, 150)])
    assert first.clawed_back == 2  # 1.50 yuan remain: one point
    second = await till.give_back("R", "2", items=[RefundLine(2, 150)])
    assert second.clawed_back == 1


async def test_a_refund_of_a_line_takes_the_points_of_that_line(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    items = [Item("green", "", 10000, green=True), Item("plain", "", 10000)]
    await till.sell(member, 200, receipt="R", items=items)
    assert (await till.give_back("R", "1", items=[RefundLine(2, 10000)])).clawed_back == 100
    assert (await till.give_back("R", "2", items=[RefundLine(1, 10000)])).clawed_back == 200


async def test_the_same_refund_again_is_answered_as_before(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    await till.sell(member, 300, receipt="R")
    first = await till.give_back("R", "1", 100)
    await till.sell(member, 10)
    again = await till.give_back("R", "1", 100)
    assert again.replayed
    assert (again.clawed_back, again.balance) == (first.clawed_back, first.balance)
    with pytest.raises(KeyReused):
        await till.give_back("R", "1", 99)
    with pytest.raises(KeyReused):
        await till.give_back("R", "1", items=[RefundLine(1, 10000)])


async def test_more_than_remains_is_refused(a_till: ATill, a_member: AMember) -> None:
    till, member = await a_till(), await a_member()
    await till.sell(member, 300, receipt="R")
    await till.give_back("R", "1", 250)
    with pytest.raises(purchases.RefundExceedsPurchase) as refused:
        await till.give_back("R", "2", 51)
    assert refused.value.facts == {"remaining_fen": 5000, "asked_fen": 5100}
    with pytest.raises(purchases.RefundExceedsPurchase):
        await till.give_back("R", "2", items=[RefundLine(1, 2501), RefundLine(1, 2500)])
    with pytest.raises(purchases.UnknownLine):
        await till.give_back("R", "2", items=[RefundLine(2, 1)])
    with pytest.raises(purchases.UnknownPurchase):
        await till.give_back("never", "1", 1)
    assert (await till.give_back("R", "2", 50)).balance == 0


async def test_ten_times_buy_and_refund_leaves_nothing(a_till: ATill, a_member: AMember) -> None:
    till, member = await a_till(), await a_member()
    await till.hold_event("1.5")
    for number in range(10):
        await till.sell(member, 77, receipt=f"R{number}")
        assert (await till.give_back(f"R{number}", "1", 77)).balance == 0
    assert (await till.budget()).reserved_fen == 0
    assert await ledger.proof() == []


async def test_missing_points_are_taken_from_the_members_other_lots_soonest_first(
    a_till: ATill, a_member: AMember
) -> None:
    till, other, member = await a_till(), await a_till(), await a_member()
    await till.sell(member, 100, receipt="bought", occurred_at=till.at - timedelta(days=30))
    await _spend(till, member, 60)
    await other.sell(member, 40, receipt="late")
    await other.sell(member, 30, receipt="soon", occurred_at=till.at - timedelta(days=90))
    refunded = await till.give_back("bought", "1", 100)
    assert (refunded.clawed_back, refunded.debt) == (100, 0)
    ends = await ledger.balance(member.id, today=ledger.today(till.program, till.at))
    assert [lot.points for lot in ends.expiring] == [10]
    assert (await other.budget()).reserved_fen == 100


async def test_missing_points_become_debt_and_the_next_purchases_repay_it(
    a_till: ATill, a_member: AMember
) -> None:
    till, other, member = await a_till(), await a_till(), await a_member()
    await till.sell(member, 100, receipt="R")
    await _spend(till, member, 100)
    refunded = await till.give_back("R", "1", 100)
    assert (refunded.points, refunded.clawed_back, refunded.debt, refunded.balance) == (
        100,
        0,
        100,
        0,
    )
    first = await other.sell(member, 60)
    assert (first.points, first.debt_repaid, first.balance) == (60, 60, 0)
    assert [debt.remaining for debt in await ledger.debts(member.id)] == [40]
    second = await till.sell(member, 60)
    assert (second.points, second.debt_repaid, second.balance) == (60, 40, 20)
    assert await ledger.debts(member.id) == []
    kinds = [line.kind for line in await ledger.history(member.id)]
    assert kinds == ["repay", "earn", "repay", "earn", "redeem", "earn"]
    assert (await other.budget()).reserved_fen == 0


async def test_a_debt_is_repaid_from_base_before_event(a_till: ATill, a_member: AMember) -> None:
    till, member = await a_till(), await a_member()
    await till.sell(member, 120, receipt="R")
    await _spend(till, member, 120)
    await till.give_back("R", "1", 120)
    await till.hold_event("2")
    assert (await till.sell(member, 100)).debt_repaid == 120
    repaid = (await ledger.history(member.id))[0]
    assert [(part.component, part.points) for part in repaid.components] == [
        ("base", 100),
        ("event", 20),
    ]


async def test_nobody_pays_for_another(a_till: ATill, a_member: AMember) -> None:
    till, spender, neighbour = await a_till(), await a_member(), await a_member()
    await till.sell(neighbour, 500)
    await till.sell(spender, 100, receipt="R")
    await _spend(till, spender, 100)
    assert (await till.give_back("R", "1", 100)).debt == 100
    assert await till.balance(neighbour) == 500


async def test_refunds_at_once_never_give_back_more_than_was_paid(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    await till.sell(member, 100, receipt="R")
    calls = [till.give_back("R", str(number), 30) for number in range(8)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    done = [answer for answer in answers if isinstance(answer, purchases.Refunded)]
    assert len(done) == 3
    assert all(
        isinstance(answer, purchases.Refunded | purchases.RefundExceedsPurchase)
        for answer in answers
    )
    assert await till.balance(member) == 10
    assert await ledger.proof() == []


async def test_the_member_is_notified_of_a_refund(a_till: ATill, a_member: AMember) -> None:
    till, member = await a_till(), await a_member()
    await till.sell(member, 100, receipt="R")
    await till.give_back("R", "1", 40)
    notice = (await notifications.recent(member.id))[0]
    assert notice.code == "purchases-clawed-back"
    assert notice.facts == {"points": 40, "merchant": "好邻居超市", "balance": 60, "debt": 0}


async def _spend(till: PurchaseTill, member: members.Member, points: int) -> None:
    """Redeem a reward of this merchant for `points`."""
    await samples.redemption_of_points(
        till.program,
        member_id=member.id,
        merchant_id=till.merchant_id,
        points=points,
        at=till.at,
    )
