"""The days and hours at which a member is notified of ending points: arithmetic only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DIGEST = "expiry-digest"
"""The code of the notice that announces ending points."""

EXTENDED_BY = timedelta(days=30)
"""How long a lot is extended, from the day of the job, when its notices failed."""


def reached(thresholds: Sequence[int], days_left: int) -> int | None:
    """The smallest threshold reached; a later run uses it to make up for a missed one.

    None while even the largest lies ahead, and after the last day.
    """
    if days_left < 0:
        return None
    return min((days for days in thresholds if days_left <= days), default=None)


def days_to_notify(thresholds: Sequence[int], today: date) -> dict[date, int]:
    """Each last usable day that may have to be announced today, with its threshold."""
    return {
        today + timedelta(days=left): threshold
        for left in range(max(thresholds, default=-1) + 1)
        if (threshold := reached(thresholds, left)) is not None
    }


def last_two(thresholds: Sequence[int]) -> list[int]:
    """The thresholds whose notices decide whether the end of a lot was announced."""
    return sorted(set(thresholds))[:2]


def sending_time(at: datetime, zone: ZoneInfo, hours: tuple[str, str]) -> datetime | None:
    """The first waking moment of the member's day that is not before `at`; None when it is over.

    A digest that is too late for today waits for tomorrow's run, which reads the lots again.
    """
    opens, closes = (time.fromisoformat(hour) for hour in hours)
    local = at.astimezone(zone)
    if local.time() < opens:
        return datetime.combine(local.date(), opens, tzinfo=zone).astimezone(at.tzinfo)
    return at if local.time() < closes else None
