"""The buttons that buy with points and that show what was bought."""

from __future__ import annotations

from uuid import UUID

from aiogram.filters.callback_data import CallbackData


class AskQuote(CallbackData, prefix="quote1"):
    """Ask what a reward costs now; `seat` names who of the family gets the voucher."""

    reward: UUID
    source: str
    seat: int | None = None


class Redeem(CallbackData, prefix="redeem1"):
    """Confirm a quote; pressed twice it is one redemption."""

    quote: UUID


class VouchersPage(CallbackData, prefix="vouchers1"):
    """The vouchers from a place in the list on; usable ones come first."""

    start: int


class ShowVoucher(CallbackData, prefix="voucher1"):
    code: str


class ExplainRedemption(CallbackData, prefix="paid1"):
    """What an entry paid for; `before` is the page to return to."""

    entry: int
    before: int | None = None
