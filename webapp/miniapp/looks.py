"""How the mini-app shows what core only names: an event's season, and time that is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from core.families import FamilyView
from locales import Language

SEASONS: Final[Mapping[str, str]] = {
    "spring-festival": "lantern",
    "lantern-festival": "lantern",
    "national-day": "lantern",
    "new-year": "lantern",
    "dragon-boat": "pool",
    "summer": "pool",
    "mid-autumn": "maple",
    "double-11": "maple",
    "qingming": "green",
    "labour-day": "green",
}
"""What pattern and accent a theme wears; all others wear the seal."""

PLAIN: Final = "seal"
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(minutes=1)


def season(theme: str) -> str:
    """The season of a theme; a merchant's own themes have the plain one."""
    return SEASONS.get(theme, PLAIN)


def left(t: Language, span: timedelta) -> list[tuple[str, str]]:
    """Time left as figures with their units, the two that matter; never below one minute."""
    days, rest = divmod(max(span, MINUTE), DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    if days:
        return [_unit(t, days, "day"), _unit(t, hours, "hour")]
    if hours:
        return [_unit(t, hours, "hour"), _unit(t, minutes, "minute")]
    return [_unit(t, minutes, "minute")]


def _unit(t: Language, count: int, unit: str) -> tuple[str, str]:
    return t.number(count), t.plain(f"webapp-unit-{unit}", count=count)


def persons(family: FamilyView | None) -> dict[UUID, int]:
    """By member the number of their colour: the same in the purse, in receipts and in quotes."""
    return {one.member_id: one.number for one in family.seats} if family else {}
