"""Limits: the length of a file and of a function, and a docstring in every file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.house.reading import nodes_of, tree_of
from tests.house.rule import Fault, Rule, is_python

FILE_LINES_MAX = 250
FUNCTION_LINES_MAX = 50
MEASURED = {".py", ".js", ".html", ".css", ".ftl", ".sql"}
GENERATED = re.compile(r"core/migrations/\w+\.py")  # Tortoise writes some of them whole


def a_file_stays_short(path: str, source: str) -> Iterator[Fault]:
    lines = source.count("\n") + 1
    measured = PurePosixPath(path).suffix in MEASURED and not GENERATED.fullmatch(path)
    if measured and lines > FILE_LINES_MAX + 1:
        yield lines, f"{lines - 1} lines; {FILE_LINES_MAX} at most"


def a_function_stays_short(path: str, source: str) -> Iterator[Fault]:
    if not is_python(path):
        return
    for node in nodes_of(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES_MAX:
                yield node.lineno, f"{node.name} has {lines} lines; {FUNCTION_LINES_MAX} at most"


def a_file_begins_with_a_docstring(path: str, source: str) -> Iterator[Fault]:
    """Its docstring begins with a sentence."""
    if not is_python(path) or GENERATED.fullmatch(path):
        return
    first = (ast.get_docstring(tree_of(source)) or "").split("\n\n")[0].rstrip()
    if not first.endswith((".", "?", "!", ":")):
        yield 1, "its docstring does not begin with a sentence"


RULES = (
    Rule(
        "a file stays short",
        a_file_stays_short,
        broken={
            "core/db/lanes.py": "x = 1\n" * (FILE_LINES_MAX + 1),
            "webapp/miniapp/static/app.js": ";\n" * (FILE_LINES_MAX + 1),
            "webapp/miniapp/static/app.css": "a {}\n" * 600,
            "locales/en/webapp.ftl": "webapp-a = A\n" * 600,
            "core/migrations/0003_proofs.sql": "SELECT 1;\n" * 600,
            "tests/core/test_db.py": "x = 1\n" * (FILE_LINES_MAX + 1),
        },
        kept={
            "core/db/lanes.py": "x = 1\n" * FILE_LINES_MAX,
            "core/migrations/0001_first.py": "x\n" * 400,
        },
    ),
    Rule(
        "a function stays short",
        a_function_stays_short,
        broken={"main.py": "async def f():\n" + "    x = 1\n" * 50},
        kept={"main.py": "@g\ndef f():\n" + "    x = 1\n" * 49},
    ),
    Rule(
        "a file begins with a docstring",
        a_file_begins_with_a_docstring,
        broken={"bot/app.py": "import bot", "core/__init__.py": "", "cli/x.py": '"""the x"""'},
        kept={"bot/app.py": '"""Builds the chat face,\nall of it.\n\nmore\n"""'},
    ),
)
