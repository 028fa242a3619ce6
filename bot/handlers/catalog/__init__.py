"""Offers of merchants in the chat: events of the season, and rewards."""

from __future__ import annotations

from bot.handlers.catalog import events, rewards
from bot.handlers.catalog.buttons import RewardRules, RewardsPage, ShowEvent, ShowReward
from bot.routing import Buttons, Commands

COMMANDS: Commands = {"events": events.events, "rewards": rewards.rewards}
BUTTONS: Buttons = {
    ShowEvent: events.show_event,
    RewardsPage: rewards.rewards_page,
    ShowReward: rewards.show_reward,
    RewardRules: rewards.rules,
}
