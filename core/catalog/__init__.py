"""What merchants offer: today the events that multiply points."""

from core.catalog.commands import draft_event, publish_event
from core.catalog.errors import (
    DisclosureIncomplete,
    EventOver,
    EventPublished,
    UnknownEvent,
    WrongCategories,
    WrongMultiplier,
    WrongPart,
    WrongText,
    WrongTheme,
    WrongWindow,
)
from core.catalog.queries import event, events, multipliers
from core.catalog.rules import STATES, THEMES, Event, Multiplier, State
from core.compliance import DISCLOSURE

__all__ = [
    "DISCLOSURE",
    "STATES",
    "THEMES",
    "DisclosureIncomplete",
    "Event",
    "EventOver",
    "EventPublished",
    "Multiplier",
    "State",
    "UnknownEvent",
    "WrongCategories",
    "WrongMultiplier",
    "WrongPart",
    "WrongText",
    "WrongTheme",
    "WrongWindow",
    "draft_event",
    "event",
    "events",
    "multipliers",
    "publish_event",
]
