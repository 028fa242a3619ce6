"""Invites people to act for a merchant or the programme, one link for one person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core import compliance, db, members, randomness
from core.merchants import models, queries, rules
from core.merchants.answers import Staff
from core.merchants.errors import UnknownMerchant, UnknownRole
from core.program import Program


@db.command
async def invite_staff(
    program: Program, *, merchant_id: UUID | None, role: str, at: datetime
) -> str:
    """A token for a one-use link that makes its opener staff of the merchant, or an operator."""
    if not rules.is_role(role, merchant_id):
        raise UnknownRole(role=role)
    if merchant_id and not await models.Merchant.exists(id=merchant_id):
        raise UnknownMerchant
    token = randomness.new_token(24)
    await models.StaffInvitation.create(
        hash=rules.secret_hash(token),
        merchant_id=merchant_id,
        role=role,
        made_at=at,
        ends_at=at + rules.INVITATION_LIFE,
    )
    await compliance.record(
        actor="programme",
        name="staff-invited",
        subject=_party(merchant_id),
        at=at,
        role=role,
    )
    return token


@db.command
async def accept_invitation(
    program: Program, *, token: str, member_id: UUID, at: datetime
) -> Staff:
    """Make the member staff by a link that was meant for one; theirs again gives the same answer.

    Who is staff there already keeps the higher of the two roles.
    """
    stored = models.StaffInvitation.select_for_update().get_or_none(hash=rules.secret_hash(token))
    invitation = queries.offered(await stored, member_id=member_id, at=at)
    if not invitation.used_at:
        await _make_staff(invitation, member_id=member_id, at=at)
    return next(
        staff
        for staff in await queries.staff_of(member_id)
        if staff.merchant_id == invitation.merchant_id
    )


async def _make_staff(invitation: models.StaffInvitation, *, member_id: UUID, at: datetime) -> None:
    await members.locked.lock([member_id])
    await members.by_id(member_id)
    here = models.Staff.filter(merchant_id=invitation.merchant_id, member_id=member_id)
    if staff := await here.first():
        staff.role = rules.higher_role(staff.role, invitation.role)
        await staff.save(update_fields=["role"])
    else:
        await models.Staff.create(
            merchant_id=invitation.merchant_id, member_id=member_id, role=invitation.role, since=at
        )
    invitation.used_at, invitation.used_by_id = at, member_id
    await invitation.save(update_fields=["used_at", "used_by_id"])
    await compliance.record(
        actor=f"member:{member_id}",
        name="staff-joined",
        subject=_party(invitation.merchant_id),
        at=at,
        role=invitation.role,
    )


def _party(merchant_id: UUID | None) -> str:
    return f"merchant:{merchant_id}" if merchant_id else "programme"
