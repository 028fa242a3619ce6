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
    Ahead,
    BornExpired,
    ItemsSum,
    RefundExceeds,
    TooOld,
    UnknownLine,
    UnknownPurchase,
)
from core.purchases.queries import VisibleMember, Why, WhyRefund, visible, why
from core.purchases.rules import Earned, Item, LiveEvent, RefundLine, Terms, earned

__all__ = [
    "Ahead",
    "BornExpired",
    "Component",
    "Earned",
    "Item",
    "ItemsSum",
    "LiveEvent",
    "NewPurchase",
    "Recorded",
    "RefundExceeds",
    "RefundLine",
    "Refunded",
    "Terms",
    "TooOld",
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
