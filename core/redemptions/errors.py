"""What may be refused when points are spent, and when a voucher is shown."""

from core.errors import NotFound, Refused


class Short(Refused, code="redemptions-short"):
    """There are not enough points where they are to come from. Facts: missing, balance."""


class SoldOut(Refused, code="redemptions-sold-out", constraint="stock_never_oversold"):
    """None is left of the reward."""


class LimitReached(Refused, code="redemptions-limit"):
    """A member may have the reward no more often. Facts: limit."""


class UnknownSource(Refused, code="redemptions-source-unknown"):
    """Points come from the wallet or from the purse. Facts: source."""


class StrangeRecipient(Refused, code="redemptions-recipient-strange"):
    """A voucher is for oneself or for somebody of one's family (RL-6)."""


class UnknownQuote(NotFound, code="redemptions-quote-unknown"):
    """There is no quote by this id, or it is somebody else's."""


class UnknownRedemption(NotFound, code="redemptions-unknown"):
    """There is no redemption behind this entry, or the entry is somebody else's."""


class QuoteEnded(Refused, code="redemptions-quote-ended"):
    """A quote holds for ten minutes. Facts: ended_at."""


class PurseShrank(Refused, code="purse-shrank"):
    """The purse holds less than when the price was quoted. Facts: missing, balance."""


class UnknownVoucher(NotFound, code="voucher-unknown"):
    """There is no such voucher, or another merchant serves it."""


class VoucherUsed(Refused, code="voucher-used"):
    """Facts: at (when) and till (where; `none` where nobody said)."""


class VoucherEnded(Refused, code="voucher-ended"):
    """Facts: ended_on, its last usable day."""
