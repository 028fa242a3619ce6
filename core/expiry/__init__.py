"""The jobs that remind of points that end, expire them, and extend what we failed to tell of."""

from core.expiry.commands import Expired, Reminded, expire, remind
from core.expiry.queries import digest
from core.expiry.rules import DIGEST, EXTENDED_BY, Digest, Ending

__all__ = [
    "DIGEST",
    "EXTENDED_BY",
    "Digest",
    "Ending",
    "Expired",
    "Reminded",
    "digest",
    "expire",
    "remind",
]
