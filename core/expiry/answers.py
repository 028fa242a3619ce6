"""What the jobs of expiry have done, and what ends soon for one member."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Expired:
    """Lots and points that ended, and lots that live on because we failed to tell of their end."""

    lots: int = 0
    points: int = 0
    extended: int = 0


@dataclass(frozen=True)
class Reminded:
    """How many members were told, and of how many lots."""

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
    """What ends within the longest threshold of the rulebook, soonest first."""

    points: int
    endings: tuple[Ending, ...]
