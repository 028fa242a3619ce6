"""The buttons beneath an invitation to join the staff."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class AnswerStaffInvitation(CallbackData, prefix="invited1"):
    """Answer the invitation that the conversation holds; its token is too long for a button."""

    accept: bool
