"""Errors of the catalogue."""

from decimal import Decimal

from core.errors import NotFound, Refused


class UnknownEvent(NotFound, code="catalog-event-unknown"):
    """No event by this id, or none of this merchant's."""


class WrongTheme(Refused, code="catalog-theme-wrong"):
    """A theme is 1 to 32 of a-z, 0-9 and hyphens, and begins with a letter."""

    theme: str


class WrongText(Refused, code="catalog-text-wrong"):
    """A text is in a language of the programme, and neither blank nor too long."""

    part: str  # such as `title.en`
    longest: int  # characters


class WrongPart(Refused, code="catalog-part-wrong"):
    """A disclosure has no such part."""

    part: str


class WrongWindow(Refused, code="catalog-window-wrong", constraint="event_window"):
    """An event ends after it begins."""


class EventOver(Refused, code="catalog-event-over"):
    """An event that has already ended cannot be published."""


class WrongMultiplier(Refused, code="catalog-multiplier-wrong"):
    """A multiplier is above 1, at most 100, with at most three decimals."""

    multiplier: Decimal


class WrongCategories(Refused, code="catalog-categories-wrong"):
    """At most 50 categories, none blank, each of at most 64 characters."""


class EventPublished(
    Refused, code="catalog-event-published", constraint="event_frozen_once_published"
):
    """A published event does not change."""


class DisclosureIncomplete(Refused, code="disclosure-incomplete"):
    """RL-8: a text or a part of the disclosure is missing in some language."""

    missing: list[str]  # such as ["title.en", "threshold", "validity.en"]


class WrongPrice(Refused, code="catalog-price-wrong"):
    """An event's price is at least 1 point, and names a reward of its merchant."""

    most: int  # points


class UnknownReward(NotFound, code="rewards-unknown"):
    """No reward by this id that the caller may see."""


class WrongReward(Refused, code="rewards-wrong"):
    """A part of a reward has a value that is not allowed."""

    part: str  # such as `points` or `stock`


class NothingChanged(Refused, code="rewards-unchanged"):
    """A change of a reward changes nothing."""


class RewardPublished(Refused, code="rewards-published", constraint="reward_frozen_once_published"):
    """A published version does not change; a change is a new version."""
