"""Gives a seat up, with every point that its member had in the purse."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core import db, keys, ledger
from core.families import errors, locked, notices, rules
from core.families.answers import Left
from core.families.commands.pooling import points_in
from core.families.locked import OwnSeat
from core.program import Program


@db.command
@keys.repeatable("families-leave", caller="member_id")
async def leave(program: Program, *, member_id: UUID, key: str | None = None, at: datetime) -> Left:
    """Give up the seat and take back every unspent point; the last to leave closes the family.

    Raises NotInFamily, HandOverFirst, KeyReused.
    """
    own = await locked.lock_seat(member_id)
    remaining = await locked.others(own.family_id, member_id)
    if own.role == rules.HEAD and remaining:
        raise errors.HandOverFirst
    # What has lapsed goes along: it must not stay where nobody sits.
    share = [lot for lot in await ledger.locked.held_by(member_id) if lot.wallet_kind == "share"]
    await locked.take_back(member_id, [ledger.Slice(lot, lot.points) for lot in share], at=at)
    await _vacate(own, member_id, last=not remaining, at=at)
    today = ledger.today(program, at)
    return Left(points_in([lot for lot in share if lot.expires_on >= today]))


async def _vacate(own: OwnSeat, member_id: UUID, *, last: bool, at: datetime) -> None:
    """End the seat; the last one closes the family, and with it the links that still lead there."""
    await locked.notify(notices.LEFT, own.family_id, member_id, at=at)
    # A clock may go back between two acts; nobody leaves before they joined.
    await db.connection().execute(
        "UPDATE seat SET left_at = greatest($2, joined_at) WHERE id = $1", own.id, at
    )
    await locked.record("family-left", own.family_id, member_id, at=at)
    if not last:
        return
    await db.connection().execute(
        "UPDATE family SET dissolved_at = $2 WHERE id = $1", own.family_id, at
    )
    await db.connection().execute(
        """UPDATE family_invitation SET revoked_at = $2
           WHERE family_id = $1 AND used_at IS NULL AND revoked_at IS NULL""",
        own.family_id,
        at,
    )
    await locked.record("family-dissolved", own.family_id, member_id, at=at)
