"""The buttons of the history."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class HistoryPage(CallbackData, prefix="history1"):
    """Entries older than `before`; none: the newest."""

    before: int | None = None
