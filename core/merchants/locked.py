"""Locks and changes many budgets at once in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from core import db
from core.merchants import rules
from core.merchants.answers import BudgetState
from core.merchants.rules import BudgetChange


async def lock_budgets(merchant_ids: Iterable[UUID]) -> dict[UUID, BudgetState]:
    """Lock these budgets until the end of the caller's transaction, and read them."""
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
