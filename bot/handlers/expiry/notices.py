"""How the digest of expiring points looks: its dates in one line, and the ways to spend."""

from __future__ import annotations

from datetime import date

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import buttons
from bot.buttons import OpenBelow
from bot.notices import Facts, NoticeForm, Notices
from core.expiry import DIGEST
from locales import Language

ENDINGS = 3
"""Dates in a digest; the rest is summed up, because a digest has three lines."""


def _digest(facts: Facts, t: Language) -> str:
    """The expiring points, their dates (soonest first), and ways to use them before."""
    endings = facts["endings"]
    if len(endings) == 1:
        when = t("expiry-digest-one", expires_on=date.fromisoformat(endings[0]["expires_on"]))
    else:
        parts = [
            t(
                "expiry-digest-ending",
                points=ending["points"],
                expires_on=date.fromisoformat(ending["expires_on"]),
            )
            for ending in endings[:ENDINGS]
        ]
        if later := sum(ending["points"] for ending in endings[ENDINGS:]):
            parts.append(t("expiry-digest-later", points=later))
        when = Markup(" · ").join(parts)
    return "\n".join([t("expiry-digest", points=facts["points"]), when, t("expiry-digest-now")])


def _ways_to_spend(_: Facts, t: Language, app_url: str) -> InlineKeyboardMarkup:
    """The mini-app, and where the points came from."""
    history = buttons.callback(t.plain("notifications-why"), OpenBelow(name="history"))
    return buttons.keyboard(buttons.app(t, app_url), [history])


NOTICES: Notices = {DIGEST: NoticeForm(_ways_to_spend, _digest)}
