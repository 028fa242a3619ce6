"""Budgets: topped up once for each key, never exceeded, locked in one order (RL-3)."""

from __future__ import annotations

import asyncio
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from core import compliance, db, merchants
from core.errors import KeyReused
from core.program import Program
from tests.conftest import AMerchant


async def test_a_top_up_counts_once_for_each_key(
    a_merchant: AMerchant, program: Program, at: datetime
) -> None:
    shop = (await a_merchant(budget_fen=100)).merchant
    topped_up = [
        await merchants.add_budget(program, merchant_id=shop.id, fen=50, key=key, at=at)
        for key in ("a", "a", "b")
    ]
    assert [answer.budget.headroom_fen for answer in topped_up] == [150, 150, 200]
    assert [answer.replayed for answer in topped_up] == [False, True, False]
    acts = await compliance.acts(subject=f"merchant:{shop.id}")
    assert [act.name for act in acts].count("budget-topped-up") == 2


async def test_a_repeated_top_up_answers_with_the_budget_of_the_first_time(
    a_merchant: AMerchant, program: Program, at: datetime
) -> None:
    shop = (await a_merchant(budget_fen=100)).merchant
    first, _, again = [
        await merchants.add_budget(program, merchant_id=shop.id, fen=50, key=key, at=at)
        for key in ("a", "b", "a")
    ]
    assert (again.budget, again.replayed) == (first.budget, True)
    assert (await merchants.budget(shop.id)).headroom_fen == 200


async def test_twenty_top_ups_at_once_with_one_key_are_one(
    a_merchant: AMerchant, program: Program, at: datetime
) -> None:
    shop = (await a_merchant(budget_fen=0)).merchant
    answers = await asyncio.gather(
        *(
            merchants.add_budget(program, merchant_id=shop.id, fen=50, key="a", at=at)
            for _ in range(20)
        )
    )
    assert {answer.budget for answer in answers} == {merchants.BudgetState(50, 0, 0, 50)}
    assert sum(not answer.replayed for answer in answers) == 1


async def test_a_key_with_other_content_is_refused(
    a_merchant: AMerchant, program: Program, at: datetime
) -> None:
    shop = (await a_merchant()).merchant
    await merchants.add_budget(program, merchant_id=shop.id, fen=50, key="a", at=at)
    with pytest.raises(KeyReused):
        await merchants.add_budget(program, merchant_id=shop.id, fen=51, key="a", at=at)
    assert (await merchants.budget(shop.id)).topped_up_fen == 1_000_050


async def test_a_key_belongs_to_its_merchant(
    a_merchant: AMerchant, program: Program, at: datetime
) -> None:
    shops = [(await a_merchant()).merchant for _ in range(2)]
    for shop in shops:
        topped_up = await merchants.add_budget(program, merchant_id=shop.id, fen=50, key="a", at=at)
        assert (topped_up.budget.topped_up_fen, topped_up.replayed) == (1_000_050, False)


async def test_a_refused_top_up_uses_up_no_key(
    a_merchant: AMerchant, program: Program, at: datetime
) -> None:
    shop = (await a_merchant()).merchant
    with pytest.raises(merchants.TopUpNotPositive):
        await merchants.add_budget(program, merchant_id=shop.id, fen=0, key="a", at=at)
    topped_up = await merchants.add_budget(program, merchant_id=shop.id, fen=50, key="a", at=at)
    assert not topped_up.replayed


async def test_only_marketing_money_of_a_known_merchant_tops_up(
    a_merchant: AMerchant, program: Program, at: datetime
) -> None:
    shop = (await a_merchant()).merchant
    with pytest.raises(merchants.SourceNotMarketing):
        await merchants.add_budget(
            program, merchant_id=shop.id, fen=1, key="a", source="members", at=at
        )
    for fen in (0, -1):
        with pytest.raises(merchants.TopUpNotPositive):
            await merchants.add_budget(program, merchant_id=shop.id, fen=fen, key="a", at=at)
    with pytest.raises(merchants.UnknownMerchant):
        await merchants.add_budget(program, merchant_id=uuid4(), fen=1, key="a", at=at)


@db.command
async def change(changes: dict[UUID, merchants.BudgetChange]) -> dict[UUID, merchants.BudgetState]:
    locked = await merchants.locked.lock_budgets(changes)
    await merchants.locked.change_budgets(changes)
    return locked


async def test_a_batch_changes_many_budgets_at_once(a_merchant: AMerchant) -> None:
    shops = [(await a_merchant(budget_fen=100 * n)).merchant.id for n in (1, 2, 3)]
    locked = await change(
        {
            shops[0]: merchants.BudgetChange(reserve_fen=60),
            shops[1]: merchants.BudgetChange(reserve_fen=70),
        }
    )
    assert {shop: state.headroom_fen for shop, state in locked.items()} == {
        shops[0]: 100,
        shops[1]: 200,
    }
    await change({shops[0]: merchants.BudgetChange(reserve_fen=-20, spend_fen=20)})
    assert [await merchants.budget(shop) for shop in shops] == [
        merchants.BudgetState(100, 40, 20, 40),
        merchants.BudgetState(200, 70, 0, 130),
        merchants.BudgetState(300, 0, 0, 300),
    ]


async def test_no_batch_takes_more_than_there_is(a_merchant: AMerchant) -> None:
    shop = (await a_merchant(budget_fen=100)).merchant.id
    tried = await asyncio.gather(
        *(change({shop: merchants.BudgetChange(reserve_fen=30)}) for _ in range(8)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, merchants.BudgetExhausted) for answer in tried) == 5
    assert await merchants.budget(shop) == merchants.BudgetState(100, 90, 0, 10)


async def test_batches_over_the_same_merchants_wait_in_one_order(a_merchant: AMerchant) -> None:
    shops = [(await a_merchant(budget_fen=1000)).merchant.id for _ in range(5)]
    one_fen = merchants.BudgetChange(reserve_fen=1)
    await asyncio.gather(
        *(
            change(
                dict.fromkeys(shops[n % 5 :] + shops[: n % 5] if n % 2 else shops[::-1], one_fen)
            )
            for n in range(40)
        )
    )
    assert {(await merchants.budget(shop)).reserved_fen for shop in shops} == {40}
