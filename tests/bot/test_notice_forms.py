"""A form of a notice is found by its code alone, so a code with a slip would lose its buttons."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from bot.handlers import NOTICES
from core.errors import all_errors
from locales.catalogue import read
from locales.language import LANGUAGES

ROOT = Path(__file__).parents[2]
OTHER_CODES = {error.code for error in all_errors()}


def codes_in_core(noun: str) -> set[str]:
    """The texts in the code of one noun that can be the code of a notice."""
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "core" / noun).rglob("*.py")]
    constants = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return constants - OTHER_CODES


@pytest.mark.parametrize("code", NOTICES)
def test_core_puts_notices_of_this_code(code: str) -> None:
    noun = code.partition("-")[0]
    is_put = code in codes_in_core(noun)
    assert is_put, f"core/{noun} puts no notice with the code {code}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_with_a_form_has_a_text(language: str) -> None:
    messages = read(ROOT / "locales" / language).messages
    assert sorted(NOTICES.keys() - messages.keys()) == []
