"""Queries about merchants, their budgets, rates and staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from core import db
from core.merchants import models, rules
from core.merchants.answers import BudgetState, Merchant, Staff, StaffOffer
from core.merchants.errors import (
    InvitationEnded,
    InvitationUnknown,
    InvitationUsed,
    UnknownMerchant,
)


def merchant_of(row: models.Merchant) -> Merchant:
    """The merchant of one row of the table."""
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
    return Merchant(**dict(row)) if row else None


async def by_id(merchant_id: UUID) -> Merchant:
    """Raises UnknownMerchant."""
    row = await models.Merchant.get_or_none(id=merchant_id)
    if row is None:
        raise UnknownMerchant
    return merchant_of(row)


async def budget(merchant_id: UUID) -> BudgetState:
    """Raises UnknownMerchant."""
    row = await models.Budget.get_or_none(merchant_id=merchant_id)
    if row is None:
        raise UnknownMerchant
    return rules.budget_state(
        topped_up_fen=row.topped_up_fen, reserved_fen=row.reserved_fen, spent_fen=row.spent_fen
    )


async def all() -> list[Merchant]:  # noqa: A001 - merchants.all() reads best
    """Every merchant by name."""
    return [merchant_of(row) for row in await models.Merchant.all().order_by("name", "id")]


async def rates(merchant_ids: Iterable[UUID]) -> dict[UUID, list[rules.Rate]]:
    """Every dated rate of these merchants, earliest first; one statement."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            "SELECT merchant_id, points_per_yuan, holds_from FROM rate"
            " WHERE merchant_id = ANY($1::uuid[]) ORDER BY merchant_id, holds_from NULLS FIRST",
            list(merchant_ids),
        )
    by_merchant: dict[UUID, list[rules.Rate]] = {}
    for merchant_id, points_per_yuan, holds_from in rows:
        by_merchant.setdefault(merchant_id, []).append(rules.Rate(points_per_yuan, holds_from))
    return by_merchant


async def staff_of(member_id: UUID) -> list[Staff]:
    """The member's roles: for the programme first, then for merchants by name."""
    rows = await models.Staff.filter(member_id=member_id).select_related("merchant")
    roles = [
        Staff(
            row.merchant.id if row.merchant else None,
            row.merchant.name if row.merchant else None,
            member_id,
            row.role,
            row.since,
        )
        for row in rows
    ]
    return sorted(roles, key=lambda staff: (staff.merchant_name or "", str(staff.merchant_id)))


async def invitation(token: str, *, member_id: UUID, at: datetime) -> StaffOffer:
    """The link's offer to this member; raises the same errors as `accept_invitation`."""
    row = await models.StaffInvitation.get_or_none(hash=rules.secret_hash(token)).select_related(
        "merchant"
    )
    row = offered(row, member_id=member_id, at=at)
    return StaffOffer(row.merchant.name if row.merchant else None, row.role, row.ends_at)


def offered(
    row: models.StaffInvitation | None, *, member_id: UUID, at: datetime
) -> models.StaffInvitation:
    """The invitation if this member may open it or has opened it; raises the error otherwise."""
    if row is None:
        raise InvitationUnknown
    if row.used_at and row.used_by_id != member_id:
        raise InvitationUsed
    if not row.used_at and at >= row.ends_at:
        raise InvitationEnded(ended_at=row.ends_at)
    return row
