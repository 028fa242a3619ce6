"""The one clock of a deployment; it can be moved ahead, because every part is handed its moment."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

ADVANCE_MAX = timedelta(days=36_525)  # a century in all


class TimeTravelError(Exception):
    """The clock cannot be moved like this: one line that says why."""


class Clock:
    """The machine's time in UTC plus an offset, which is in a file of the data directory.

    The file makes a restart keep the offset, and gives every process of the directory the same day.
    Without time travel the file is ignored.
    """

    def __init__(self, data_dir: Path, *, time_travel: bool) -> None:
        self._path = data_dir / "clock"
        self._time_travel = time_travel
        self._stamp = -1  # the file's time of change when it was read
        self._offset = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._travelled()

    def advance(self, span: timedelta) -> datetime:
        """Move the clock ahead by `span`, for good, and return the new time.

        Raises TimeTravelError.
        """
        if not self._time_travel:
            raise TimeTravelError("time travel is off; JIAFEN_TIME_TRAVEL=1 allows it")
        if span <= timedelta(0):
            raise TimeTravelError("time goes forward only")
        offset = self._travelled() + span
        if offset > ADVANCE_MAX:
            raise TimeTravelError("a century ahead is enough")
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=self._path.parent, delete=False) as draft:
            draft.write(f"{offset.total_seconds()}\n")
        Path(draft.name).replace(self._path)
        return self.now()

    def _travelled(self) -> timedelta:
        """The offset, read again when another process has changed the file; a check costs 1 µs."""
        if not self._time_travel:
            return timedelta(0)
        try:
            stamp = self._path.stat().st_mtime_ns
            if stamp != self._stamp:
                self._offset = timedelta(seconds=float(self._path.read_text()))
                self._stamp = stamp
        except FileNotFoundError:
            self._offset = timedelta(0)
        except ValueError:
            raise TimeTravelError(f"{self._path} is damaged: delete it") from None
        return self._offset
