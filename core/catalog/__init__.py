"""What merchants offer: rewards, and events that multiply points or lower prices."""

from core.catalog import locked as locked
from core.catalog.commands import (
    change_reward,
    draft_event,
    draft_reward,
    publish_event,
    publish_reward,
)
from core.catalog.errors import (
    DisclosureIncomplete,
    EventOver,
    EventPublished,
    NothingChanged,
    RewardPublished,
    UnknownEvent,
    UnknownReward,
    WrongCategories,
    WrongMultiplier,
    WrongPart,
    WrongPrice,
    WrongReward,
    WrongText,
    WrongTheme,
    WrongWindow,
)
from core.catalog.queries import event, events, reward, rewards
from core.catalog.rules.events import STATES, THEMES, Event, Multiplier, State
from core.catalog.rules.rewards import (
    DELIVERIES,
    REWARD_KINDS,
    Offer,
    Reward,
    RewardTerms,
    savings,
)
from core.catalog.rules.texts import Texts
from core.compliance import DISCLOSURE

__all__ = [
    "DELIVERIES",
    "DISCLOSURE",
    "REWARD_KINDS",
    "STATES",
    "THEMES",
    "DisclosureIncomplete",
    "Event",
    "EventOver",
    "EventPublished",
    "Multiplier",
    "NothingChanged",
    "Offer",
    "Reward",
    "RewardPublished",
    "RewardTerms",
    "State",
    "Texts",
    "UnknownEvent",
    "UnknownReward",
    "WrongCategories",
    "WrongMultiplier",
    "WrongPart",
    "WrongPrice",
    "WrongReward",
    "WrongText",
    "WrongTheme",
    "WrongWindow",
    "change_reward",
    "draft_event",
    "draft_reward",
    "event",
    "events",
    "publish_event",
    "publish_reward",
    "reward",
    "rewards",
    "savings",
]
