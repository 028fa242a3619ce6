"""The chat of those who act for a merchant or for the programme."""

from __future__ import annotations

from bot.handlers.merchants import staff
from bot.handlers.merchants.buttons import AnswerStaffInvitation
from bot.routing import Buttons, Commands

COMMANDS: Commands = {"merchant": staff.merchant}
BUTTONS: Buttons = {AnswerStaffInvitation: staff.answer_invitation}
LINKS: Commands = {"": staff.invited}
"""A staff link's payload is the bare token of an invitation, so this has to be tried last."""
