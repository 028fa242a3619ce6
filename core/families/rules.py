"""The order of paying from a purse, contributions, and the conditions of joining."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from core import ledger, members
from core.families import errors
from core.program import Program

SOONEST_EXPIRY = "soonest_expiry"
"""The paying policy: the lot that ends first pays first, of any owner."""

PERCENTS = (0, 25, 50, 75, 100)
"""The percentages of new points that a member may contribute automatically."""

HEAD, ADULT = "head", "adult"
NAME_MAX = 32
JOIN = "join-"
"""How the start parameter of a Telegram link to a family begins; the invitation's token follows."""

POINTS_MAX = 2**53
"""Well above every balance there can be, and still exact in JSON."""


@dataclass(frozen=True, slots=True)
class Share:
    """One member's points in the purse: `points` in all, of which `held` are the first to pay."""

    member_id: UUID
    joined_at: datetime
    points: int
    held: Sequence[ledger.Held]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One stay of a member in a family, past or present."""

    joined_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contributing:
    """How a member contributes of new points: to which wallet, and what the month still allows."""

    percent: int
    wallet_id: int
    allowed: int

    def of(self, points: int) -> int:
        """The contribution out of points that were just earned and not needed for a debt."""
        return max(0, min(points * self.percent // 100, self.allowed))


def draw(shares: Sequence[Share], points: int) -> list[ledger.Slice]:
    """Take `points` from all shares, soonest expiry first; less, when there is less.

    Among equals the larger balance before the draw pays first, then the earlier joiner, then the
    lower member id; within a share the earliest earned.
    """
    ordered = sorted(
        ((share, held) for share in shares for held in share.held),
        key=lambda pair: (
            pair[1].expires_on,
            -pair[0].points,
            pair[0].joined_at,
            pair[0].member_id,
            pair[1].earned_at,
            pair[1].lot_id,
        ),
    )
    return ledger.draw([held for _, held in ordered], points)


def checked_name(name: str) -> str:
    """The name without blanks at its ends and invisible characters; raises WrongName."""
    clean = members.clean_name(name)
    if not 1 <= len(clean) <= NAME_MAX:
        raise errors.WrongName(longest=NAME_MAX)
    return clean


def checked_points(points: int) -> int:
    """Raises WrongPoints."""
    if not 1 <= points <= POINTS_MAX:
        raise errors.WrongPoints
    return points


def may_sit(program: Program, sittings: Sequence[Sitting], *, at: datetime) -> None:
    """Refuse a member who may not found or join a family now.

    Raises AlreadyInFamily, RejoinedTooSoon, TooManyJoinsThisYear.
    """
    if any(sitting.left_at is None for sitting in sittings):
        raise errors.AlreadyInFamily
    today = ledger.today(program, at)
    if left := [sitting.left_at for sitting in sittings if sitting.left_at]:
        from_on = ledger.today(program, max(left)) + timedelta(days=program.family.rejoin_days)
        if today < from_on:
            raise errors.RejoinedTooSoon(from_on=from_on)
    joined = [ledger.today(program, sitting.joined_at).year for sitting in sittings]
    if joined.count(today.year) >= program.family.joins_per_year:
        raise errors.TooManyJoinsThisYear(joins=program.family.joins_per_year)


def month_begins_at(program: Program, day: date) -> datetime:
    """The first moment of the day's month in the programme's zone, in UTC."""
    return ledger.begins(program, day.replace(day=1))


def invitation_ends_at(program: Program, made_at: datetime) -> datetime:
    """The end of the last local day on which an invitation is good."""
    last = ledger.today(program, made_at) + timedelta(days=program.family.invitation_days)
    return ledger.begins(program, last + timedelta(days=1))


def free_seat(taken: Sequence[int], seats: int) -> int:
    """The lowest free number; raises FamilyFull."""
    for number in range(1, seats + 1):
        if number not in taken:
            return number
    raise errors.FamilyFull


def token_hash(token: str) -> str:
    """The stored hash and id of an invitation: half a SHA-256, because the token is random."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()[:32]
