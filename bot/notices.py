"""Puts a notice into words: its text, and the button that belongs beneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import buttons
from bot.handlers.purchases.buttons import ExplainPurchase
from core.expiry import DIGEST
from core.notifications import Due
from locales import Language

Facts: TypeAlias = Mapping[str, Any]
Text: TypeAlias = Callable[[Facts, Language], str]
Keyboard: TypeAlias = Callable[[Facts, Language, str], InlineKeyboardMarkup]

ENDINGS = 3
"""Dates in a digest; the rest is summed up, for a digest has three lines."""


def text_of(due: Due, t: Language) -> str:
    """The text in the member's language; raises MissingText.

    Lists and tables among the facts are for buttons and other faces: only the texts of TEXTS
    hold them.
    """
    if build := TEXTS.get(due.code):
        return build(due.facts, t)
    plain = {name: fact for name, fact in due.facts.items() if isinstance(fact, str | int)}
    return t(due.code, **{name: _worded(name, fact) for name, fact in plain.items()})


def keyboard_of(due: Due, t: Language, *, app_url: str) -> InlineKeyboardMarkup | None:
    """The buttons of this kind of notice, if it has any; `app_url` as in `buttons.app_url`."""
    build = KEYBOARDS.get(due.code)
    return build(due.facts, t, app_url) if build else None


def _worded(name: str, fact: str | int) -> object:
    """Dates and moments, which facts hold in ISO form; the language writes them its own way."""
    if isinstance(fact, str) and name.endswith("_on"):
        return date.fromisoformat(fact)
    if isinstance(fact, str) and name.endswith("_at"):
        return datetime.fromisoformat(fact)
    return fact


def _why(facts: Facts, t: Language, _: str) -> InlineKeyboardMarkup:
    """Leads to the entry's reasons, or to the newest entries where the entry is not told."""
    entry = facts.get("entry")
    data = ExplainPurchase(entry=entry) if entry else buttons.OpenBelow(name="history")
    return buttons.keyboard([buttons.callback(t.plain("notifications-why"), data)])


def _digest(facts: Facts, t: Language) -> str:
    """How many points end, when (soonest first), and what to do before."""
    endings = facts["endings"]
    if len(endings) == 1:
        when = t("expiry-digest-one", expires_on=date.fromisoformat(endings[0]["expires_on"]))
    else:
        parts = [
            t(
                "expiry-digest-ending",
                points=one["points"],
                expires_on=date.fromisoformat(one["expires_on"]),
            )
            for one in endings[:ENDINGS]
        ]
        if later := sum(one["points"] for one in endings[ENDINGS:]):
            parts.append(t("expiry-digest-later", points=later))
        when = Markup(" · ").join(parts)
    return "\n".join([t("expiry-digest", points=facts["points"]), when, t("expiry-digest-now")])


def _ways_to_spend(_: Facts, t: Language, app_url: str) -> InlineKeyboardMarkup:
    """The mini-app, and where the points came from."""
    why = buttons.callback(t.plain("notifications-why"), buttons.OpenBelow(name="history"))
    return buttons.keyboard(buttons.app(t, app_url), [why])


def _leads_to(name: str) -> Keyboard:
    """One button beneath a notice that is worth keeping."""

    def build(_: Facts, t: Language, __: str) -> InlineKeyboardMarkup:
        way = buttons.callback(t.plain(f"bot-go-{name}"), buttons.OpenBelow(name=name))
        return buttons.keyboard([way])

    return build


TEXTS: Mapping[str, Text] = {DIGEST: _digest}
"""Which notices say more than one message can."""

KEYBOARDS: Mapping[str, Keyboard] = {
    "purchases-earned": _why,
    "purchases-clawed-back": _why,
    "redemptions-redeemed": _leads_to("vouchers"),
    "redemptions-received": _leads_to("vouchers"),
    "redemptions-paid": _leads_to("family"),
    "families-joined": _leads_to("family"),
    "families-left": _leads_to("family"),
    "families-handed-over": _leads_to("family"),
    DIGEST: _ways_to_spend,
}
"""Which notices have buttons."""
