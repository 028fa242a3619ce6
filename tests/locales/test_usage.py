"""Every message is said somewhere: what nothing says is only more to translate."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import all_errors
from locales import Language, Texts
from locales.catalogue import read
from tests.house.rule import LINE
from webapp.api.openapi import all_codes, document

ROOT = Path(__file__).parents[2]
PLACES = ("core", "bot", "webapp", "cli", "main.py")
DESCRIBED = re.compile(r"api-(?:call|answer|field|code)-")
"""What only the document of the merchant API says, by names that it makes."""

TEXT = r"""["']([a-z0-9_-]*)["']"""
IN_A_TEMPLATE = re.compile(rf"{TEXT}(\s*~\s*[\w.]+[^~\s\"',)]*(?:\s*~\s*{TEXT})?)?")


def sources(suffix: str) -> Iterator[str]:
    for name in PLACES:
        place = ROOT / name
        for path in [place] if place.is_file() else sorted(place.rglob(f"*{suffix}")):
            if path.suffix == suffix:
                yield path.read_text("utf-8")


def pattern(before: str, after: str = "") -> str:
    """A message with a part that is filled in: one word after one, else several."""
    part = "[a-z0-9_]+" if before.count("-") < 2 else "[a-z0-9_-]+"
    return re.escape(before) + part + re.escape(after)


def said_in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            first, after = node.values[0], _constants(node.values[1:])
            if isinstance(first, ast.Constant):
                yield pattern(str(first.value), after)
            elif len(node.values) == 2 and after.startswith("-"):
                yield "[a-z-]+" + re.escape(after)


def _constants(values: list[ast.expr]) -> str:
    return "".join(str(value.value) for value in values if isinstance(value, ast.Constant))


def said_in_templates(source: str) -> Iterator[str]:
    for before, more, after in IN_A_TEMPLATE.findall(source):
        yield pattern(before, after) if more else re.escape(before)


def said() -> re.Pattern[str]:
    """Any message that the faces, the templates, the scripts or a refusal may say."""
    texts = {text for source in sources(".py") for text in said_in_python(source)}
    for suffix in (".html", ".js"):
        texts |= {text for source in sources(suffix) for text in said_in_templates(source)}
    for noun in LINE:
        if (ROOT / "core" / noun).is_dir():
            importlib.import_module(f"core.{noun}")
    texts |= {re.escape(error.code) for error in all_errors()}
    return re.compile("|".join(sorted(text for text in texts if "-" in text and "\n" not in text)))


def described(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The message ids that the document uses."""
    message_ids: set[str] = {f"api-code-{code}" for code, _ in all_codes()}
    plain = Language.plain

    def noted(self: Language, message: str, /, **arguments: object) -> str:
        message_ids.add(message)
        return plain(self, message, **arguments)

    monkeypatch.setattr(Language, "plain", noted)
    document(Texts.load().language("en"), public_url="http://127.0.0.1")
    return message_ids


def test_every_message_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = read(ROOT / "locales" / "en").messages
    any_of, in_the_document = said(), described(monkeypatch)
    unsaid = [
        name
        for name in messages
        if not (name in in_the_document if DESCRIBED.match(name) else any_of.fullmatch(name))
    ]
    assert not unsaid, " ".join(unsaid)


def test_unused_message_is_reported() -> None:
    assert not said().fullmatch("members-nobody-says-this")
    assert not said().fullmatch("webapp-nobody-says")
