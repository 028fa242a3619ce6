"""The member's vouchers: the list, and one voucher with its QR code."""

from __future__ import annotations

from datetime import date, datetime

from markupsafe import Markup

from bot import buttons
from bot.handlers.redemptions.buttons import ShowVoucher, VouchersPage
from bot.qr_code import qr_png
from bot.screens import CAPTION_MAX, Attachment, Screen, fitted, shortened
from core import ledger, redemptions
from core.members import Member
from core.program import Program
from core.redemptions import Voucher
from locales import Language

VOUCHERS = 8
"""Vouchers on a page: as many as there are buttons in a row."""
HOW_MAX = CAPTION_MAX // 4
"""Characters of the merchant's instructions, so that a caption has room for the rest."""


def voucher_lines(voucher: Voucher, t: Language, today: date) -> list[Markup]:
    """The code and its last day; of a voucher that cannot be used any more, the reason."""
    if voucher.verified_at is not None:
        till = voucher.till or "none"
        return [t("redemptions-voucher-was-used", used=voucher.verified_at, till=till)]
    if not voucher.open(today):
        return [t("redemptions-voucher-is-over", ends=voucher.ends_on)]
    lines = [t("redemptions-voucher-line", code=voucher.spoken, ends=voucher.ends_on)]
    if voucher.cash_fen:
        lines.append(t("redemptions-voucher-cash", cash=t.money(voucher.cash_fen)))
    how = shortened(voucher.how_to_redeem[t.code], HOW_MAX)
    return [*lines, t("redemptions-voucher-how", text=how)]


async def vouchers(*, member: Member, t: Language, program: Program, at: datetime) -> Screen:
    """The first page: usable vouchers first, each with a button that shows its QR code."""
    return await _vouchers_from(0, member, t, program, at)


async def vouchers_page(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: VouchersPage
) -> Screen:
    """Another page of the vouchers."""
    return await _vouchers_from(pressed.start, member, t, program, at)


async def _vouchers_from(
    start: int, member: Member, t: Language, program: Program, at: datetime
) -> Screen:
    owned = await redemptions.vouchers(member.id)
    menu = [buttons.go(t, "rewards"), buttons.go(t, "balance")]
    if not owned:
        return Screen(t("redemptions-no-vouchers"), buttons.keyboard(menu))
    today = ledger.today(program, at)
    start = max(0, min(start, len(owned) - 1)) // VOUCHERS * VOUCHERS
    vouchers_of_page = owned[start : start + VOUCHERS]
    lines = [t("redemptions-vouchers-title")]
    for place, voucher in enumerate(vouchers_of_page, start + 1):
        lines += [Markup(), _line(voucher, place, t, today)]
    numbers = [
        buttons.callback(t.number(place), ShowVoucher(code=voucher.code))
        for place, voucher in enumerate(vouchers_of_page, start + 1)
    ]
    pages = buttons.page_buttons(
        t, lambda place: VouchersPage(start=place), start=start, size=VOUCHERS, of=len(owned)
    )
    return Screen("\n".join(lines), buttons.keyboard(numbers, pages, menu))


def _line(voucher: Voucher, place: int, t: Language, today: date) -> Markup:
    state = "used" if voucher.verified_at else "open" if voucher.open(today) else "over"
    facts = {
        "place": place,
        "title": voucher.title[t.code],
        "merchant": voucher.merchant_name,
        "ends": voucher.ends_on,
    }
    if voucher.verified_at:
        facts["used"] = voucher.verified_at
    return t(f"redemptions-voucher-{state}", **facts)


async def show_voucher(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: ShowVoucher
) -> Screen:
    """One voucher: while it can be used, with its QR code on white."""
    voucher = await redemptions.voucher(member.id, pressed.code)
    today = ledger.today(program, at)
    title = t(
        "redemptions-voucher-title",
        title=voucher.title[t.code],
        merchant=voucher.merchant_name,
    )
    text = fitted([title, *voucher_lines(voucher, t, today)], CAPTION_MAX)
    everything = buttons.go(t, "vouchers")
    if not voucher.open(today):
        return Screen(text, buttons.keyboard([everything]))
    copy = buttons.copy(t.plain("redemptions-copy-code"), voucher.spoken)
    return Screen(
        text,
        buttons.keyboard([copy, everything]),
        photo=Attachment("voucher.png", qr_png(voucher.spoken)),
    )
