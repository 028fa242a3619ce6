"""Advisory locks: one register, with a number for each."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from core.db import locks

ROOT = Path(__file__).parents[2]
NUMBERS = {
    name: value for name, value in vars(locks).items() if name.isupper() and name != "ADMISSION"
}


def test_no_two_locks_have_one_number() -> None:
    assert len(set(NUMBERS.values())) == len(NUMBERS) > 3


def test_core_locks_no_bare_number() -> None:
    """A locking statement takes its number as a parameter or from the register."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "core").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Constant) and re.search(r"advisory\w*\(\s*\d", str(node.value)))
        or (
            isinstance(node, ast.Constant)
            and node.value in NUMBERS.values()
            and path.name != "locks.py"
        )
    ]
    assert not bare
