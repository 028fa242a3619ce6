"""The chat of those who act for a merchant or for the programme."""

from __future__ import annotations

from bot.buttons import AnswerInvitation
from bot.handlers.merchants import staff
from bot.routing import Buttons, Commands

COMMANDS: Commands = {"merchant": staff.merchant}
BUTTONS: Buttons = {AnswerInvitation: staff.answer_invitation}
