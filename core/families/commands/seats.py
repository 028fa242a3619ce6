"""Changes seats: the head of the family, and the percentage of automatic contributions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core import db, keys, members
from core.families import errors, locked, notices, rules
from core.families.answers import AutomaticShare, FamilyView
from core.program import Program


@db.command
@keys.repeatable("families-hand-over", caller="member_id")
async def hand_over(
    program: Program, *, member_id: UUID, to: UUID, key: str | None = None, at: datetime
) -> FamilyView:
    """Make another adult the head.

    Raises NotInFamily, NotTheHead, NotOfTheFamily, KeyReused.
    """
    await members.locked.lock([member_id, to])
    own = await locked.own_seat(member_id)
    await locked.lock([own.family_id])
    if own.role != rules.HEAD:
        raise errors.NotTheHead
    other = await locked.seat_of(to)
    if other is None or other.family_id != own.family_id or other.role != rules.ADULT:
        raise errors.NotOfTheFamily
    # The old head first: a family never has two (`one_head_per_family`).
    for seat_id, role in ((own.id, rules.ADULT), (other.id, rules.HEAD)):
        await db.connection().execute("UPDATE seat SET role = $2 WHERE id = $1", seat_id, role)
    await locked.record("family-handed-over", own.family_id, member_id, at=at, to=to)
    await locked.notify(notices.HANDED_OVER, own.family_id, to, at=at)
    return await locked.view(program, member_id, at=at)


@db.command
@keys.repeatable("families-set-auto", caller="member_id")
async def set_auto(
    program: Program, *, member_id: UUID, percent: int, key: str | None = None, at: datetime
) -> AutomaticShare:
    """Contribute this part of new points at once; raises UnknownPercent, NotInFamily, KeyReused."""
    if percent not in rules.PERCENTS:
        raise errors.UnknownPercent
    await members.locked.lock([member_id])
    own = await locked.own_seat(member_id)
    await db.connection().execute(
        "UPDATE seat SET auto_percent = $2 WHERE id = $1", own.id, percent
    )
    await locked.record("family-share-set", own.family_id, member_id, at=at, percent=percent)
    return AutomaticShare(percent)
