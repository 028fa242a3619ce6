"""Who issues and serves, with which budget, rates and staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core import db
from core.merchants import models, rules
from core.merchants.errors import UnknownMerchant


@dataclass(frozen=True)
class Merchant:
    """A business that takes part."""

    id: UUID
    name: str
    licence: str
    added_at: datetime


def merchant_of(row: models.Merchant) -> Merchant:
    """One row of the table as the outside sees it."""
    return Merchant(row.id, row.name, row.licence, row.added_at)


async def by_api_key(key: str) -> Merchant | None:
    """The merchant that this key speaks for; None if there is none, or it was revoked."""
    async with db.reading() as connection:
        row = await connection.fetchrow(
            "SELECT m.id, m.name, m.licence, m.added_at"
            " FROM api_key k JOIN merchant m ON m.id = k.merchant_id"
            " WHERE k.hash = $1 AND k.revoked_at IS NULL",
            rules.secret_hash(key),
        )
    return row and Merchant(**row)


async def by_id(merchant_id: UUID) -> Merchant:
    """Raises UnknownMerchant."""
    row = await models.Merchant.get_or_none(id=merchant_id)
    if row is None:
        raise UnknownMerchant
    return merchant_of(row)


async def budget(merchant_id: UUID) -> rules.BudgetState:
    """Raises UnknownMerchant."""
    row = await models.Budget.get_or_none(merchant_id=merchant_id)
    if row is None:
        raise UnknownMerchant
    return rules.budget_state(
        topped_up_fen=row.topped_up_fen, reserved_fen=row.reserved_fen, spent_fen=row.spent_fen
    )
