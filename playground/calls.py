"""The log of what the bot asked of Telegram, without tokens and without the bytes of files."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import count
from typing import Any

from playground.people import Json

MOST_CALLS = 5_000
LONGEST = 4_096
OK = 200


@dataclass(frozen=True)
class LoggedCall:
    """One call: when, what, and how it ended. `milliseconds` is real time."""

    id: int
    at: str
    method: str
    parameters: Json
    status: int
    outcome: str
    milliseconds: float
    result: Any = None

    def as_json(self) -> Json:
        """For the control API."""
        return asdict(self)


class Calls:
    """The last calls, oldest first."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._calls: deque[LoggedCall] = deque(maxlen=MOST_CALLS)
        self.succeeded: Counter[str] = Counter()

    def add(
        self,
        *,
        at: datetime,
        method: str,
        parameters: Json,
        status: int,
        outcome: str,
        milliseconds: float,
        result: Any = None,
    ) -> LoggedCall:
        """Record a call; `outcome` is `ok`, Telegram's description or the fault that it met."""
        call = LoggedCall(
            next(self._numbers), at.isoformat(), method, _shortened(parameters), status, outcome,
            round(milliseconds, 1), result if isinstance(result, (bool, int)) else _named(result),
        )  # fmt: skip
        self._calls.append(call)
        if status == OK:
            self.succeeded[method] += 1
        return call

    def after(self, number: int, method: str = "") -> list[LoggedCall]:
        """Calls later than `number`, of one method or of all."""
        wanted = method.lower()
        return [
            call
            for call in self._calls
            if call.id > number and (not wanted or call.method.lower() == wanted)
        ]

    def clear(self) -> None:
        """Remove all calls; their numbers continue."""
        self._calls.clear()
        self.succeeded.clear()


def _named(result: Any) -> Any:
    if isinstance(result, dict) and "message_id" in result:
        return {"message_id": result["message_id"], "chat_id": result["chat"]["id"]}
    return len(result) if isinstance(result, list) else None


def _shortened(parameters: Json) -> Json:
    return {
        name: value[:LONGEST] + "…" if isinstance(value, str) and len(value) > LONGEST else value
        for name, value in parameters.items()
    }
