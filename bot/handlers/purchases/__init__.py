"""Purchases in the chat: why an entry has its points."""

from __future__ import annotations

from bot.buttons import WhyPoints
from bot.handlers.purchases import explanation
from bot.routing import Buttons

BUTTONS: Buttons = {WhyPoints: explanation.explain}
