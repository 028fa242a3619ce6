"""Telegram's pace: a message a second in a chat, twenty a minute in a group, thirty a second."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field, replace

from playground.errors import ControlError, too_many_requests
from playground.people import Json


@dataclass(frozen=True)
class FloodPace:
    """Limits of sending; the burst of a chat is large, so that a person never reaches it."""

    enabled: bool = True
    chat_per_second: float = 1.0
    chat_burst: int = 20
    group_per_minute: float = 20.0
    group_burst: int = 20
    all_per_second: float = 30.0
    all_burst: int = 30

    def changed(self, values: Json) -> FloodPace:
        """A pace with some values replaced."""
        known = asdict(self)
        for name, value in values.items():
            if name not in known:
                raise ControlError(f"unknown pace {name}; known: {', '.join(known)}")
            if name != "enabled" and (not isinstance(value, (int, float)) or value <= 0):
                raise ControlError(f"{name} must be a positive number")
        return replace(self, **values)


@dataclass
class _Bucket:
    tokens: float
    filled_at: float

    def wait(self, at: float, per_second: float, burst: int) -> float:
        """Seconds until one token is there."""
        self.tokens = min(burst, self.tokens + (at - self.filled_at) * per_second)
        self.filled_at = at
        return max(0.0, (1 - self.tokens) / per_second)


@dataclass
class Flood:
    """Counts what the bot sends, in real seconds."""

    pace: FloodPace = field(default_factory=FloodPace)
    _buckets: dict[int, _Bucket] = field(default_factory=dict)

    def check(self, chat_id: int, at: float) -> None:
        """Take one token of the chat and one of all, or refuse with 429 and take none."""
        if not self.pace.enabled:
            return
        pace = self.pace
        if chat_id < 0:
            rate, burst = pace.group_per_minute / 60, pace.group_burst
        else:
            rate, burst = pace.chat_per_second, pace.chat_burst
        chat = self._buckets.setdefault(chat_id, _Bucket(burst, at))
        everybody = self._buckets.setdefault(0, _Bucket(pace.all_burst, at))
        wait = max(
            chat.wait(at, rate, burst), everybody.wait(at, pace.all_per_second, pace.all_burst)
        )
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        chat.tokens -= 1
        everybody.tokens -= 1

    def reset(self) -> None:
        """Full buckets and the pace as at the start."""
        self.pace = FloodPace()
        self._buckets.clear()
