"""Makes links by which one person may join, and revokes them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core import db, members, randomness
from core.families import errors, locked, models, rules
from core.families.answers import NewInvitation
from core.program import Program


@db.command
async def invite(program: Program, *, member_id: UUID, at: datetime) -> NewInvitation:
    """Make a link that is good for one person; raises NotInFamily, FamilyFull."""
    await members.locked.lock([member_id])
    own = await locked.own_seat(member_id)
    await locked.lock([own.family_id])
    seated = await models.Seat.filter(family_id=own.family_id, left_at=None).count()
    if seated >= program.family.seats:
        raise errors.FamilyFull
    token = randomness.new_token(24)
    made = NewInvitation(rules.token_hash(token), token, rules.invitation_ends_at(program, at))
    await models.FamilyInvitation.create(
        hash=made.id,
        family_id=own.family_id,
        made_by_id=member_id,
        made_at=at,
        ends_at=made.ends_at,
    )
    await locked.record("family-invited", own.family_id, member_id, at=at, invitation=made.id)
    return made


@db.command
async def revoke(program: Program, *, invitation_id: str, member_id: UUID, at: datetime) -> None:
    """Revoke a link, by its inviter or by the head; a repetition changes nothing.

    Raises NotInFamily, InvitationUnknown, InvitationUsed, NotTheHead.
    """
    own = await locked.own_seat(member_id)
    await locked.lock([own.family_id])
    stored = await models.FamilyInvitation.get_or_none(hash=invitation_id, family_id=own.family_id)
    if stored is None:
        raise errors.InvitationUnknown
    if stored.used_at:
        raise errors.InvitationUsed
    if stored.made_by_id != member_id and own.role != rules.HEAD:
        raise errors.NotTheHead
    if stored.revoked_at:
        return
    stored.revoked_at = at
    await stored.save(update_fields=["revoked_at"])
    await locked.record(
        "family-invitation-revoked", own.family_id, member_id, at=at, invitation=stored.hash
    )
