"""The buttons of events and rewards."""

from __future__ import annotations

from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class ShowEvent(CallbackData, prefix="event1"):
    event: UUID


class RewardsPage(CallbackData, prefix="rewards1"):
    """The rewards from a place in the list on; the cheapest come first."""

    start: int


class ShowReward(CallbackData, prefix="reward1"):
    reward: UUID


class RewardRules(CallbackData, prefix="rules1"):
    """The whole disclosure of a reward."""

    reward: UUID
