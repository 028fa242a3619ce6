"""Errors of posting purchases and refunds."""

from datetime import date

from core.errors import NotFound, Refused


class UnknownPurchase(NotFound, code="purchases-unknown"):
    """The merchant has no purchase under that receipt."""

    receipt: str


class ItemsDoNotAddUp(Refused, code="items-sum"):
    """The items do not sum to the amount."""

    amount_fen: int
    items_fen: int


class PurchaseTooOld(Refused, code="purchases-too-old"):
    """The purchase happened more than `days` days ago."""

    days: int


class PurchaseInFuture(Refused, code="purchases-ahead"):
    """The purchase claims to happen more than `minutes` minutes from now."""

    minutes: int


class BornExpired(Refused, code="purchases-born-expired"):
    """Its points would have ended (`expires_on`) before they were posted."""

    expires_on: date


class RefundExceedsPurchase(Refused, code="refund-exceeds", constraint="refund_within_purchase"):
    """The refund is more than the remaining amount of the purchase, or of one line."""

    remaining_fen: int
    asked_fen: int
    line: int  # only where one line has too little left


class UnknownLine(Refused, code="refund-line-unknown"):
    """The purchase has no such line; the first is 1."""

    line: int
    lines: int
