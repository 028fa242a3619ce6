"""The answers of the jobs of expiry, and one member's points that end soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Expired:
    """Lots and points that ended, and lots extended because their notices failed."""

    lots: int = 0
    points: int = 0
    extended: int = 0


@dataclass(frozen=True)
class Reminded:
    """The numbers of notified members and of announced lots."""

    members: int
    lots: int


@dataclass(frozen=True, slots=True)
class Ending:
    """Points that end together, with the days that are left (0 on the last usable day)."""

    points: int
    expires_on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Digest:
    """The points that end within the longest threshold of the rulebook, soonest first."""

    points: int
    endings: tuple[Ending, ...]
