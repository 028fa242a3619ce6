"""The rules of the architecture: checks over a file's path and text, with examples that break them.

A rule that needs a database stands elsewhere: tests/core/test_invariants.py tries to break every
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
    views,
    words,
)
from tests.house.rule import Fault, Rule

RULES: tuple[Rule, ...] = (
    *imports.RULES,
    *rooms.RULES,
    *nouns.RULES,
    *tables.RULES,
    *views.RULES,
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

__all__ = ["RULES", "Fault", "Rule"]
