"""Writes a refund: the claw-back, the debt, the budgets, the row and the notice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from core import db, ledger, merchants, notifications
from core.purchases.answers import Refunded
from core.purchases.rules.decide_refund import RefundBatch, RefundedPurchase, TakenBack


@dataclass(frozen=True, slots=True)
class NewRefund:
    """The merchant's own id of a refund, and its moment."""

    name: str
    at: datetime


async def write(batch: RefundBatch, refund: NewRefund, taken: TakenBack) -> Refunded:
    """Write one refund in the caller's transaction; the budgets and the member are locked."""
    purchase = batch.purchase
    clawed_back = taken.clawed_back
    left = ledger.without(batch.held, taken.slices)
    answer = Refunded(
        refund=refund.name,
        points=taken.points,
        clawed_back=clawed_back,
        debt=taken.debt,
        balance=sum(lot.points for lot in left if lot.expires_on >= batch.today),
    )
    refund_id = await _insert(purchase, refund, taken)
    if clawed_back:
        [entry_id] = (await ledger.locked.numbers(entries=1)).entries
        await ledger.locked.post(_posting(purchase, taken, entry_id, refund_id, refund.at))
        await _release(taken)
    if taken.debt:
        await ledger.locked.owe(
            member_id=purchase.member_id,
            merchant_id=purchase.merchant_id,
            refund_id=refund_id,
            points=taken.debt,
            at=refund.at,
        )
    if clawed_back or taken.debt:
        owed = sum(debt.points for debt in await ledger.owed(purchase.member_id))
        notice = _notice(purchase, refund_id, answer, owed=owed, at=refund.at)
        await notifications.put([notice], at=refund.at)
    return answer


async def _insert(purchase: RefundedPurchase, refund: NewRefund, taken: TakenBack) -> int:
    """Write the row of the refund; answers its id, by which entry and debt name it."""
    refund_id: int = await db.connection().fetchval(
        """INSERT INTO refund (purchase_id, name, amount_fen, lines, points, expired, at)
           VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7) RETURNING id""",
        purchase.id,
        refund.name,
        sum(taken.lines),
        orjson.dumps(taken.lines).decode(),
        taken.points,
        taken.expired,
        refund.at,
    )
    return refund_id


def _posting(
    purchase: RefundedPurchase, taken: TakenBack, entry_id: int, refund_id: int, at: datetime
) -> ledger.Posting:
    entry = ledger.NewEntry(
        id=entry_id,
        kind="claw_back",
        member_id=purchase.member_id,
        points=taken.clawed_back,
        at=at,
        purchase_id=purchase.id,
        refund_id=refund_id,
    )
    moves = [ledger.move(entry_id, drawn, ledger.CLAWED_BACK) for drawn in taken.slices]
    return ledger.Posting(entries=[entry], moves=moves)


async def _release(taken: TakenBack) -> None:
    """Release the budget of each lot's issuer by the points clawed back."""
    freed_fen: dict[UUID, int] = defaultdict(int)
    for drawn in taken.slices:
        freed_fen[drawn.held.merchant_id] += drawn.points * drawn.held.cost_fen
    await merchants.locked.change_budgets(
        {
            merchant: merchants.BudgetChange(reserve_fen=-fen, spend_fen=0)
            for merchant, fen in freed_fen.items()
        }
    )


def _notice(
    purchase: RefundedPurchase, refund_id: int, answer: Refunded, *, owed: int, at: datetime
) -> notifications.NewNotice:
    return notifications.NewNotice(
        key=f"purchases-clawed-back:{refund_id}",
        member_id=purchase.member_id,
        code="purchases-clawed-back",
        facts={
            "points": answer.clawed_back,
            "merchant": purchase.merchant_name,
            "balance": answer.balance,
            "debt": owed,
        },
        due_at=at,
    )
