"""The one clock goes forward only, and days that were skipped stay skipped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from runtime.clock import Clock, TimeTravelError

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


def is_about(moment: datetime, expected: datetime) -> bool:
    return abs(moment - expected) < 10 * SECOND


def test_now_is_aware_and_in_utc(tmp_path: Path) -> None:
    now = Clock(tmp_path, time_travel=False).now()
    assert now.utcoffset() == timedelta(0)
    assert is_about(now, datetime.now(UTC))


def test_a_skipped_day_survives_a_restart(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "new", time_travel=True)
    assert is_about(clock.advance(DAY), datetime.now(UTC) + DAY)
    clock.advance(timedelta(hours=1.5))
    again = Clock(tmp_path / "new", time_travel=True)
    assert is_about(again.now(), datetime.now(UTC) + DAY + timedelta(hours=1.5))


def test_processes_of_one_directory_live_on_the_same_day(tmp_path: Path) -> None:
    first, second = Clock(tmp_path, time_travel=True), Clock(tmp_path, time_travel=True)
    first.advance(DAY)
    assert is_about(second.now(), datetime.now(UTC) + DAY)
    second.advance(DAY)
    assert is_about(first.now(), datetime.now(UTC) + 2 * DAY)


@pytest.mark.parametrize("span", [timedelta(0), -SECOND])
def test_time_never_goes_back(tmp_path: Path, span: timedelta) -> None:
    with pytest.raises(TimeTravelError, match="forward only"):
        Clock(tmp_path, time_travel=True).advance(span)


def test_a_century_is_enough(tmp_path: Path) -> None:
    clock = Clock(tmp_path, time_travel=True)
    clock.advance(timedelta(days=36_524))
    with pytest.raises(TimeTravelError, match="century"):
        clock.advance(2 * DAY)


def test_without_time_travel_nothing_moves(tmp_path: Path) -> None:
    Clock(tmp_path, time_travel=True).advance(DAY)
    clock = Clock(tmp_path, time_travel=False)
    assert is_about(clock.now(), datetime.now(UTC))
    with pytest.raises(TimeTravelError, match="JIAFEN_TIME_TRAVEL"):
        clock.advance(DAY)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("yesterday")
    with pytest.raises(TimeTravelError, match=r"clock is damaged: delete it"):
        Clock(tmp_path, time_travel=True).now()
