"""Tops budgets up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core import compliance, db, keys
from core.merchants import locked, queries, rules
from core.merchants.answers import ToppedUp
from core.merchants.errors import SourceNotMarketing, TopUpNotPositive, UnknownMerchant
from core.program import Program


@db.command
@keys.repeatable("merchants-add-budget", caller="merchant_id")
async def add_budget(
    program: Program,
    *,
    merchant_id: UUID,
    fen: int,
    key: str,
    source: str = rules.MARKETING,
    at: datetime,
) -> ToppedUp:
    """Top up a marketing budget, once for each key of the merchant.

    Raises KeyReused, TopUpNotPositive, SourceNotMarketing, UnknownMerchant.
    """
    if fen <= 0:
        raise TopUpNotPositive(fen=fen)
    if source != rules.MARKETING:
        raise SourceNotMarketing(source=source)
    if not await locked.lock_budgets([merchant_id]):
        raise UnknownMerchant
    await db.connection().execute(
        "INSERT INTO top_up (merchant_id, fen, source, at) VALUES ($1, $2, $3, $4)",
        merchant_id,
        fen,
        source,
        at,
    )
    await db.connection().execute(
        "UPDATE budget SET topped_up_fen = topped_up_fen + $2 WHERE merchant_id = $1",
        merchant_id,
        fen,
    )
    await compliance.record(
        actor="programme",
        name="budget-topped-up",
        subject=f"merchant:{merchant_id}",
        at=at,
        rule="RL-3",
        fen=fen,
        source=source,
    )
    return ToppedUp(await queries.budget(merchant_id))
