"""The button that explains what a purchase earned."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class ExplainPurchase(CallbackData, prefix="why1"):
    """Why an entry has these points; `before` is the page to return to."""

    entry: int
    before: int | None = None
