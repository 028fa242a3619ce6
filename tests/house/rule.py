"""What a rule is, and the few ways in which rules look at a file."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePosixPath

# Core's capabilities in their order, and what stands to the left and to the right of them all.
FOUNDATION = ("errors", "program", "randomness", "db")
LINE = (
    "compliance",
    "members",
    "merchants",
    "notifications",
    "ledger",
    "tiers",
    "catalog",
    "families",
    "redemptions",
    "purchases",
    "expiry",
    "campaigns",
    "insights",
    "oversight",
)
FACES = ("bot", "webapp", "cli")
OURS = ("core", *FACES, "runtime", "locales", "playground", "composition", "settings", "main")

Fault = tuple[int, str]
Check = Callable[[str, str], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    """A sentence of the house, its check, and files (path: text) that it must catch or must not."""

    name: str
    check: Check
    broken: Mapping[str, str]
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Import:
    """One name that a module takes from elsewhere."""

    line: int
    module: str
    name: str | None = None

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]

    @property
    def path(self) -> tuple[str, ...]:
        """As far as it is known: `from core import db` is core, db."""
        return (*self.module.split("."), *([self.name] if self.name else []))


@cache
def tree_of(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def nodes_of(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(source)))


@cache
def imports_of(source: str) -> tuple[Import, ...]:
    found: list[Import] = []
    for node in nodes_of(source):
        if isinstance(node, ast.Import):
            found += [Import(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found += [Import(node.lineno, module, alias.name) for alias in node.names]
    return tuple(found)


@cache
def strings_of(source: str) -> tuple[tuple[int, str], ...]:
    """Every string that is not a docstring, also the fixed parts of f-strings."""
    documents = {
        id(node.value)
        for node in nodes_of(source)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return tuple(
        (node.lineno, node.value)
        for node in nodes_of(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in documents
    )


def parts_of(path: str) -> tuple[str, ...]:
    return PurePosixPath(path).parts


def top_of(path: str) -> str:
    """The package or module of ours that a path belongs to; empty for tests, docs and the rest."""
    top = parts_of(path)[0].removesuffix(".py")
    return top if top in OURS else ""


def noun_of(path: str) -> str:
    """The capability that a file of core belongs to; empty outside of them."""
    parts = parts_of(path)
    return parts[1] if len(parts) > 2 and parts[0] == "core" and parts[1] in LINE else ""


def is_python(path: str) -> bool:
    return path.endswith(".py")
