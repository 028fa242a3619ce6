"""Limits how often one person is answered and helped; each process counts for itself."""

from __future__ import annotations

from collections import OrderedDict

from pyrate_limiter import GCRA, Decision, InMemoryStateStore, Rate

SECOND, MINUTE = 1_000, 60_000
UPDATES = Rate(1, SECOND, burst=20)
"""As fast as answers can leave for one chat, so that a flood does not delay other people."""

HINTS = Rate(4, MINUTE, burst=4)
"""Explanations of what the bot does not understand: an album of ten pictures needs one."""

KEPT_MAX = 10_000
"""People that are remembered; the one who was quiet longest, whose bucket is full, goes first."""

ALGORITHM = GCRA()


class PersonRateLimit:
    """A rate limit for each person."""

    def __init__(self, rate: Rate) -> None:
        self._rates = [rate]
        self._people: OrderedDict[int, InMemoryStateStore] = OrderedDict()

    def allows(self, person: int) -> bool:
        """Whether one more update is within the rate; if so, it counts."""
        store = self._people.setdefault(person, InMemoryStateStore())
        self._people.move_to_end(person)
        if len(self._people) > KEPT_MAX:
            self._people.popitem(last=False)
        now = store.default_clock.now()
        decision: Decision = store.check(  # type: ignore[no-untyped-call]
            ALGORITHM, self._rates, now, 1
        )
        return decision.allowed
