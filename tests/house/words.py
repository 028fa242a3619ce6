"""Texts that no file may contain: open work, local paths, registries, sentences in core."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.reading import docstrings_of, nodes_of, strings_of
from tests.house.rule import Fault, Rule, is_python
from tests.house.sql import is_sql

HERE = "tests/house/words.py"  # this file has to name what it looks for

OPEN = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|\bNotImplementedError\b")
MACHINE = re.compile(
    r"(?<![\w.}])/(?:work|farm)/[\w.]|(?<![\w.}])/(?:root|home/\w+|Users/\w+)/[\w.]|[A-Z]:\\\\Users"
)
REGISTRY = re.compile(
    r"--(?:extra-)?index-url|\bregistry\.npmjs\.org|\bpypi\.org/simple|files\.pythonhosted\.org"
    r"|\"resolved\": *\"https|^registry *=",
    re.MULTILINE,
)
PEOPLE = re.compile(r"[\u4e00-\u9fff]")
NAMES = {"家分 Jiafen"}  # the programme's own, until program.toml gives another
SENTENCE = re.compile(r"[A-Za-z']{2,},? [a-z']+,? [a-z']{2,}")
SQL_PART = re.compile(
    r"\b(?:SELECT|WHERE|ORDER BY|LIMIT|VALUES|UPDATE|RETURNING|CONFLICT|SET|AND)\b"
)
BUGS = {
    "RuntimeError", "ConnectionError", "AssertionError", "ValueError", "TypeError", "KeyError",
    "LookupError", "NoTransaction", "TryAgain",
}  # fmt: skip
SENTENCES = {
    "core/program.py": "what is wrong with program.toml, for the operator who edits it",
    "core/ledger/queries/proof.py": "which sum does not hold, for the operator who runs doctor",
    "core/notifications/rules.py": "why a notice was given up, as it is stored",
}
SKIPPED = re.compile(r"pytest\.mark\.(?:skip|xfail)|pytest\.(?:skip|xfail)\(|\bassert True\b")


def _found(pattern: re.Pattern[str], path: str, source: str, advice: str) -> Iterator[Fault]:
    if path != HERE:
        for match in pattern.finditer(source):
            line = source.count("\n", 0, match.start()) + 1
            yield line, f"{match.group(0).strip()}: {advice}"


def no_unfinished_work(path: str, source: str) -> Iterator[Fault]:
    if not path.startswith("docs/decisions/"):
        yield from _found(OPEN, path, source, "finish it or leave it out")


def no_path_of_one_machine(path: str, source: str) -> Iterator[Fault]:
    yield from _found(MACHINE, path, source, "a path of one machine")


def no_package_registry(path: str, source: str) -> Iterator[Fault]:
    yield from _found(REGISTRY, path, source, "where packages come from is the installer's choice")


def core_has_no_chinese_text(path: str, source: str) -> Iterator[Fault]:
    """Codes and facts; the catalogues hold the words. Docstrings and comments may quote them."""
    if not path.startswith("core/") or not is_python(path):
        return
    for line, text in strings_of(source):
        if text not in NAMES and PEOPLE.search(text):
            yield line, f"{text[:20]!r}: texts stand in locales"


def core_has_no_english_sentences(path: str, source: str) -> Iterator[Fault]:
    """What a person reads is a code with facts. A bug may say what went wrong, in English."""
    if not path.startswith("core/") or not is_python(path) or path in SENTENCES:
        return
    if path.startswith("core/migrations/"):
        return
    for_developers = {
        id(part)
        for node in nodes_of(source)
        for said in _said_to_developers(node)
        for part in ast.walk(said)
    }
    for node in nodes_of(source):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) in for_developers or id(node) in docstrings_of(source) or is_sql(node.value):
            continue
        if SENTENCE.search(node.value) and not SQL_PART.search(node.value):
            yield node.lineno, f"{node.value[:30]!r}: texts stand in locales"


def _said_to_developers(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Assert) and node.msg:
        yield node.msg
    if isinstance(node, ast.keyword) and node.arg == "description":
        yield node.value
    raised = node.exc if isinstance(node, ast.Raise) else None
    if isinstance(raised, ast.Call) and ast.unparse(raised.func).rpartition(".")[2] in BUGS:
        yield raised


def no_test_is_skipped(path: str, source: str) -> Iterator[Fault]:
    if path.startswith(("tests/", "benchmarks/")):
        yield from _found(SKIPPED, path, source, "a test runs and can fail")


RULES = (
    Rule(
        "no unfinished work",
        no_unfinished_work,
        broken={
            "bot/app.py": "# TODO: later",
            "docs/ARCHITECTURE.md": "FIXME",
            "core/ledger/rules.py": "raise NotImplementedError",
        },
        kept={"docs/GLOSSARY.md": "JF-XXXX-XXXX-X"},
    ),
    Rule(
        "no path of one machine",
        no_path_of_one_machine,
        broken={
            "README.md": "see /work" + "/main/README.md",
            "Makefile": "cd /home/li/jiafen",
            "tests/conftest.py": "'/root/.cache'",
        },
        kept={"webapp/app.py": "'/app/home/x' '/var/lib/jiafen' '/console/work/'"},
    ),
    Rule(
        "no package registry",
        no_package_registry,
        broken={
            "Makefile": "pip install --index" + "-url x",
            "constraints.txt": "# pypi" + ".org/simple",
        },
    ),
    Rule(
        "core has no Chinese text",
        core_has_no_chinese_text,
        broken={"core/ledger/rules.py": "NAME = '积分'"},
        kept={"core/ledger/rules.py": '"""Points (积分)."""\nNAME = "points"  # 积分'},
    ),
    Rule(
        "core has no English sentences",
        core_has_no_english_sentences,
        broken={
            "core/ledger/commands.py": "raise Refused('You do not have enough points')",
            "core/families/queries.py": "return 'The family is full'",
            "core/members/rules.py": "TEXT = f'Welcome back to {name} today'",
        },
        kept={
            "core/ledger/commands.py": "assert row, 'a lot has its owner'\n"
            "raise RuntimeError('the pool is not open')",
            "core/ledger/models.py": "at = fields.DatetimeField(description='of the act itself')",
        },
    ),
    Rule(
        "no test is skipped",
        no_test_is_skipped,
        broken={"tests/test_x.py": "@pytest.mark.skipif(True)", "tests/test_y.py": "assert True"},
    ),
)
