"""The member's points in the chat: balance and history."""

from __future__ import annotations

from bot.handlers.ledger import balance, history
from bot.handlers.ledger.buttons import HistoryPage
from bot.routing import Buttons, Commands

COMMANDS: Commands = {"balance": balance.balance, "history": history.history}
BUTTONS: Buttons = {HistoryPage: history.page}
