"""`make bench`: measures every goal beside its limit and prints the ratios."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import sys
from datetime import UTC, datetime

import uvloop
from rich.console import Console
from rich.table import Table

from benchmarks import (
    balance,
    batch,
    chat,
    expiry,
    filled_database,
    growth,
    home,
    purchases,
    redemptions,
    snapshot,
)
from benchmarks.measure import Result
from runtime import logs, startup

PARTS = {
    "purchases": purchases,
    "batch": batch,
    "balance": balance,
    "chat": chat,
    "home": home,
    "expiry": expiry,
    "redemptions": redemptions,
    "snapshot": snapshot,
    "growth": growth,
}


async def measured(names: list[str]) -> list[Result]:
    """The parts named, or all, each in a database of its own: none measures what others left."""
    results: list[Result] = []
    for name in names or PARTS:
        async with filled_database.opened() as filled:
            startup.freeze_heap()
            part = await PARTS[name].measured(filled)
        Console(width=110, stderr=True).print(shown(part))  # a later part may fail
        results += part
    return results


def shown(results: list[Result]) -> Table:
    """One row a goal."""
    today = datetime.now(UTC).date().isoformat()
    table = Table(title=f"{platform.machine()}, {os.cpu_count()} cores, {today}")
    for heading in ("what : its limit", "ratio", "goal", "ours /s", "limit /s", "p50 ms", "p99 ms"):
        table.add_column(heading, justify="left" if heading.startswith("what") else "right")
    for result in results:
        table.add_row(
            result.name,
            f"{result.ratio:.2f}",
            f"≥ {result.goal:g}",
            f"{result.ours:,.0f}",
            f"{result.limit:,.0f}",
            f"{result.p50_ms:.1f}",
            f"{result.p99_ms:.1f}",
            style="" if result.ratio >= result.goal else "red",
        )
    return table


def main() -> int:
    """Exit 0 when every goal is met, 1 otherwise."""
    unknown = set(sys.argv[1:]) - PARTS.keys()
    if unknown:
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
        return 1
    logs.configure(level=logging.WARNING)
    loop: type[asyncio.AbstractEventLoop] = uvloop.Loop
    with asyncio.Runner(loop_factory=loop) as runner:
        results = runner.run(measured(sys.argv[1:]))
    Console(width=110).print(shown(results))
    return 0 if all(result.ratio >= result.goal for result in results) else 1


sys.exit(main())
