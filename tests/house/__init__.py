"""The rules of the house as checks over a path and its text, each with code that breaks it.

One rule needs a database and is held there: tests/core/test_invariants.py tries to break every
named constraint and trigger.
"""

from __future__ import annotations

from tests.house import (
    absent,
    calls,
    clocks,
    commands,
    escapes,
    imports,
    nouns,
    numbers,
    places,
    purity,
    queries,
    rooms,
    sizes,
    tables,
    words,
)
from tests.house.rule import Fault, Rule

RULES: tuple[Rule, ...] = (
    *imports.RULES,
    *rooms.RULES,
    *nouns.RULES,
    *tables.RULES,
    *queries.RULES,
    *calls.RULES,
    *commands.RULES,
    *purity.RULES,
    *clocks.RULES,
    *escapes.RULES,
    *places.RULES,
    *absent.RULES,
    *numbers.RULES,
    *sizes.RULES,
    *words.RULES,
)

# What is known to break a rule until it is mended, below which path, and by what it will be.
PENDING = {
    ("a file keeps its budget", "tests/"): "the last long files of tests will be parted",
    ("a file keeps its budget", "benchmarks/"): "likewise",
    ("a file keeps its budget", "webapp/miniapp/"): "likewise",
    ("a noun borrows nothing from another", "webapp/miniapp/"): "codes will be drawn beside",
    ("what writes is a command", "core/families/"): "the notices of families will move",
}

__all__ = ["PENDING", "RULES", "Fault", "Rule"]
