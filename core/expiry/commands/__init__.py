"""Verbs of expiry: remind of what ends, and end it; each in short transactions, range by range."""

from core.expiry.commands.expire import Expired, expire
from core.expiry.commands.remind import Reminded, remind

__all__ = ["Expired", "Reminded", "expire", "remind"]
