"""What may be refused when points are spent, and when a voucher is shown."""

from core.errors import NotFound, Refused


class Short(Refused):
    """There are not enough points where they are to come from. Facts: missing, balance."""

    code = "redemptions-short"


class SoldOut(Refused):
    """None is left of the reward."""

    code = "redemptions-sold-out"
    constraint = "stock_never_oversold"


class LimitReached(Refused):
    """A member may have the reward no more often. Facts: limit."""

    code = "redemptions-limit"


class UnknownSource(Refused):
    """Points come from the wallet or from the purse. Facts: source."""

    code = "redemptions-source-unknown"


class StrangeRecipient(Refused):
    """A voucher is for oneself or for somebody of one's family (RL-6)."""

    code = "redemptions-recipient-strange"


class UnknownQuote(NotFound):
    """There is no quote by this id, or it is somebody else's."""

    code = "redemptions-quote-unknown"


class UnknownRedemption(NotFound):
    """There is no redemption behind this entry, or the entry is somebody else's."""

    code = "redemptions-unknown"


class QuoteEnded(Refused):
    """A quote holds for ten minutes. Facts: ended_at."""

    code = "redemptions-quote-ended"


class PurseShrank(Refused):
    """The purse holds less than when the price was quoted. Facts: missing, balance."""

    code = "purse-shrank"


class UnknownVoucher(NotFound):
    """There is no such voucher, or another merchant serves it."""

    code = "voucher-unknown"


class VoucherUsed(Refused):
    """Facts: at (when) and till (where; `none` where nobody said)."""

    code = "voucher-used"


class VoucherEnded(Refused):
    """Facts: ended_on, its last usable day."""

    code = "voucher-ended"
