"""How rules read Python: its tree, its imports, its strings, and what a name stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Import:
    """One name that a module imports."""

    line: int
    module: str
    name: str | None = None
    alias: str | None = None

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
    """Every import of a file, also those inside of functions."""
    imports: list[Import] = []
    for node in nodes_of(source):
        if isinstance(node, ast.Import):
            imports += [Import(node.lineno, alias.name, None, alias.asname) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            imports += [
                Import(node.lineno, module, alias.name, alias.asname) for alias in node.names
            ]
    return tuple(imports)


@cache
def docstrings_of(source: str) -> frozenset[int]:
    """The ids of the nodes that are docstrings, or other strings that stand alone."""
    return frozenset(
        id(node.value)
        for node in nodes_of(source)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


@cache
def strings_of(source: str) -> tuple[tuple[int, str], ...]:
    """Every string that is not a docstring, also the fixed parts of f-strings."""
    return tuple(
        (node.lineno, node.value)
        for node in nodes_of(source)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in docstrings_of(source)
    )


@cache
def origins_of(source: str) -> Mapping[str, str]:
    """What a name of this file stands for: `dt` is `datetime.datetime`, wherever it was imported.

    A name that was assigned another name or attribute (`clock = datetime`) is followed too.
    """
    origins: dict[str, str] = {}
    for imported in imports_of(source):
        if imported.name:
            origins[imported.alias or imported.name] = ".".join(imported.path)
        elif imported.alias:
            origins[imported.alias] = imported.module
        else:
            origins[imported.top] = imported.top
    for node in nodes_of(source):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Attribute):
            origin = _followed(node.value, origins)
            for target in node.targets:
                if isinstance(target, ast.Name) and origin.partition(".")[0] != target.id:
                    origins.setdefault(target.id, origin)
    return origins


def dotted(node: ast.AST, source: str) -> str:
    """The full name that an expression stands for.

    After `import time as t`, `t.time` is `time.time`; `getattr(x, "y")` counts as `x.y`. An unknown
    first name stays as it is written; an expression that is no name begins with `?`.
    """
    return _followed(node, origins_of(source))


def _followed(node: ast.AST, origins: Mapping[str, str]) -> str:
    if isinstance(node, ast.Name):
        return origins.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{_followed(node.value, origins)}.{node.attr}"
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "getattr"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
        and isinstance(node.args[1].value, str)
    ):
        return f"{_followed(node.args[0], origins)}.{node.args[1].value}"
    return "?"


def names_of(source: str) -> Iterator[tuple[int, str]]:
    """Every name, attribute and imported name of a file in full, with its line."""
    for imported in imports_of(source):
        yield imported.line, ".".join(imported.path)
    for node in nodes_of(source):
        if isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, dotted(node, source)
        elif isinstance(node, ast.Call) and (name := dotted(node, source)) != "?":
            yield node.lineno, name


def functions_of(
    source: str,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, also those inside of classes and functions."""
    for node in nodes_of(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def decorators_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The last parts of the names of a function's decorators: `@db.command` is `command`."""
    return {
        ast.unparse(decorator).split("(")[0].rpartition(".")[2] for decorator in node.decorator_list
    }
