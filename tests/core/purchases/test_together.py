"""Concurrent purchases: a receipt is written once, and a budget is issued to its last point."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from core import ledger, members, merchants, purchases
from core.program import Program
from core.purchases import NewPurchase
from tests.core.purchases.conftest import PurchaseTill

AMember = Callable[..., Awaitable[members.Member]]
ATill = Callable[..., Awaitable[PurchaseTill]]


async def test_twenty_equal_calls_at_once_are_one_entry_and_twenty_equal_answers(
    a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    calls = [till.sell(member, 300, receipt="R") for _ in range(20)]
    answers = await asyncio.gather(*calls)
    assert sum(not answer.replayed for answer in answers) == 1
    assert len({replace(answer, replayed=False) for answer in answers}) == 1
    assert len(await ledger.history(member.id)) == 1


async def test_two_processes_with_one_receipt_write_it_once(
    program: Program, a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(), await a_member()
    purchase = NewPurchase(till.merchant_id, "R", members.ById(member.id), 10000, till.at, till.at)
    # Called directly, each is a transaction on a connection of its own, as in two processes.
    calls = [purchases.record_many(program, purchases=[purchase]) for _ in range(8)]
    answers = [answer for batch in await asyncio.gather(*calls) for answer in batch]
    assert sum(not getattr(answer, "replayed", True) for answer in answers) == 1
    assert await till.balance(member) == 100


async def test_sixty_four_callers_issue_a_budget_to_the_last_point(
    a_till: ATill, a_member: AMember
) -> None:
    till = await a_till(budget_fen=5000)
    people = [await a_member() for _ in range(4)]
    calls = [till.sell(people[number % 4], 10) for number in range(64)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    issued = [answer for answer in answers if isinstance(answer, purchases.Recorded)]
    refused = [answer for answer in answers if isinstance(answer, merchants.BudgetExhausted)]
    assert (len(issued), len(refused)) == (50, 14)
    assert (await till.budget()).headroom_fen == 0
    assert await ledger.proof() == []


async def test_a_batch_decides_each_purchase_as_if_it_came_alone(
    program: Program, a_till: ATill, a_member: AMember
) -> None:
    till, member = await a_till(budget_fen=2500), await a_member()

    def purchase(receipt: str, yuan: int, who: members.Reference | None = None) -> NewPurchase:
        return NewPurchase(
            till.merchant_id,
            receipt,
            who or members.ById(member.id),
            yuan * 100,
            till.at,
            till.at,
        )

    stranger = members.ByNumber(members.number_of(7))
    answers = await purchases.record_many(
        program,
        purchases=[
            purchase("A", 100),
            purchase("A", 100),
            purchase("A", 101),
            purchase("B", 50, stranger),
            purchase("C", 200),
            purchase("D", 150),
            purchase("E", 1),
        ],
    )
    assert [getattr(answer, "code", None) or answer.replayed for answer in answers] == [  # type: ignore[union-attr]
        False,
        True,
        "key-reused",
        "members-unknown",
        "budget-exhausted",
        False,
        "budget-exhausted",
    ]
    assert await till.balance(member) == 250
