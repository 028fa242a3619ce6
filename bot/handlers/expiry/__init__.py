"""Expiry in the chat: the dates of expiring points, and the digest that reminds of them."""

from __future__ import annotations

from bot.handlers.expiry import reminders
from bot.handlers.expiry.notices import NOTICES as NOTICES
from bot.routing import Commands

COMMANDS: Commands = {"reminders": reminders.reminders}
