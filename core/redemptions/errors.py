"""Errors of quoting, redeeming and verifying vouchers."""

from datetime import date, datetime

from core.errors import NotFound, Refused


class NotEnoughPoints(Refused, code="redemptions-short"):
    """The source has too few points."""

    missing: int
    balance: int


class SoldOut(Refused, code="redemptions-sold-out", constraint="stock_never_oversold"):
    """None is left of the reward."""


class LimitReached(Refused, code="redemptions-limit"):
    """The member has reached the limit of this reward."""

    limit: int


class UnknownSource(Refused, code="redemptions-source-unknown"):
    """Points come from the wallet or from the purse."""

    source: str


class RecipientOutsideFamily(Refused, code="redemptions-recipient-strange"):
    """A voucher is for the member or for somebody of their family (RL-6)."""


class UnknownQuote(NotFound, code="redemptions-quote-unknown"):
    """There is no quote by this id, or it is somebody else's."""


class UnknownRedemption(NotFound, code="redemptions-unknown"):
    """There is no redemption behind this entry, or the entry is somebody else's."""


class QuoteEnded(Refused, code="redemptions-quote-ended"):
    """A quote holds for ten minutes."""

    ended_at: datetime


class PurseShrank(Refused, code="purse-shrank"):
    """The purse holds less than when the price was quoted."""

    missing: int
    balance: int


class UnknownVoucher(NotFound, code="voucher-unknown"):
    """There is no such voucher, or another merchant serves it."""


class VoucherUsed(Refused, code="voucher-used"):
    """The voucher was verified before."""

    at: datetime
    till: str  # `none` where the merchant did not name it


class VoucherEnded(Refused, code="voucher-ended"):
    """The last day of the voucher is over."""

    ended_on: date  # its last usable day
