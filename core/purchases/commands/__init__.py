"""Verbs on purchases: post them, many at once, and refund them."""

from core.purchases.commands.record import NewPurchase, Recorded, record, record_many
from core.purchases.commands.refund import Refunded, refund

__all__ = ["NewPurchase", "Recorded", "Refunded", "record", "record_many", "refund"]
