"""What the catalogue may refuse."""

from core.errors import NotFound, Refused


class UnknownEvent(NotFound):
    """No event by this id, or none of this merchant's."""

    code = "catalog-event-unknown"


class WrongTheme(Refused):
    """A theme is 1 to 32 of a-z, 0-9 and hyphens, and begins with a letter. Facts: theme."""

    code = "catalog-theme-wrong"


class WrongText(Refused):
    """A text is in a language of the programme, and neither blank nor too long.

    Facts: part (such as `title.en`), longest (characters).
    """

    code = "catalog-text-wrong"


class WrongPart(Refused):
    """A disclosure has no such part. Facts: part."""

    code = "catalog-part-wrong"


class WrongWindow(Refused):
    """An event ends after it begins."""

    code = "catalog-window-wrong"
    constraint = "event_window"


class EventOver(Refused):
    """An event that has ended already cannot be published."""

    code = "catalog-event-over"


class WrongMultiplier(Refused):
    """A multiplier is above 1, at most 100, with at most three decimals. Facts: multiplier."""

    code = "catalog-multiplier-wrong"


class WrongCategories(Refused):
    """At most 50 categories, none blank, each of at most 64 characters."""

    code = "catalog-categories-wrong"


class EventPublished(Refused):
    """What is published stands as it was published."""

    code = "catalog-event-published"
    constraint = "event_frozen_once_published"


class DisclosureIncomplete(Refused):
    """RL-8: facts: missing, such as ["title.en", "threshold", "validity.en"]."""

    code = "disclosure-incomplete"


class WrongPrice(Refused):
    """An event's price is at least 1 point, and names a reward of its merchant. Facts: most."""

    code = "catalog-price-wrong"


class UnknownReward(NotFound):
    """No reward by this id that the caller may see."""

    code = "rewards-unknown"


class WrongReward(Refused):
    """A part of a reward cannot be as it was given. Facts: part, such as `points` or `stock`."""

    code = "rewards-wrong"


class NothingChanged(Refused):
    """A change of a reward changes nothing."""

    code = "rewards-unchanged"


class RewardPublished(Refused):
    """What is published stands as it was published; a change is a new version."""

    code = "rewards-published"
    constraint = "reward_frozen_once_published"
