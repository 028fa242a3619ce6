"""Verbs on purchases: post them, many at once, and refund them."""

from core.purchases.commands.judge import NewPurchase, Recorded
from core.purchases.commands.record import record, record_many
from core.purchases.commands.refund import refund
from core.purchases.commands.take_back import Refunded

__all__ = ["NewPurchase", "Recorded", "Refunded", "record", "record_many", "refund"]
