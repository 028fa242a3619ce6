"""Paying from a wallet of many lots: only the needed lots are read, in their order."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from core import db, ledger, redemptions
from core.program import Program
from tests.conftest import AMember
from tests.core.redemptions.conftest import AShop, RewardShop


async def held_lots(shop: RewardShop, member_id: object) -> list[tuple[int, int]]:
    """The member's (lot, points), in the order of paying."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            """SELECT h.lot_id, h.points FROM wallet w JOIN holding h ON h.wallet_id = w.id
               JOIN lot l ON l.id = h.lot_id WHERE w.member_id = $1
               ORDER BY l.expires_on, l.earned_at, l.id""",
            member_id,
        )
    return [(row["lot_id"], row["points"]) for row in rows]


@pytest.mark.parametrize("points", [1, 7, 19, 20, 150, 299, 300])
async def test_the_first_lots_pay_any_price(a_shop: AShop, a_member: AMember, points: int) -> None:
    shop, fang = await a_shop(), await a_member()
    moments = [
        shop.at - timedelta(days=day, minutes=minute) for day in range(3) for minute in range(10)
    ]
    Random(points).shuffle(moments)
    for moment in moments:
        await shop.sell(fang, 10, at=moment)
    before = await held_lots(shop, fang.id)
    await shop.buy(fang, await shop.offer(points))
    left = points
    expected = []
    for lot, held in before:
        paid = min(held, left)
        left -= paid
        if held > paid:
            expected.append((lot, held - paid))
    assert await held_lots(shop, fang.id) == expected
    assert await ledger.proof() == []


async def test_a_refusal_knows_the_whole_balance_of_many_lots(
    a_shop: AShop, a_member: AMember
) -> None:
    shop, fang = await a_shop(), await a_member()
    for day in range(30):
        await shop.sell(fang, 10, at=shop.at - timedelta(days=day))
    quoted = await shop.quote(fang, await shop.offer(300))
    await shop.buy(fang, await shop.offer(2))
    with pytest.raises(redemptions.NotEnoughPoints) as refused:
        await shop.redeem(fang, quoted)
    assert refused.value.facts == {"missing": 2, "balance": 298}


async def test_a_payable_wallet_is_read_no_further_than_asked(
    program: Program, a_shop: AShop, a_member: AMember
) -> None:
    shop, fang = await a_shop(), await a_member()
    for day in range(30):
        await shop.sell(fang, 10, at=shop.at - timedelta(days=day))
    today = ledger.today(program, shop.at)

    @db.command
    async def payable(program: Program, *, points: int) -> ledger.Payable:
        del program
        (wallet_id,) = (await ledger.locked.personal_wallets([fang.id])).values()
        return (await ledger.locked.payable({wallet_id: points}, today=today))[wallet_id]

    few, all_of_it = await payable(program, points=15), await payable(program, points=301)
    assert (few.balance, len(few.held)) == (300, 2)
    assert (all_of_it.balance, len(all_of_it.held)) == (300, 30)
