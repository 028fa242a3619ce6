"""Puts a notice into words: its text, and the button that belongs beneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from aiogram.types import InlineKeyboardMarkup

from bot import keyboards
from core.notifications import Due
from locales import Language

Facts: TypeAlias = Mapping[str, Any]
Keyboard: TypeAlias = Callable[[Facts, Language], InlineKeyboardMarkup]


def text_of(due: Due, t: Language) -> str:
    """The text in the member's language; raises MissingText.

    Lists and tables among the facts are for buttons and other faces: no text holds them.
    """
    plain = {name: fact for name, fact in due.facts.items() if isinstance(fact, str | int)}
    return t(due.code, **{name: _worded(name, fact) for name, fact in plain.items()})


def keyboard_of(due: Due, t: Language) -> InlineKeyboardMarkup | None:
    """The buttons of this kind of notice, if it has any."""
    build = KEYBOARDS.get(due.code)
    return build(due.facts, t) if build else None


def _worded(name: str, fact: str | int) -> object:
    """Dates and moments, which facts hold in ISO form; the language writes them its own way."""
    if isinstance(fact, str) and name.endswith("_on"):
        return date.fromisoformat(fact)
    if isinstance(fact, str) and name.endswith("_at"):
        return datetime.fromisoformat(fact)
    return fact


def _why(facts: Facts, t: Language) -> InlineKeyboardMarkup:
    """Leads to the entry's reasons, or to the newest entries where the entry is not told."""
    entry = facts.get("entry")
    data = keyboards.WhyPoints(entry=entry) if entry else keyboards.Open(name="history")
    return keyboards.keyboard([keyboards.press(t.plain("notifications-why"), data)])


KEYBOARDS: Mapping[str, Keyboard] = {"purchases-earned": _why, "purchases-clawed-back": _why}
"""Which notices have buttons."""
