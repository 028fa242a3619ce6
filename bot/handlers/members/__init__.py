"""The member in the chat: first contact, member code, settings, privacy."""

from __future__ import annotations

from bot.handlers.members import code, privacy, reachability, settings, start
from bot.routing import Buttons, Commands

reach_changed = reachability.changed
start_command = start.start_command

COMMANDS: Commands = {
    **code.COMMANDS,
    **settings.COMMANDS,
    **privacy.COMMANDS,
}
BUTTONS: Buttons = {**start.BUTTONS, **settings.BUTTONS, **privacy.BUTTONS}
