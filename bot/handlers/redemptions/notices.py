"""How notices of redemptions look: whoever gets the voucher sees it, whoever paid the family."""

from __future__ import annotations

from bot.notices import NoticeForm, Notices, opens_command

NOTICES: Notices = {
    "redemptions-redeemed": NoticeForm(opens_command("vouchers")),
    "redemptions-received": NoticeForm(opens_command("vouchers")),
    "redemptions-paid": NoticeForm(opens_command("family")),
}
