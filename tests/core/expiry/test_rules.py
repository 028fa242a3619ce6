"""The threshold that is reached, and the hours of a member's day for a digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.expiry import rules

DAYS = st.lists(st.integers(0, 365), max_size=5)
ZONES = st.sampled_from(["Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
HOURS = ("09:00", "21:00")


@pytest.mark.parametrize(
    ("left", "threshold"),
    [(31, None), (30, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, None)],
)
def test_the_smallest_reached_threshold_is_announced(left: int, threshold: int | None) -> None:
    assert rules.reached((30, 7, 1), left) == threshold


@given(days=DAYS, left=st.integers(-5, 400))
def test_the_announced_threshold_is_the_smallest_one_reached(days: list[int], left: int) -> None:
    threshold = rules.reached(days, left)
    if threshold is None:
        assert left < 0 or all(left > day for day in days)
    else:
        assert 0 <= left <= threshold
        assert not [day for day in days if left <= day < threshold]


@given(days=DAYS)
def test_every_day_to_notify_has_the_threshold_of_its_distance(days: list[int]) -> None:
    today = date(2026, 1, 1)
    thresholds = rules.days_to_notify(days, today)
    assert len(thresholds) == max(days, default=-1) + 1
    for day, threshold in thresholds.items():
        assert rules.reached(days, (day - today).days) == threshold


@given(at=MOMENTS, zone=ZONES)
def test_a_digest_leaves_in_waking_hours_of_the_same_day_or_not_today(
    at: datetime, zone: str
) -> None:
    local = at.astimezone(ZoneInfo(zone))
    due = rules.sending_time(at, ZoneInfo(zone), HOURS)
    if due is None:
        assert local.hour >= 21
        return
    there = due.astimezone(ZoneInfo(zone))
    assert due >= at
    assert there.date() == local.date()
    assert 9 <= there.hour < 21
    assert due - at <= timedelta(hours=10)  # nine, and an hour that a clock may be set back


def test_the_two_last_notices_decide() -> None:
    assert rules.last_two((30, 7, 1)) == [1, 7]
    assert rules.last_two((7, 7)) == [7]
    assert rules.last_two(()) == []
