"""Texts of merchants in the chat: in the member's language, and short enough to send."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from bot.screens import shortened
from core import catalog
from locales import Language

RULE_MAX = 480
"""Characters of one key rule, so that all fit into a message; the mini-app has them whole."""


def in_language(t: Language, text: Mapping[str, str]) -> str:
    """The text in the member's language, or else in the first that the merchant wrote."""
    return text.get(t.code) or next(iter(text.values()), "")


def key_rules(t: Language, disclosure: Mapping[str, Mapping[str, str]]) -> list[Markup]:
    """A line for every part of a disclosure, in the same order as everywhere else."""
    return [
        t(f"catalog-rule-{part.replace('_', '-')}", text=shortened(in_language(t, text), RULE_MAX))
        for part in catalog.DISCLOSURE
        if (text := disclosure.get(part))
    ]
