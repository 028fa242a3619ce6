"""Refunds purchases: locks the budgets and the member, reads, decides and writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import orjson

from core import db, keys, ledger, members, merchants
from core.program import Program
from core.purchases import errors
from core.purchases.answers import Item, Refunded, Terms
from core.purchases.commands.write_refund import NewRefund, write
from core.purchases.rules.decide_refund import (
    EarlierRefund,
    RefundBatch,
    RefundedPurchase,
    decide,
)
from core.purchases.rules.purchase import RefundLine


def _content(amount_fen: int | None, items: Sequence[RefundLine] | None) -> tuple[object, ...]:
    """The order of the lines does not matter."""
    return amount_fen, items and sorted((item.line, item.amount_fen) for item in items)


@db.command
@keys.repeatable(
    "purchases-refund", caller="merchant_id", key=("receipt", "refund"), content=_content
)
async def refund(
    program: Program,
    *,
    merchant_id: UUID,
    receipt: str,
    refund: str,
    at: datetime,
    amount_fen: int | None = None,
    items: Sequence[RefundLine] | None = None,
) -> Refunded:
    """Take back the points of money given back, by `items` or else by `amount_fen`.

    Never from another member: what cannot be found is the member's debt to this merchant. The same
    refund id with the same content is answered with what was stored. Raises UnknownPurchase,
    UnknownLine, RefundExceedsPurchase, KeyReused.
    """
    purchase = await _purchase(merchant_id, receipt)
    held = await _lock(purchase)
    batch = RefundBatch(
        purchase=purchase,
        earlier=await _earlier(purchase.id),
        held=held,
        expired=await ledger.locked.expired_of(purchase.id),
        today=ledger.today(program, at),
    )
    taken = decide(batch, amount_fen=amount_fen, items=items)
    return await write(batch, NewRefund(refund, at), taken)


async def _purchase(merchant_id: UUID, receipt: str) -> RefundedPurchase:
    row = await db.connection().fetchrow(
        """SELECT p.id, p.member_id, p.items, p.terms, m.name
           FROM purchase p JOIN merchant m ON m.id = p.merchant_id
           WHERE p.merchant_id = $1 AND p.receipt = $2""",
        merchant_id,
        receipt,
    )
    if row is None:
        raise errors.UnknownPurchase(receipt=receipt)
    return RefundedPurchase(
        id=row["id"],
        merchant_id=merchant_id,
        merchant_name=row["name"],
        receipt=receipt,
        member_id=row["member_id"],
        items=tuple(Item.from_json(item) for item in orjson.loads(row["items"])),
        terms=Terms.from_json(orjson.loads(row["terms"])),
    )


async def _lock(purchase: RefundedPurchase) -> list[ledger.Held]:
    """Lock the budgets of every issuer that may be concerned, then the member; read after that.

    Which issuers are concerned is only known from the member's lots, so they are looked up first;
    an issuer that turned up in between means that the look-up is done again.
    """
    held = await ledger.locked.held_by(purchase.member_id)
    issuers = {purchase.merchant_id, *(lot.merchant_id for lot in held)}
    await merchants.locked.lock_budgets(issuers)
    await members.locked.lock([purchase.member_id])
    held = await ledger.locked.held_by(purchase.member_id)
    if not {lot.merchant_id for lot in held} <= issuers:
        raise db.TryAgain("an issuer turned up between the look-up and the lock")
    return held


async def _earlier(purchase_id: UUID) -> list[EarlierRefund]:
    """The purchase's refunds in the order in which they were made."""
    rows = await db.connection().fetch(
        "SELECT lines, expired FROM refund WHERE purchase_id = $1 ORDER BY id", purchase_id
    )
    return [EarlierRefund(orjson.loads(row["lines"]), row["expired"]) for row in rows]
