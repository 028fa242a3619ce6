"""The functions of the chat, collected from one package a noun: commands, buttons, groups."""

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
from bot.notices import Notices
from bot.routing import Buttons, Commands

reach_changed = members.reach_changed

_OF_NOUNS: Commands = {
    **members.COMMANDS,
    **ledger.COMMANDS,
    **expiry.COMMANDS,
    **families.COMMANDS,
    **catalog.COMMANDS,
    **redemptions.COMMANDS,
    **merchants.COMMANDS,
    **navigation.COMMANDS,
}
START_PAGES: Commands = {
    name: _OF_NOUNS[name]
    for name in ("balance", "reminders", "family", "code", "settings", "language", "privacy")
}
"""What `/start <name>` shows."""

LINKS: Commands = {**families.LINKS, **merchants.LINKS}
"""What other links to the bot lead to, by the beginning of their payload, in this order."""

COMMANDS: Commands = {"start": members.start_command(START_PAGES, LINKS), **_OF_NOUNS}
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

NOTICES: Notices = {
    **purchases.NOTICES,
    **redemptions.NOTICES,
    **families.NOTICES,
    **expiry.NOTICES,
}
"""How notices look, by the notice's code."""

REPLIES: Commands = {**families.REPLIES}
"""What is done with a word that a conversation waits for, by the conversation's state."""

IN_GROUPS: Commands = dict.fromkeys(COMMANDS, navigation.in_group)
"""In a group every command leads to the private chat: points are nobody else's business."""
