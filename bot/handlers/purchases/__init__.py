"""Purchases in the chat: why an entry has its points."""

from __future__ import annotations

from bot.handlers.purchases import explanation
from bot.handlers.purchases.buttons import ExplainPurchase
from bot.handlers.purchases.notices import NOTICES as NOTICES
from bot.routing import Buttons

BUTTONS: Buttons = {ExplainPurchase: explanation.explain}
