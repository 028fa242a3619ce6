"""Verbs of the catalogue, by what they are about."""

from core.catalog.commands.events import draft_event, publish_event
from core.catalog.commands.rewards import change_reward, draft_reward, publish_reward

__all__ = [
    "change_reward",
    "draft_event",
    "draft_reward",
    "publish_event",
    "publish_reward",
]
