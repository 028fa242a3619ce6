"""Verbs of families: take a seat and give it up, invite, and move one's own points."""

from core.families.commands.invitations import Invitation, invite, revoke
from core.families.commands.pooling import Left, Moved, contribute, leave, withdraw
from core.families.commands.seats import found, hand_over, join, set_auto

__all__ = [
    "Invitation",
    "Left",
    "Moved",
    "contribute",
    "found",
    "hand_over",
    "invite",
    "join",
    "leave",
    "revoke",
    "set_auto",
    "withdraw",
]
