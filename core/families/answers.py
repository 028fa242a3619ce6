"""The answers of commands and queries about families."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core import keys


@dataclass(frozen=True)
class Seat:
    """One member of a family; `share` is their contributed and unspent points."""

    member_id: UUID
    name: str
    number: int
    role: str
    share: int
    auto_percent: int
    joined_at: datetime


@dataclass(frozen=True)
class FamilyView(keys.Answer):
    """A family as its members see it; seats by their number."""

    id: UUID
    name: str
    policy: str
    purse: int
    seats: tuple[Seat, ...]

    def seat_of(self, member_id: UUID) -> Seat:
        """The seat of a member who sits here."""
        return next(seat for seat in self.seats if seat.member_id == member_id)


@dataclass(frozen=True)
class AutomaticShare(keys.Answer):
    """The part of new points that is contributed at once."""

    percent: int


@dataclass(frozen=True)
class Moved(keys.Answer):
    """The moved points, and then the points in the personal wallet and in the share."""

    points: int
    personal: int
    share: int


@dataclass(frozen=True)
class Left(keys.Answer):
    """The points that a leaving member took back and can still use."""

    returned: int


@dataclass(frozen=True)
class NewInvitation:
    """A link for one person; `token` is shown once, `id` names it for revoking."""

    id: str
    token: str
    ends_at: datetime


@dataclass(frozen=True)
class OpenInvitation:
    """A link that nobody has used yet; `id` names it for revoking and opens nothing."""

    id: str
    invited_by: str
    ends_at: datetime


@dataclass(frozen=True)
class FamilyOffer:
    """The family of an invitation; no more than a stranger who holds the link may know."""

    family_id: UUID
    family_name: str
    invited_by: str
    members: int
    ends_at: datetime
