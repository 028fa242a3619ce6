"""What may be refused when a purchase or a refund is posted."""

from core.errors import NotFound, Refused


class UnknownPurchase(NotFound, code="purchases-unknown"):
    """The merchant has no purchase under that receipt."""


class ItemsSum(Refused, code="items-sum"):
    """The items do not sum to the amount (fen)."""


class TooOld(Refused, code="purchases-too-old"):
    """The purchase happened more than `days` days ago."""


class Ahead(Refused, code="purchases-ahead"):
    """The purchase claims to happen more than `minutes` minutes from now."""


class BornExpired(Refused, code="purchases-born-expired"):
    """Its points would have ended (`expires_on`) before they were posted."""


class RefundExceeds(Refused, code="refund-exceeds", constraint="refund_within_purchase"):
    """More than remains of the purchase, or of one line, is to be refunded (fen)."""


class UnknownLine(Refused, code="refund-line-unknown"):
    """The purchase has no such line; the first is 1."""
