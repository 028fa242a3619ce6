"""Sales that earn, and their refunds: the only source of points."""

from core.purchases.commands import (
    NewPurchase,
    Recorded,
    Refunded,
    record,
    record_many,
    refund,
)
from core.purchases.commands.judge import Component
from core.purchases.errors import (
    BornExpired,
    ItemsDoNotAddUp,
    PurchaseInFuture,
    PurchaseTooOld,
    RefundExceedsPurchase,
    UnknownLine,
    UnknownPurchase,
)
from core.purchases.queries import VisibleMember, Why, WhyRefund, visible, why
from core.purchases.rules import Earned, Item, LiveEvent, RefundLine, Terms, earned

__all__ = [
    "BornExpired",
    "Component",
    "Earned",
    "Item",
    "ItemsDoNotAddUp",
    "LiveEvent",
    "NewPurchase",
    "PurchaseInFuture",
    "PurchaseTooOld",
    "Recorded",
    "RefundExceedsPurchase",
    "RefundLine",
    "Refunded",
    "Terms",
    "UnknownLine",
    "UnknownPurchase",
    "VisibleMember",
    "Why",
    "WhyRefund",
    "earned",
    "record",
    "record_many",
    "refund",
    "visible",
    "why",
]
