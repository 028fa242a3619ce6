"""Turns a notice of the outbox into a message: its text, and the buttons beneath.

The text of a notice is the message of its code in the catalogues. A noun that wants more, such as
buttons, says so in `handlers/<noun>/notices.py`; `handlers.NOTICES` gathers all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot import buttons
from bot.buttons import OpenBelow
from core.notifications import Due
from locales import Language

Facts: TypeAlias = Mapping[str, Any]
Text: TypeAlias = Callable[[Facts, Language], str]
Keyboard: TypeAlias = Callable[[Facts, Language, str], InlineKeyboardMarkup]
"""Takes the notice's facts, the member's language and the address of the mini-app."""


@dataclass(frozen=True)
class NoticeForm:
    """How notices of one code look: their buttons, and their text where one message is too few."""

    keyboard: Keyboard | None = None
    text: Text | None = None


Notices: TypeAlias = Mapping[str, NoticeForm]
"""Forms by the notice's code; a code without one has only the text of the catalogues."""

PLAIN = NoticeForm()


def text_of(due: Due, t: Language, notices: Notices) -> str:
    """The text in the member's language; raises MissingText.

    Lists and tables among the facts are for buttons and other faces, so the catalogue's message
    does not get them; only a form's own text does.
    """
    if build := notices.get(due.code, PLAIN).text:
        return build(due.facts, t)
    plain = {name: fact for name, fact in due.facts.items() if isinstance(fact, str | int)}
    return t(due.code, **{name: _argument(name, fact) for name, fact in plain.items()})


def keyboard_of(
    due: Due, t: Language, notices: Notices, *, app_url: str
) -> InlineKeyboardMarkup | None:
    """The buttons of this kind of notice, if it has any; `app_url` is empty without a mini-app."""
    build = notices.get(due.code, PLAIN).keyboard
    return build(due.facts, t, app_url) if build else None


def opens_command(name: str) -> Keyboard:
    """One button that shows a command's screen beneath the notice, which is worth keeping."""

    def build(_: Facts, t: Language, __: str) -> InlineKeyboardMarkup:
        button = buttons.callback(t.plain(f"bot-go-{name}"), OpenBelow(name=name))
        return buttons.keyboard([button])

    return build


def explains_entry(explain: Callable[..., CallbackData]) -> Keyboard:
    """One button that explains the entry in the facts, or shows the history where they name none.

    `explain(entry=…)` makes the button's data.
    """

    def build(facts: Facts, t: Language, _: str) -> InlineKeyboardMarkup:
        entry = facts.get("entry")
        data = explain(entry=entry) if entry else OpenBelow(name="history")
        return buttons.keyboard([buttons.callback(t.plain("notifications-why"), data)])

    return build


def _argument(name: str, fact: str | int) -> object:
    """A fact as an argument of a message: dates and moments, which facts hold in ISO form, parsed.

    So each language writes them its own way.
    """
    if isinstance(fact, str) and name.endswith("_on"):
        return date.fromisoformat(fact)
    if isinstance(fact, str) and name.endswith("_at"):
        return datetime.fromisoformat(fact)
    return fact
