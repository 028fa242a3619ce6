"""The season that an event's theme wears: a pattern and an accent of the mini-app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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
PLAIN: Final = "seal"


def season_of(theme: str) -> str:
    """The season of a theme; a merchant's own themes have the plain one."""
    return SEASONS.get(theme, PLAIN)
