"""Verbs on redemptions: quote a price, redeem it, verify what it yields."""

from core.redemptions.commands.judge import NewRedemption
from core.redemptions.commands.quoting import quote
from core.redemptions.commands.redeem import redeem, redeem_many
from core.redemptions.commands.verify import verify

__all__ = ["NewRedemption", "quote", "redeem", "redeem_many", "verify"]
