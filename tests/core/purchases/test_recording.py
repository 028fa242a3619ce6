"""Posting purchases: points, repeated calls and refusals."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from core import db, ledger, members, merchants, notifications, purchases
from core.errors import KeyReused, LoyaltyError
from core.program import Program
from core.purchases import Component, Item
from tests.core.purchases.conftest import PurchaseTill

AMember = Callable[..., Awaitable[members.Member]]
ATill = Callable[..., Awaitable[PurchaseTill]]
SECRET = b"a secret of thirty-two bytes....."


async def test_a_double_event_gives_base_and_event_in_two_lots(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    await till.hold_event("2")
    recorded = await till.sell(member, 300)
    assert recorded.components == (
        Component("base", 300, date(2026, 1, 9)),
        Component("event", 300, date(2026, 1, 9)),
    )
    assert (recorded.points, recorded.trimmed, recorded.debt_repaid, recorded.balance) == (
        600,
        0,
        0,
        600,
    )
    assert await till.balance(member) == 600
    assert (await till.budget()).reserved_fen == 6000
    assert await ledger.proof() == []


async def test_an_event_counts_by_when_the_purchase_happened(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    start, end = till.at - timedelta(hours=2), till.at - timedelta(hours=1)
    await till.hold_event("2", starts_at=start, ends_at=end)
    inside = await till.sell(member, 100, occurred_at=start)
    outside = await till.sell(member, 100, occurred_at=end)
    assert (inside.points, outside.points) == (200, 100)


async def test_the_rate_in_force_when_it_happened_counts(
    program: Program, a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    later = till.at + timedelta(days=60)
    await merchants.set_rate(
        program,
        merchant_id=till.merchant_id,
        points_per_yuan=Decimal(2),
        holds_from=later,
        at=till.at,
    )
    before = await till.sell(member, 100, occurred_at=later - timedelta(seconds=1), at=later)
    after = await till.sell(member, 100, occurred_at=later, at=later)
    assert (before.points, after.points) == (100, 200)


async def test_a_repeated_purchase_gets_the_stored_answer(a_till: ATill, a_member: AMember) -> None:
    till, member = await a_till(), await a_member()
    first = await till.sell(member, 300, receipt="R")
    await till.sell(member, 50)
    again = await till.sell(
        member,
        300,
        receipt="R",
        occurred_at=till.at - timedelta(hours=1),
        named=members.ByNumber(member.number),
        items=[Item("", "", 30000)],
    )
    assert again.replayed
    assert replace(again, replayed=False) == first
    assert again.purchase_id == first.purchase_id
    assert await till.balance(member) == 350


@pytest.mark.parametrize(
    "change",
    [
        {"yuan": 301},
        {"channel": "online"},
        {"items": [Item("", "", 30000, green=True)]},
        {"items": [Item("", "", 30000, attributes={"size": "L"})]},
        {"items": [Item("", "", 15000), Item("", "", 15000)]},
    ],
)
async def test_other_content_under_a_receipt_is_refused(
    a_till: ATill, a_member: AMember, change: dict[str, Any]
) -> None:
    till, member = await a_till(), await a_member()
    await till.sell(member, 300, receipt="R")
    with pytest.raises(KeyReused):
        await till.sell(member, change.pop("yuan", 300), receipt="R", **change)
    with pytest.raises(KeyReused):
        await till.sell(await a_member(), 300, receipt="R")
    assert await till.balance(member) == 300


async def test_a_receipt_is_the_merchants_own(a_till: ATill, a_member: AMember) -> None:
    till, other, member = await a_till(), await a_till(), await a_member()
    assert not (await till.sell(member, 100, receipt="R")).replayed
    assert not (await other.sell(member, 200, receipt="R")).replayed


async def test_beyond_the_budget_nothing_is_written_and_a_top_up_lets_it_pass(
    program: Program, a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(budget_fen=1000), await a_member()
    with pytest.raises(merchants.BudgetExhausted) as refused:
        await till.sell(member, 101, receipt="R")
    assert refused.value.facts == {"needed_fen": 1010, "headroom_fen": 1000}
    async with db.reading() as connection:
        for table in ("purchase", "entry", "lot", "movement", "notice"):
            assert await connection.fetchval(f"SELECT count(*) FROM {table}") == 0
    await merchants.add_budget(
        program, merchant_id=till.merchant_id, fen=10, key="top-up", at=till.at
    )
    assert (await till.sell(member, 101, receipt="R")).points == 101
    assert (await till.budget()).headroom_fen == 0
    assert (await till.sell(member, 101, receipt="R")).replayed


async def test_the_value_cap_trims_and_says_so(
    program: Program, a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(rate=Decimal(2)), await a_member()
    await till.hold_event("2")
    recorded = await till.sell(member, 100)
    assert (recorded.points, recorded.trimmed) == (300, 100)
    assert [(component.kind, component.points) for component in recorded.components] == [
        ("base", 200),
        ("event", 100),
    ]


@pytest.mark.parametrize(
    ("occurred", "error"),
    [
        (timedelta(minutes=5, seconds=1), purchases.PurchaseInFuture),
        (-timedelta(days=400, seconds=1), purchases.PurchaseTooOld),
        (-timedelta(days=390), purchases.BornExpired),
    ],
)
async def test_a_purchase_out_of_time_is_refused(
    a_till: ATill, a_member: AMember, occurred: timedelta, error: type[LoyaltyError]
) -> None:
    till, member = await a_till(), await a_member()
    with pytest.raises(error):
        await till.sell(member, 100, occurred_at=till.at + occurred)


async def test_items_that_do_not_sum_to_the_amount_are_refused(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    with pytest.raises(purchases.ItemsDoNotAddUp) as refused:
        await till.sell(member, 100, items=[Item("", "", 9999)])
    assert refused.value.facts == {"amount_fen": 10000, "items_fen": 9999}


async def test_a_purchase_too_small_for_a_point_is_kept_without_points(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(rate=Decimal("0.001")), await a_member()
    assert (await till.sell(member, 100, receipt="R")).points == 0
    assert (await till.sell(member, 100, receipt="R")).replayed
    assert await ledger.history(member.id) == []


async def test_a_member_code_earns_once_and_a_repeated_call_does_not_need_it(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    code = await members.code(member_id=member.id, secret=SECRET, at=till.at)
    reference = members.parse_reference(code.text, secret=SECRET, at=till.at)
    await till.sell(member, 10, receipt="R1", named=reference)
    with pytest.raises(members.CodeSpent):
        await till.sell(member, 20, receipt="R2", named=reference)
    assert (await till.sell(member, 10, receipt="R1", named=reference)).replayed
    later = till.at + timedelta(seconds=61)
    ended = members.parse_reference(code.text, secret=SECRET, at=later)
    assert (await till.sell(member, 10, receipt="R1", named=ended, at=later)).replayed
    with pytest.raises(members.CodeEnded):
        await till.sell(member, 20, receipt="R2", named=ended, at=later)


async def test_a_refused_purchase_spends_no_code(a_till: ATill, a_member: AMember) -> None:
    till, member = await a_till(budget_fen=10), await a_member()
    code = await members.code(member_id=member.id, secret=SECRET, at=till.at)
    reference = members.parse_reference(code.text, secret=SECRET, at=till.at)
    with pytest.raises(merchants.BudgetExhausted):
        await till.sell(member, 2, named=reference)
    assert (await till.sell(member, 1, named=reference)).points == 1


async def test_the_member_is_notified_once_in_the_same_transaction(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    await till.sell(member, 100, receipt="R")
    await till.sell(member, 100, receipt="R")
    old = till.at - timedelta(days=30)
    await till.sell(member, 100, channel="file", occurred_at=old)
    notices = await notifications.recent(member.id)
    assert [notice.code for notice in notices] == ["purchases-earned"]
    assert notices[0].facts["points"] == 100
    assert notices[0].facts["balance"] == 100


async def test_a_purchase_inside_a_command_is_rolled_back_with_it(
    program: Program, a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()

    @db.command
    async def sell_and_fail(program: Program) -> None:
        await till.sell(member, 100)
        raise KeyReused

    with pytest.raises(KeyReused):
        await sell_and_fail(program)
    assert await till.balance(member) == 0
    assert await ledger.history(member.id) == []


async def test_december_31_in_shanghai_is_still_december_at_four_in_the_afternoon_utc(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    at = datetime(2025, 12, 31, 15, 59, tzinfo=UTC)
    sold = await till.sell(member, 1, occurred_at=at, at=at)
    assert sold.components[0].expires_on == date(2026, 12, 30)
    later = at + timedelta(minutes=1)
    sold = await till.sell(member, 1, occurred_at=later, at=later)
    assert sold.components[0].expires_on == date(2026, 12, 31)
