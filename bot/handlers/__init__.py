"""What the chat can do, gathered from one file a noun: commands, buttons, and groups."""

from __future__ import annotations

from bot.handlers import (
    catalog,
    expiry,
    families,
    ledger,
    members,
    merchants,
    navigation,
    purchases,
    redemptions,
)
from bot.routing import Buttons, Commands

reach_changed = members.reach_changed

COMMANDS: Commands = {
    **members.COMMANDS,
    **ledger.COMMANDS,
    **expiry.COMMANDS,
    **families.COMMANDS,
    **catalog.COMMANDS,
    **redemptions.COMMANDS,
    **merchants.COMMANDS,
    **navigation.COMMANDS,
}
"""In a private chat, by name."""

BUTTONS: Buttons = {
    **members.BUTTONS,
    **ledger.BUTTONS,
    **catalog.BUTTONS,
    **redemptions.BUTTONS,
    **families.BUTTONS,
    **purchases.BUTTONS,
    **merchants.BUTTONS,
    **navigation.buttons_for(COMMANDS),
}

REPLIES: Commands = {**families.REPLIES}
"""What is done with a word that a conversation waits for, by the conversation's state."""

IN_GROUPS: Commands = dict.fromkeys(COMMANDS, navigation.in_group)
"""In a group every command leads to the private chat: points are nobody else's business."""
