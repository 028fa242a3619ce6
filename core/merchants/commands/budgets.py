"""Tops budgets up."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core import compliance, db
from core.errors import KeyReused
from core.merchants import locked, models, queries, rules
from core.merchants.errors import SourceNotMarketing, TopUpNotPositive, UnknownMerchant
from core.merchants.rules import BudgetState
from core.program import Program


@db.command
async def add_budget(
    program: Program,
    *,
    merchant_id: UUID,
    fen: int,
    key: str,
    source: str = rules.MARKETING,
    at: datetime,
) -> BudgetState:
    """Top up a marketing budget, once for each key; raises KeyReused for other content."""
    if fen <= 0:
        raise TopUpNotPositive(fen=fen)
    if source != rules.MARKETING:
        raise SourceNotMarketing(source=source)
    if not await locked.lock_budgets([merchant_id]):
        raise UnknownMerchant
    new = await db.connection().fetchval(
        "INSERT INTO top_up (merchant_id, key, fen, source, at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (key) DO NOTHING RETURNING id",
        merchant_id,
        key,
        fen,
        source,
        at,
    )
    if new is None:
        first = await models.TopUp.get(key=key)
        if (first.merchant_id, first.fen) != (merchant_id, fen):
            raise KeyReused(key=key)
        return await queries.budget(merchant_id)
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
    return await queries.budget(merchant_id)
