"""The words of merchants in the chat: in the language of the member, never too long to send."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from bot.screens import shortened
from core import catalog
from locales import Language

RULE_MAX = 480
"""Characters of one key rule; all of them fit into a message, and the mini-app has them whole."""


def in_language(t: Language, text: Mapping[str, str]) -> str:
    """What a merchant wrote, in the member's language or else in another."""
    return text.get(t.code) or next(iter(text.values()), "")


def key_rules(t: Language, disclosure: Mapping[str, Mapping[str, str]]) -> list[Markup]:
    """A line for every part of a disclosure, in the order that holds everywhere."""
    return [
        t(f"catalog-rule-{part.replace('_', '-')}", text=shortened(in_language(t, text), RULE_MAX))
        for part in catalog.DISCLOSURE
        if (text := disclosure.get(part))
    ]
