"""What is on offer, by what it is about."""

from core.catalog.queries.events import event, events
from core.catalog.queries.rewards import reward, rewards

__all__ = ["event", "events", "reward", "rewards"]
