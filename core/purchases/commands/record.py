"""Records purchases: a batch is one short transaction with a fixed number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import orjson

from core import catalog, db, families, ledger, members, merchants, randomness
from core.errors import LoyaltyError
from core.program import Program
from core.purchases.answers import Recorded
from core.purchases.commands.write import write
from core.purchases.rules.decide import PurchaseBatch, StoredPurchase, decide
from core.purchases.rules.purchase import NewPurchase

_STORED = """
SELECT p.id, p.merchant_id, p.receipt, p.member_id, p.fingerprint, p.points, p.answer
FROM purchase p JOIN unnest($1::uuid[], $2::text[]) sent(merchant_id, receipt)
    USING (merchant_id, receipt)
"""


async def _record_batch(
    program: Program, purchases: Sequence[NewPurchase]
) -> list[Recorded | LoyaltyError]:
    """Lock, read, decide in order, write: the whole of one batch, in the caller's transaction."""
    buyers = await members.find_many([purchase.member for purchase in purchases])
    batch = await _read(program, purchases, buyers)
    answers = [
        decide(batch, purchase, member, purchase_id=randomness.new_id())
        for purchase, member in zip(purchases, buyers, strict=True)
    ]
    if batch.accepted:
        await write(batch)
    return answers


@db.command
async def record_many(
    program: Program, *, purchases: Sequence[NewPurchase]
) -> list[Recorded | LoyaltyError]:
    """Decide purchases in the order given, each as if it came alone; write what is accepted.

    A refusal is a value in the answer and uses up nothing, not even its receipt. The same purchase
    again (merchant, receipt, member, amount, channel, items) is answered with what was stored.
    """
    return await _record_batch(program, purchases)


LANE = db.Lane(_record_batch)


async def record(program: Program, purchase: NewPurchase) -> Recorded:
    """Record one purchase; concurrent calls share one transaction (group commit).

    Raises what `record_many` would answer: BudgetExhausted, KeyReused, UnknownMember, CodeEnded,
    CodeSpent, ItemsDoNotAddUp, PurchaseTooOld, PurchaseInFuture, BornExpired.
    """
    return await LANE.submit(program, purchase)


async def _read(
    program: Program,
    purchases: Sequence[NewPurchase],
    buyers: Sequence[members.Member | None],
) -> PurchaseBatch:
    """Lock budgets, then members, the order of everybody; then read in later statements.

    A statement sees what was committed before it began: read together with the locks, it would see
    the rows as they were before the wait.
    """
    merchant_ids = {purchase.merchant_id for purchase in purchases}
    member_ids = {member.id for member in buyers if member is not None}
    budgets = await merchants.locked.lock_budgets(merchant_ids)
    await members.locked.lock(member_ids)
    happened = [purchase.occurred_at for purchase in purchases]
    today = ledger.today(program, max(purchase.at for purchase in purchases))
    standings = await ledger.locked.standings(member_ids, today=today)
    codes = [reference.code for purchase in purchases if (reference := purchase.code())]
    return PurchaseBatch(
        program=program,
        stored=await _stored(purchases),
        headroom_fen={merchant: budget.headroom_fen for merchant, budget in budgets.items()},
        rates=await merchants.rates(merchant_ids),
        events=await catalog.locked.multipliers(
            merchant_ids, earliest=min(happened), latest=max(happened)
        ),
        standings=standings,
        spent_codes=await members.spent_codes(codes) if codes else set(),
        contributing=await families.locked.contributing(program, member_ids, today=today),
    )


async def _stored(purchases: Sequence[NewPurchase]) -> dict[tuple[UUID, str], StoredPurchase]:
    """The purchases that stand under these receipts already."""
    rows = await db.connection().fetch(
        _STORED,
        [purchase.merchant_id for purchase in purchases],
        [purchase.receipt for purchase in purchases],
    )
    return {
        (row["merchant_id"], row["receipt"]): StoredPurchase(
            row["fingerprint"],
            Recorded.from_json(
                orjson.loads(row["answer"]),
                purchase_id=row["id"],
                member_id=row["member_id"],
                receipt=row["receipt"],
                points=row["points"],
            ),
        )
        for row in rows
    }
