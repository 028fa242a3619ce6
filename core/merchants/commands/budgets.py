"""Tops budgets up, and lets a batch of purchases lock and change many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from core import compliance, db
from core.errors import KeyReused
from core.merchants import models, queries, rules
from core.merchants.errors import SourceNotMarketing, TopUpNotPositive, UnknownMerchant
from core.merchants.rules import BudgetChange, BudgetState
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
    if not await lock_budgets([merchant_id]):
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


async def lock_budgets(merchant_ids: Iterable[UUID]) -> dict[UUID, BudgetState]:
    """Hold these budgets until the end of the caller's transaction, and what stands in them."""
    rows = await db.connection().fetch(
        "SELECT merchant_id, topped_up_fen, reserved_fen, spent_fen FROM budget"
        " WHERE merchant_id = ANY($1::uuid[]) ORDER BY merchant_id FOR UPDATE",
        list(merchant_ids),
    )
    return {
        merchant_id: rules.budget_state(
            topped_up_fen=topped_up, reserved_fen=reserved, spent_fen=spent
        )
        for merchant_id, topped_up, reserved, spent in rows
    }


async def change_budgets(changes: Mapping[UUID, BudgetChange]) -> None:
    """Reserve and spend in the caller's transaction, which holds these budgets' locks."""
    await db.connection().execute(
        "UPDATE budget b SET reserved_fen = b.reserved_fen + c.reserve,"
        " spent_fen = b.spent_fen + c.spend"
        " FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS c (merchant_id, reserve, spend)"
        " WHERE b.merchant_id = c.merchant_id",
        list(changes),
        [change.reserve_fen for change in changes.values()],
        [change.spend_fen for change in changes.values()],
    )
