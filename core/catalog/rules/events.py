"""The values allowed in an event, and its state at a moment: pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from core import keys
from core.catalog.errors import (
    WrongCategories,
    WrongMultiplier,
    WrongPrice,
    WrongTheme,
    WrongWindow,
)
from core.catalog.rules.texts import Texts

THEME = re.compile(r"[a-z][a-z0-9-]{0,31}")
CATEGORIES_MAX = 50
CATEGORY_MAX = 64
PRICES_MAX = 200
POINTS_MAX = 1_000_000_000
"""The highest price of a reward."""

MULTIPLIER_MAX = 100
MULTIPLIER_DECIMALS = 3
NO_MULTIPLIER = Decimal(1)

State = Literal["draft", "published", "live", "ended"]
STATES: tuple[State, ...] = ("draft", "published", "live", "ended")


@dataclass(frozen=True)
class Event(keys.Answer):
    """A dated season; `ends_at` is the first moment after it, no categories means every item.

    `prices` are points by reward, while it is live and where they are below the list price.
    """

    id: UUID
    merchant_id: UUID
    merchant_name: str
    theme: str
    title: Texts
    starts_at: datetime
    ends_at: datetime
    multiplier: Decimal
    categories: tuple[str, ...]
    prices: Mapping[UUID, int]
    disclosure: Mapping[str, Texts]
    published_at: datetime | None
    state: State


@dataclass(frozen=True)
class Multiplier:
    """The multiplier of a published event on purchases of one merchant."""

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


def state(
    *, starts_at: datetime, ends_at: datetime, published_at: datetime | None, at: datetime
) -> State:
    """The state of an event at a moment."""
    if published_at is None:
        return "draft"
    if at < starts_at:
        return "published"
    return "live" if at < ends_at else "ended"


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
    trimmed = list(dict.fromkeys(category.strip() for category in categories))
    fit = all(0 < len(category) <= CATEGORY_MAX and "\0" not in category for category in trimmed)
    if len(trimmed) > CATEGORIES_MAX or not fit:
        raise WrongCategories
    return trimmed


def checked_prices(prices: Mapping[UUID, int]) -> dict[UUID, int]:
    """Points by reward, each a price that a reward may have; raises WrongPrice."""
    if len(prices) > PRICES_MAX or not all(0 < points <= POINTS_MAX for points in prices.values()):
        raise WrongPrice(most=POINTS_MAX)
    return dict(prices)
