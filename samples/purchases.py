"""A purchase, posted when it happens, and its refund."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from core import members, purchases
from core.program import Program


async def purchase(
    program: Program,
    *,
    merchant_id: UUID,
    member_id: UUID,
    amount_fen: int,
    receipt: str = "",
    at: datetime,
    **changes: Any,
) -> purchases.Recorded:
    """Record a purchase; without `receipt` it has one of its own.

    `changes` are other fields of NewPurchase, such as `items`, `channel` or `occurred_at`.
    """
    fields: dict[str, Any] = {"member": members.ById(member_id), "occurred_at": at} | changes
    posted = purchases.NewPurchase(
        merchant_id=merchant_id,
        receipt=receipt or uuid4().hex,
        amount_fen=amount_fen,
        at=at,
        **fields,
    )
    return await purchases.record(program, posted)


async def refund(
    program: Program,
    *,
    merchant_id: UUID,
    receipt: str,
    amount_fen: int | None,
    refund: str = "",
    at: datetime,
    **changes: Any,
) -> purchases.Refunded:
    """Refund a part of a purchase; without `refund`, its own number, it has a new one."""
    return await purchases.refund(
        program,
        merchant_id=merchant_id,
        receipt=receipt,
        refund=refund or uuid4().hex,
        amount_fen=amount_fen,
        at=at,
        **changes,
    )
