"""The rules of the house as checks over a path and its text, each with code that breaks it.

One rule needs a database and is held there: tests/core/test_invariants.py tries to break every
named constraint and trigger.
"""

from __future__ import annotations

from tests.house import commands, imports, places, sizes, words
from tests.house.rule import Fault, Rule

RULES: tuple[Rule, ...] = (
    *imports.RULES,
    *commands.RULES,
    *places.RULES,
    *sizes.RULES,
    *words.RULES,
)

__all__ = ["RULES", "Fault", "Rule"]
