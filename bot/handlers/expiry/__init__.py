"""What ends when, in the chat."""

from __future__ import annotations

from bot.handlers.expiry import reminders
from bot.routing import Commands

COMMANDS: Commands = {"reminders": reminders.reminders}
