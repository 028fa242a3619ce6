"""The rules of the house as checks over a path and its text, each with code that breaks it.

One rule needs a database and is held there: tests/core/test_invariants.py tries to break every
named constraint and trigger.
"""

from __future__ import annotations

from tests.house import commands, imports, places, sizes, tables, words
from tests.house.rule import Fault, Rule

RULES: tuple[Rule, ...] = (
    *imports.RULES,
    *tables.RULES,
    *commands.RULES,
    *places.RULES,
    *sizes.RULES,
    *words.RULES,
)

# What is known to break a rule until it is mended, and by which change that will be.
PENDING = {
    ("tables have owners", "core/expiry/commands/expire.py"): "ledger will expire and extend lots",
    ("tables have owners", "core/ledger/locked.py"): "purchases will draw the ids of refunds",
}

__all__ = ["PENDING", "RULES", "Fault", "Rule"]
