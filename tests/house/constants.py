"""What strings a file can build: constants put together from constants, with gaps for the rest.

SQL is often assembled: `f"SELECT … FROM {TABLE}"`, `"DELETE " + PART`, a loop over table names.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice, product
from string import Formatter

from tests.house.reading import docstrings_of, nodes_of

GAP = "\x00"
"""Stands for what only a run of the programme knows."""

ALTERNATIVES_MAX = 64
DEPTH_MAX = 12

Bindings = dict[str, list[ast.expr]]


@cache
def texts_of(source: str) -> tuple[tuple[int, str], ...]:
    """Every string that this file writes or puts together, docstrings left out, with its line."""
    texts = _Texts(_bindings(source))
    seen: dict[tuple[int, str], None] = {}
    inner: set[int] = set(docstrings_of(source))
    for node in nodes_of(source):  # a tree is walked from the outside to the inside
        if isinstance(node, ast.AugAssign):  # the name has become longer
            builds: ast.expr | None = node.target
        elif isinstance(node, ast.expr) and _builds_text(node) and id(node) not in inner:
            builds = node
        else:
            continue
        inner.update(id(part) for part in ast.walk(node) if _builds_text(part))
        seen.update(((node.lineno, text), None) for text in texts.of(builds))
    return tuple(seen)


def values_of(node: ast.expr, source: str) -> list[str]:
    """The strings that one expression of a file may be; a gap where constants do not say it."""
    return _Texts(_bindings(source)).of(node)


def _builds_text(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | bytes)
    if isinstance(node, ast.BinOp):
        parts = (node.left, node.right)
        return isinstance(node.op, ast.Add | ast.Mod) and any(map(_builds_text, parts))
    if isinstance(node, ast.Call):
        return _method(node) in {"format", "replace"} or _is_join(node)
    return isinstance(node, ast.JoinedStr)


def _method(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _is_join(node: ast.Call) -> bool:
    return (
        isinstance(node.func, ast.Attribute)
        and node.func.attr == "join"
        and isinstance(node.func.value, ast.Constant)
        and len(node.args) == 1
    )


@cache
def _bindings(source: str) -> Bindings:
    """Every expression that a simple name is bound to, anywhere in the file."""
    bindings: Bindings = defaultdict(list)
    for node in nodes_of(source):
        for target, values in _bound(node):
            if isinstance(target, ast.Name):
                bindings[target.id] += values
    for node in nodes_of(source):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            so_far = bindings[node.target.id]
            if so_far and isinstance(node.op, ast.Add):
                so_far[-1] = ast.BinOp(so_far[-1], ast.Add(), node.value)
    return bindings


def _bound(node: ast.AST) -> Iterator[tuple[ast.expr, list[ast.expr]]]:
    if isinstance(node, ast.Assign):
        yield from ((target, [node.value]) for target in node.targets)
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        yield node.target, [node.value]
    elif isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
        yield node.target, _elements(node.iter)


def _elements(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        return node.values
    return list(node.elts) if isinstance(node, ast.Tuple | ast.List | ast.Set) else []


class _Texts:
    """Evaluates expressions to the strings that they may be, as far as constants say."""

    def __init__(self, bindings: Bindings) -> None:
        self._bindings = bindings
        self._depth = 0
        self._readers: dict[type[ast.expr], Callable[..., Iterator[str]]] = {
            ast.Constant: self._constant,
            ast.JoinedStr: self._f_string,
            ast.FormattedValue: lambda node: iter(self.of(node.value)),
            ast.BinOp: self._sum,
            ast.Call: self._call,
            ast.IfExp: lambda node: iter((*self.of(node.body), *self.of(node.orelse))),
            ast.Subscript: lambda node: self._any(self._contents(node.value)),
            ast.Name: lambda node: self._any(self._bindings.get(node.id, [])),
        }

    def of(self, node: ast.expr | None) -> list[str]:
        """What an expression may be; a gap where constants do not say it."""
        reader = self._readers.get(type(node)) if node is not None else None
        if reader is None or self._depth > DEPTH_MAX:
            return [GAP]
        self._depth += 1
        try:
            return list(islice(reader(node), ALTERNATIVES_MAX)) or [GAP]
        finally:
            self._depth -= 1

    def _any(self, nodes: Sequence[ast.expr]) -> Iterator[str]:
        for node in nodes:
            yield from self.of(node)

    def _constant(self, node: ast.Constant) -> Iterator[str]:
        value = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
        yield value if isinstance(value, str) else GAP

    def _f_string(self, node: ast.JoinedStr) -> Iterator[str]:
        return _joined([self.of(part) for part in node.values])

    def _sum(self, node: ast.BinOp) -> Iterator[str]:
        if isinstance(node.op, ast.Add):
            yield from _joined([self.of(node.left), self.of(node.right)])
        elif isinstance(node.op, ast.Mod):
            values = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
            for text in self.of(node.left):
                first, *rest = text.split("%s")
                known = [*(self.of(value) for value in values), *([[GAP]] * len(rest))]
                pairs = zip(known, ([piece] for piece in rest), strict=False)
                yield from _joined([[first], *(part for pair in pairs for part in pair)])

    def _call(self, node: ast.Call) -> Iterator[str]:
        assert isinstance(node.func, ast.Attribute) or not _builds_text(node)
        if _is_join(node) and isinstance(node.func, ast.Attribute):
            parts = [self.of(part) for part in self._contents(node.args[0])]
            if parts:
                yield from _joined(parts, self.of(node.func.value)[0])
        elif isinstance(node.func, ast.Attribute) and _method(node) in {"format", "replace"}:
            for text in self.of(node.func.value):
                yield from (
                    self._formatted(text, node)
                    if _method(node) == "format"
                    else self._replaced(text, node)
                )

    def _replaced(self, text: str, node: ast.Call) -> Iterator[str]:
        yield text
        if len(node.args) > 1:
            for old, new in product(self.of(node.args[0]), self.of(node.args[1])):
                yield text.replace(old, new)

    def _formatted(self, text: str, node: ast.Call) -> Iterator[str]:
        by_name = {keyword.arg: keyword.value for keyword in node.keywords}
        by_place = iter(node.args)
        parts: list[list[str]] = []
        try:
            fields = list(Formatter().parse(text))
        except ValueError:  # braces that are no fields
            return
        for literal, field, _, _ in fields:
            parts.append([literal])
            if field is not None:
                parts.append(self.of(by_name.get(field) or next(by_place, None)))
        yield from _joined(parts)

    def _contents(self, node: ast.expr) -> list[ast.expr]:
        """The elements of a tuple, list or dictionary that is written here or bound to a name."""
        if isinstance(node, ast.Name):
            bound = self._bindings.get(node.id, [])
            return [element for value in bound for element in _elements(value)]
        return _elements(node)


def _joined(parts: Sequence[Sequence[str]], separator: str = "") -> Iterator[str]:
    return (separator.join(combination) for combination in product(*parts))
