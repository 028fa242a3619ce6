"""Moves a member's own points between their personal wallet and their share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from core import db, keys, ledger
from core.families import errors, locked, rules
from core.families.answers import Moved
from core.program import Program


@db.command
@keys.repeatable("families-contribute", caller="member_id")
async def contribute(
    program: Program, *, member_id: UUID, points: int, key: str | None = None, at: datetime
) -> Moved:
    """Move a member's points into their share, soonest expiry first; they stay the member's own.

    Raises WrongPoints, NotInFamily, NotEnoughOwnPoints, MonthlyCapReached, KeyReused.
    """
    rules.checked_points(points)
    await locked.lock_seat(member_id)
    today = ledger.today(program, at)
    personal, share = await _usable(member_id, today=today)
    slices = _drawn(personal, points)
    own = (await locked.contributing(program, [member_id], today=today, percent_min=0))[member_id]
    if points > own.allowed:
        raise errors.MonthlyCapReached(cap=program.family.monthly_cap, left=max(0, own.allowed))
    await locked.move_points("contribute", member_id, slices, own.wallet_id, at=at)
    return Moved(points, personal=points_in(personal) - points, share=points_in(share) + points)


@db.command
@keys.repeatable("families-withdraw", caller="member_id")
async def withdraw(
    program: Program, *, member_id: UUID, points: int, key: str | None = None, at: datetime
) -> Moved:
    """Move a member's unspent points from their share to their wallet, soonest expiry first.

    Raises WrongPoints, NotInFamily, NotEnoughOwnPoints, KeyReused.
    """
    rules.checked_points(points)
    await locked.lock_seat(member_id)
    personal, share = await _usable(member_id, today=ledger.today(program, at))
    slices = _drawn(share, points)
    await locked.take_back(member_id, slices, at=at)
    return Moved(points, personal=points_in(personal) + points, share=points_in(share) - points)


async def _usable(member_id: UUID, *, today: date) -> tuple[list[ledger.Held], list[ledger.Held]]:
    """The member's usable points, in the personal wallet and in the share."""
    held = [lot for lot in await ledger.locked.held_by(member_id) if lot.expires_on >= today]
    return (
        [lot for lot in held if lot.wallet_kind == "personal"],
        [lot for lot in held if lot.wallet_kind == "share"],
    )


def _drawn(held: Sequence[ledger.Held], points: int) -> list[ledger.Slice]:
    slices = ledger.draw(ledger.in_paying_order(held), points)
    balance = ledger.total(slices)
    if balance < points:
        raise errors.NotEnoughOwnPoints(missing=points - balance, balance=balance)
    return slices


def points_in(held: Sequence[ledger.Held]) -> int:
    """The points of these holdings together."""
    return sum(lot.points for lot in held)
