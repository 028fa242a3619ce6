"""What was bought with points: quotes, redemptions and the vouchers that they yield."""

from core.redemptions.commands import NewRedemption, quote, redeem, redeem_many, verify
from core.redemptions.errors import (
    LimitReached,
    PurseShrank,
    QuoteEnded,
    Short,
    SoldOut,
    StrangeRecipient,
    UnknownQuote,
    UnknownSource,
    UnknownVoucher,
    VoucherEnded,
    VoucherUsed,
)
from core.redemptions.queries import redeemed, voucher, vouchers
from core.redemptions.rules import (
    SOURCES,
    PaidBy,
    Quote,
    Redeemed,
    Verified,
    Voucher,
    format_code,
    parse_code,
)

__all__ = [
    "SOURCES",
    "LimitReached",
    "NewRedemption",
    "PaidBy",
    "PurseShrank",
    "Quote",
    "QuoteEnded",
    "Redeemed",
    "Short",
    "SoldOut",
    "StrangeRecipient",
    "UnknownQuote",
    "UnknownSource",
    "UnknownVoucher",
    "Verified",
    "Voucher",
    "VoucherEnded",
    "VoucherUsed",
    "format_code",
    "parse_code",
    "quote",
    "redeem",
    "redeem_many",
    "redeemed",
    "verify",
    "voucher",
    "vouchers",
]
