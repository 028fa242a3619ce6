"""How often one person is heard and hinted at; each process counts for itself."""

from __future__ import annotations

from collections import OrderedDict

from pyrate_limiter import GCRA, Decision, InMemoryStateStore, Rate

SECOND, MINUTE = 1_000, 60_000
ACTS = Rate(1, SECOND, burst=20)
"""As fast as answers can leave for one chat: whoever floods must not make others wait."""

HINTS = Rate(4, MINUTE, burst=4)
"""An album of ten pictures needs no ten explanations."""

KEPT_MAX = 10_000
"""People that are remembered; who was quiet longest is forgotten first, and has nothing owing."""

ALGORITHM = GCRA()


class PersonRateLimit:
    """A rate for each person."""

    def __init__(self, rate: Rate) -> None:
        self._rates = [rate]
        self._people: OrderedDict[int, InMemoryStateStore] = OrderedDict()

    def allows(self, person: int) -> bool:
        """Whether once more is within the rate; if so, it counts."""
        store = self._people.setdefault(person, InMemoryStateStore())
        self._people.move_to_end(person)
        if len(self._people) > KEPT_MAX:
            self._people.popitem(last=False)
        now = store.default_clock.now()
        decision: Decision = store.check(  # type: ignore[no-untyped-call]
            ALGORITHM, self._rates, now, 1
        )
        return decision.allowed
