"""What an event may say, when it is live, and what it leaves unsaid: pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from core import compliance, members
from core.catalog.errors import (
    WrongCategories,
    WrongMultiplier,
    WrongPart,
    WrongText,
    WrongTheme,
    WrongWindow,
)

THEMES = (
    "spring-festival",
    "lantern-festival",
    "qingming",
    "labour-day",
    "dragon-boat",
    "summer",
    "mid-autumn",
    "national-day",
    "double-11",
    "new-year",
    "anniversary",
)
"""Themes that have a look of their own; any other name gets the plain one."""

THEME = re.compile(r"[a-z][a-z0-9-]{0,31}")
TITLE_MAX = 80
DISCLOSURE_MAX = 1000
CATEGORIES_MAX = 50
CATEGORY_MAX = 64
MULTIPLIER_MAX = 100
MULTIPLIER_DECIMALS = 3
NO_MULTIPLIER = Decimal(1)

State = Literal["draft", "published", "live", "ended"]
STATES: tuple[State, ...] = ("draft", "published", "live", "ended")
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Event:
    """A dated season; `ends_at` is the first moment after it, no categories means every item."""

    id: UUID
    merchant_id: UUID
    merchant_name: str
    theme: str
    title: Texts
    starts_at: datetime
    ends_at: datetime
    multiplier: Decimal
    categories: tuple[str, ...]
    disclosure: Mapping[str, Texts]
    published_at: datetime | None
    state: State


@dataclass(frozen=True)
class Multiplier:
    """What a published event gives on purchases of one merchant."""

    event_id: UUID
    merchant_id: UUID
    title: Texts
    starts_at: datetime
    ends_at: datetime
    multiplier: Decimal
    categories: frozenset[str]

    def live(self, at: datetime) -> bool:
        """Whether a purchase at this moment falls into the event."""
        return self.starts_at <= at < self.ends_at

    def covers(self, category: str) -> bool:
        """Whether items of this category count."""
        return not self.categories or category in self.categories


def state(
    *, starts_at: datetime, ends_at: datetime, published_at: datetime | None, at: datetime
) -> State:
    """Where an event stands at a moment."""
    if published_at is None:
        return "draft"
    if at < starts_at:
        return "published"
    return "live" if at < ends_at else "ended"


def missing(title: Texts, disclosure: Mapping[str, Texts]) -> list[str]:
    """RL-8: what has to be said before publishing; a part of a disclosure alone or per language."""
    untitled = [f"title.{one}" for one in members.LANGUAGES if not title.get(one, "").strip()]
    return untitled + compliance.disclosure_gaps(disclosure, members.LANGUAGES)


def checked_theme(theme: str) -> str:
    """Raises WrongTheme."""
    if not THEME.fullmatch(theme):
        raise WrongTheme(theme=theme)
    return theme


def checked_window(starts_at: datetime, ends_at: datetime) -> None:
    """Raises WrongWindow."""
    if starts_at >= ends_at:
        raise WrongWindow


def checked_multiplier(multiplier: Decimal | None) -> Decimal:
    """The factor on base points, 1 for an event that multiplies nothing; raises WrongMultiplier."""
    if multiplier is None:
        return NO_MULTIPLIER
    if not multiplier.is_finite() or not NO_MULTIPLIER < multiplier <= MULTIPLIER_MAX:
        raise WrongMultiplier(multiplier=multiplier)
    if multiplier != round(multiplier, MULTIPLIER_DECIMALS):
        raise WrongMultiplier(multiplier=multiplier)
    return multiplier


def checked_categories(categories: Sequence[str]) -> list[str]:
    """The categories without blanks at their ends and repetitions; raises WrongCategories."""
    kept = list(dict.fromkeys(category.strip() for category in categories))
    fit = all(0 < len(one) <= CATEGORY_MAX and "\0" not in one for one in kept)
    if len(kept) > CATEGORIES_MAX or not fit:
        raise WrongCategories
    return kept


def checked_title(title: Texts) -> dict[str, str]:
    """The title per language, of which a draft may still lack some; raises WrongText."""
    return _checked_texts("title", title, TITLE_MAX)


def checked_disclosure(disclosure: Mapping[str, Texts]) -> dict[str, dict[str, str]]:
    """The parts that are said so far; raises WrongPart and WrongText."""
    for part in disclosure:
        if part not in compliance.DISCLOSURE:
            raise WrongPart(part=part)
    return {
        part: _checked_texts(part, disclosure[part], DISCLOSURE_MAX)
        for part in compliance.DISCLOSURE
        if part in disclosure
    }


def _checked_texts(part: str, texts: Texts, longest: int) -> dict[str, str]:
    for language, text in texts.items():
        if language not in members.LANGUAGES or len(text) > longest or "\0" in text:
            raise WrongText(part=f"{part}.{language}", longest=longest)
    return {language: text.strip() for language, text in texts.items()}
