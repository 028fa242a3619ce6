"""Redemptions in the chat: the quote, the receipt and the vouchers."""

from __future__ import annotations

from bot.handlers.redemptions import buying, explanation, vouchers
from bot.handlers.redemptions.buttons import (
    AskQuote,
    ExplainRedemption,
    Redeem,
    ShowVoucher,
    VouchersPage,
)
from bot.handlers.redemptions.notices import NOTICES as NOTICES
from bot.routing import Buttons, Commands

COMMANDS: Commands = {"vouchers": vouchers.vouchers}
BUTTONS: Buttons = {
    AskQuote: buying.quote,
    Redeem: buying.redeem,
    VouchersPage: vouchers.vouchers_page,
    ShowVoucher: vouchers.show_voucher,
    ExplainRedemption: explanation.explain,
}
