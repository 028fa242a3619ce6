"""Reads the messages of a language and checks them, so that a fault stops the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

TAGS = ("b", "i", "code")  # tags that Telegram's HTML and a browser render alike
_MARKUP = re.compile(r"<(/?)([^<>]*)>|<")
_LONE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|#\d+);)")


class CatalogueError(Exception):
    """The catalogues have faults, which are listed one a line."""


@dataclass
class Catalogue:
    """The messages of one language, and the variables of each."""

    messages: dict[str, ast.Message] = field(default_factory=dict)
    terms: dict[str, ast.Term] = field(default_factory=dict)
    variables: dict[str, frozenset[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def resource(self) -> ast.Resource:
        return ast.Resource([*self.messages.values(), *self.terms.values()])


def read(directory: Path) -> Catalogue:
    """Read all files of one language as one catalogue; its faults name file and line."""
    catalogue = Catalogue()
    for path in sorted(directory.glob("*.ftl")):
        _read_file(path, catalogue)
    for name, message in catalogue.messages.items():
        catalogue.variables[name] = frozenset(_variables(message, catalogue, seen={name}))
    return catalogue


def differences(catalogues: dict[str, Catalogue]) -> list[str]:
    """Messages, and variables of messages, that one language has and another lacks."""
    faults = []
    names = sorted({name for catalogue in catalogues.values() for name in catalogue.messages})
    for name in names:
        lacking = [code for code, catalogue in catalogues.items() if name not in catalogue.messages]
        if lacking:
            faults.append(f"{name}: not in {', '.join(lacking)}")
            continue
        used = {code: catalogue.variables[name] for code, catalogue in catalogues.items()}
        if len(set(used.values())) > 1:
            lists = "; ".join(
                f"{code}: {' '.join(sorted(variables)) or 'none'}"
                for code, variables in used.items()
            )
            faults.append(f"{name}: other variables ({lists})")
    return faults


def _read_file(path: Path, catalogue: Catalogue) -> None:
    source = path.read_text("utf-8")
    for entry in FluentParser().parse(source).body:
        begin = entry.span.start if entry.span else 0
        place = f"{path.parent.name}/{path.name}:{source.count(chr(10), 0, begin) + 1}"
        if isinstance(entry, ast.Junk):
            reason = "; ".join(note.message or "" for note in entry.annotations)
            catalogue.faults.append(f"{place}: not Fluent: {reason}")
        elif isinstance(entry, ast.Message | ast.Term):
            entries: dict[str, ast.Message] | dict[str, ast.Term]
            entries = catalogue.messages if isinstance(entry, ast.Message) else catalogue.terms
            if entry.id.name in entries:
                catalogue.faults.append(f"{place}: {entry.id.name} is written twice")
            if entry.attributes or not entry.value:
                catalogue.faults.append(f"{place}: {entry.id.name}: a text and no attributes")
            catalogue.faults += [f"{place}: {entry.id.name}: {fault}" for fault in _cleaned(entry)]
            entries[entry.id.name] = entry  # type: ignore[assignment]


def _cleaned(entry: ast.Message | ast.Term) -> list[str]:
    """Make the text valid HTML in place (`&` as `&amp;`); returns the faults that remain."""
    faults: list[str] = []

    class Cleaner(Visitor):
        def visit_Pattern(self, node: ast.Pattern) -> None:  # noqa: N802 -- Fluent's name
            own = [part for part in node.elements if isinstance(part, ast.TextElement)]
            faults.extend(_misuse("".join(part.value for part in own)))
            for part in own:
                part.value = _valid(part.value)
            self.generic_visit(node)

        def visit_StringLiteral(self, node: ast.StringLiteral) -> None:  # noqa: N802 -- as above
            faults.extend(_misuse(node.value))
            node.value = _valid(node.value)

    Cleaner().visit(entry)
    return faults


def _misuse(text: str) -> Iterator[str]:
    opened: list[str] = []
    for markup in _MARKUP.finditer(text):
        closing, tag = markup.group(1), markup.group(2)
        if tag not in TAGS:
            yield f"{markup.group(0)} is none of {' '.join(f'<{allowed}>' for allowed in TAGS)}"
        elif not closing:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            yield f"</{tag}> closes what is not open"
    if opened:
        yield f"<{opened[-1]}> is not closed"


def _valid(text: str) -> str:
    return _LONE_AMPERSAND.sub("&amp;", text)


def _variables(node: ast.BaseNode, catalogue: Catalogue, *, seen: set[str]) -> set[str]:
    """The variables of this message, and of the messages that it quotes."""
    names: set[str] = set()

    class Finder(Visitor):
        def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
            names.add(node.id.name)

        def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802
            name = node.id.name
            if name in seen:
                return
            seen.add(name)
            if name in catalogue.messages:
                names.update(_variables(catalogue.messages[name], catalogue, seen=seen))
            else:
                catalogue.faults.append(f"{name}: quoted and not written")

    Finder().visit(node)
    return names
