"""Times both sides in turns over several rounds; the middle round counts."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

ROUNDS = 5
Act = Callable[[int], Awaitable[object]]
"""One unit of work; the argument is its number, different at every call."""


@dataclass(frozen=True)
class Side:
    """One side of a comparison; `weight` units are done by one call."""

    act: Act
    weight: int = 1


@dataclass(frozen=True)
class Result:
    """A measurement: units per second of both sides, and our latencies in ms."""

    name: str
    goal: float
    ours: float
    limit: float
    p50_ms: float
    p99_ms: float
    notes: Sequence[str] = field(default_factory=tuple)

    @property
    def ratio(self) -> float:
        """Ours to the limit."""
        return self.ours / self.limit


class Numbers:
    """Numbers that are never used twice in a run, so that every call is new work."""

    def __init__(self) -> None:
        self._next = 0

    def take(self, count: int) -> range:
        """The next `count` numbers."""
        start = self._next
        self._next += count
        return range(start, self._next)


NUMBERS = Numbers()


async def timed(side: Side, *, callers: int, calls: int) -> tuple[float, list[float]]:
    """Units per second and each call's seconds, `calls` calls by `callers` callers at once."""
    numbers = iter(NUMBERS.take(calls))
    waits: list[float] = []

    async def caller() -> None:
        for number in numbers:
            started = time.perf_counter()
            await side.act(number)
            waits.append(time.perf_counter() - started)

    started = time.perf_counter()
    await asyncio.gather(*(caller() for _ in range(callers)))
    return calls * side.weight / (time.perf_counter() - started), waits


def percentiles_ms(waits: Sequence[float]) -> tuple[float, float]:
    """The middle and the 99th percentile of waiting times in seconds, as milliseconds."""
    percentiles = statistics.quantiles(waits, n=100)
    return percentiles[49] * 1000, percentiles[98] * 1000


async def compare(
    name: str, *, ours: Side, limit: Side, goal: float, callers: int, calls: int
) -> Result:
    """Measure both sides in turns; `calls` is for one round of each."""
    await timed(ours, callers=callers, calls=max(callers, calls // 4))
    await timed(limit, callers=callers, calls=max(callers, calls // 4))
    rates: list[tuple[float, float]] = []
    waits: list[float] = []
    for _ in range(ROUNDS):
        limit_rate, _ = await timed(limit, callers=callers, calls=calls)
        our_rate, ours_waited = await timed(ours, callers=callers, calls=calls)
        rates.append((our_rate, limit_rate))
        waits += ours_waited
    middle = sorted(rates, key=lambda pair: pair[0] / pair[1])[ROUNDS // 2]
    return Result(name, goal, *middle, *percentiles_ms(waits))
