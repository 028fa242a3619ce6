"""Buying with points: the quote, and the receipt that says whose points paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import buttons
from bot.handlers.catalog.buttons import ShowReward
from bot.handlers.redemptions import shortage
from bot.handlers.redemptions.buttons import AskQuote, Redeem
from bot.handlers.redemptions.vouchers import voucher_lines
from bot.qr_code import qr_png
from bot.screens import CAPTION_MAX, Attachment, Screen, fitted, shortened
from core import families, ledger, redemptions
from core.errors import LoyaltyError
from core.members import Member
from core.program import Program
from core.redemptions import Means, PaidBy, Quote, Redeemed
from locales import Language

NAME_MAX = 32
"""Characters of a name, so that a receipt with eight names fits into a caption."""


async def quote(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: AskQuote
) -> Screen:
    """The price, which is fixed for ten minutes, and the button that pays it."""
    means = await redemptions.means(program, member_id=member.id, at=at)
    seat = _seat(means, pressed.seat)
    try:
        quoted = await redemptions.quote(
            program,
            member_id=member.id,
            reward_id=pressed.reward,
            source=pressed.source,
            recipient_id=seat.member_id if seat else None,
            at=at,
        )
    except redemptions.NotEnoughPoints as refusal:
        return shortage.quoted(refusal, means, t, pressed)
    return Screen("\n".join(_price(quoted, member, t)), _choices(quoted, means, member, t, pressed))


def _price(quoted: Quote, member: Member, t: Language) -> list[Markup]:
    terms = quoted.reward.terms
    lines = [
        t(
            "redemptions-quote",
            title=terms.title[t.code],
            merchant=quoted.reward.merchant_name,
            points=quoted.points,
            source=quoted.source,
            family=quoted.family_name or "",
            left=quoted.balance - quoted.points,
        )
    ]
    if quoted.source == "purse":
        lines.append(t("redemptions-quote-parts", parts=_parts(quoted.would_pay, t)))
    if quoted.recipient_id != member.id:
        lines.append(t("redemptions-quote-for", name=quoted.recipient_name))
    if terms.cash_fen:
        lines.append(t("redemptions-quote-cash", cash=t.money(terms.cash_fen)))
    return [*lines, t("redemptions-quote-holds", ends=quoted.ends_at)]


def _choices(
    quoted: Quote, means: Means, member: Member, t: Language, pressed: AskQuote
) -> InlineKeyboardMarkup:
    """Buttons that pay, that give the voucher to another member, and that return."""
    confirm = buttons.callback(
        t.plain("redemptions-confirm", points=quoted.points), Redeem(quote=quoted.id), "success"
    )
    back = buttons.callback(t.plain("bot-back"), ShowReward(reward=pressed.reward))
    others = _recipients(means, member, t, pressed)
    return buttons.keyboard([confirm], *others, [back])


def _seat(means: Means, number: int | None) -> families.Seat | None:
    if number is None:
        return None
    seats = means.family.seats if means.family else ()
    seat = next((seat for seat in seats if seat.number == number), None)
    if seat is None:
        raise redemptions.RecipientOutsideFamily
    return seat


def _recipients(means: Means, member: Member, t: Language, pressed: AskQuote) -> list[buttons.Row]:
    """A button for every other member of the family, and one for the member themselves."""
    rows = [
        [
            buttons.callback(
                t.plain("redemptions-for", name=seat.name),
                AskQuote(reward=pressed.reward, source=pressed.source, seat=seat.number),
            )
        ]
        for seat in (means.family.seats if means.family else ())
        if seat.member_id != member.id and seat.number != pressed.seat
    ]
    if pressed.seat is not None:
        own = AskQuote(reward=pressed.reward, source=pressed.source)
        rows.append([buttons.callback(t.plain("redemptions-for-me"), own)])
    return rows


async def redeem(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: Redeem
) -> Screen:
    """Redeem the quote and show the receipt with its voucher; a repeated press shows the same."""
    try:
        bought = await redemptions.redeem(
            program, quote_id=pressed.quote, member_id=member.id, notified=True, at=at
        )
    except (redemptions.NotEnoughPoints, redemptions.PurseShrank) as refusal:
        return shortage.redeemed(
            refusal, await redemptions.means(program, member_id=member.id, at=at), t
        )
    except (
        LoyaltyError
    ) as refusal:  # its text says to choose again, so the button leads to the rewards
        menu = [buttons.go(t, "rewards"), buttons.go(t, "balance")]
        return Screen(t.error(refusal), buttons.keyboard(menu))
    means = await redemptions.means(program, member_id=member.id, at=at)
    voucher = bought.voucher
    title = t("redemptions-done", title=voucher.title[t.code], merchant=voucher.merchant_name)
    lines = [title, paid(bought, t), _left(bought, means, t)]
    again = t.plain("redemptions-again") if bought.replayed else ""
    menu = [buttons.go(t, "rewards"), buttons.go(t, "balance")]
    if bought.recipient_id != member.id:
        lines.append(t("redemptions-theirs", name=bought.recipient_name))
        text = "\n".join(lines)
        return Screen(text, buttons.keyboard(menu), lasting=True, done=True, toast=again)
    lines += [Markup(), *voucher_lines(voucher, t, ledger.today(program, at))]
    copy = buttons.copy(t.plain("redemptions-copy-code"), voucher.spoken)
    everything = buttons.go(t, "vouchers")
    return Screen(
        fitted(lines, CAPTION_MAX),
        buttons.keyboard([copy, everything], menu),
        photo=Attachment("voucher.png", qr_png(voucher.spoken)),
        lasting=True,
        done=True,
        toast=again,
    )


def paid(bought: Redeemed, t: Language) -> Markup:
    """The price; of a purchase from the purse, also whose points paid."""
    if bought.source == "wallet":
        return t("redemptions-paid-line", points=bought.points)
    return t("redemptions-paid-parts", points=bought.points, parts=_parts(bought.paid_by, t))


def _parts(paid_by: Sequence[PaidBy], t: Language) -> Markup:
    parts = [
        t("redemptions-part", name=shortened(part.name, NAME_MAX), points=part.points)
        for part in paid_by
    ]
    return Markup(" · ").join(parts)


def _left(bought: Redeemed, means: Means, t: Language) -> Markup:
    if bought.source == "purse" and means.family is not None:
        return t("redemptions-left-purse", balance=means.family.purse)
    return t("redemptions-left", balance=means.wallet)
