"""What may be refused when a purchase or a refund is posted."""

from core.errors import NotFound, Refused


class UnknownPurchase(NotFound):
    """The merchant has no purchase under that receipt."""

    code = "purchases-unknown"


class ItemsSum(Refused):
    """The items do not sum to the amount (fen)."""

    code = "items-sum"


class TooOld(Refused):
    """The purchase happened more than `days` days ago."""

    code = "purchases-too-old"


class Ahead(Refused):
    """The purchase claims to happen more than `minutes` minutes from now."""

    code = "purchases-ahead"


class BornExpired(Refused):
    """Its points would have ended (`expires_on`) before they were posted."""

    code = "purchases-born-expired"


class RefundExceeds(Refused):
    """More than remains of the purchase, or of one line, is to be refunded (fen)."""

    code = "refund-exceeds"
    constraint = "refund_within_purchase"


class UnknownLine(Refused):
    """The purchase has no such line; the first is 1."""

    code = "refund-line-unknown"
