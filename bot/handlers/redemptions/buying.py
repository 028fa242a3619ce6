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
from bot.handlers.redemptions.vouchers import about
from bot.qr_code import qr_png
from bot.screens import CAPTION_MAX, Attachment, Screen, fitted, shortened
from core import families, ledger, redemptions
from core.errors import LoyaltyError
from core.members import Member
from core.program import Program
from core.redemptions import Means, PaidBy, Quote, Redeemed
from locales import Language

NAME_SHOWN = 32


async def quote(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: AskQuote
) -> Screen:
    """The price that now holds for ten minutes, and the button that pays it."""
    means = await redemptions.means(program, member_id=member.id, at=at)
    seat = _seat(means, pressed.seat)
    try:
        asked = await redemptions.quote(
            program,
            member_id=member.id,
            reward_id=pressed.reward,
            source=pressed.source,
            recipient_id=seat.member_id if seat else None,
            at=at,
        )
    except redemptions.NotEnoughPoints as refusal:
        return shortage.quoted(refusal, means, t, pressed)
    return Screen("\n".join(_price(asked, member, t)), _choices(asked, means, member, t, pressed))


def _price(asked: Quote, member: Member, t: Language) -> list[Markup]:
    terms = asked.reward.terms
    lines = [
        t(
            "redemptions-quote",
            title=terms.title[t.code],
            merchant=asked.reward.merchant_name,
            points=asked.points,
            source=asked.source,
            family=asked.family_name or "",
            left=asked.balance - asked.points,
        )
    ]
    if asked.source == "purse":
        lines.append(t("redemptions-quote-parts", parts=_parts(asked.would_pay, t)))
    if asked.recipient_id != member.id:
        lines.append(t("redemptions-quote-for", name=asked.recipient_name))
    if terms.cash_fen:
        lines.append(t("redemptions-quote-cash", cash=t.money(terms.cash_fen)))
    return [*lines, t("redemptions-quote-holds", ends=asked.ends_at)]


def _choices(
    asked: Quote, means: Means, member: Member, t: Language, pressed: AskQuote
) -> InlineKeyboardMarkup:
    """The button that pays, whose voucher it may be instead, and the way back."""
    confirm = buttons.callback(
        t.plain("redemptions-confirm", points=asked.points), Redeem(quote=asked.id), "success"
    )
    back = buttons.callback(t.plain("bot-back"), ShowReward(reward=pressed.reward))
    others = _recipients(means, member, t, pressed)
    return buttons.keyboard([confirm], *others, [back])


def _seat(means: Means, number: int | None) -> families.Seat | None:
    if number is None:
        return None
    seats = means.family.seats if means.family else ()
    found = [one for one in seats if one.number == number]
    if not found:
        raise redemptions.RecipientOutsideFamily
    return found[0]


def _recipients(means: Means, member: Member, t: Language, pressed: AskQuote) -> list[buttons.Row]:
    """A button for everybody else of the family, and the way back to oneself."""
    rows = [
        [
            buttons.callback(
                t.plain("redemptions-for", name=one.name),
                AskQuote(reward=pressed.reward, source=pressed.source, seat=one.number),
            )
        ]
        for one in (means.family.seats if means.family else ())
        if one.member_id != member.id and one.number != pressed.seat
    ]
    if pressed.seat is not None:
        own = AskQuote(reward=pressed.reward, source=pressed.source)
        rows.append([buttons.callback(t.plain("redemptions-for-me"), own)])
    return rows


async def redeem(
    *, member: Member, t: Language, program: Program, at: datetime, pressed: Redeem
) -> Screen:
    """The receipt with its voucher; pressed again it is the same."""
    try:
        bought = await redemptions.redeem(
            program, quote_id=pressed.quote, member_id=member.id, told=True, at=at
        )
    except (redemptions.NotEnoughPoints, redemptions.PurseShrank) as refusal:
        return shortage.redeemed(
            refusal, await redemptions.means(program, member_id=member.id, at=at), t
        )
    except LoyaltyError as refusal:  # says to choose again, so it leads there
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
    lines += [Markup(), *about(voucher, t, ledger.today(program, at))]
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
    """The price, and of a purse whose points it was."""
    if bought.source == "wallet":
        return t("redemptions-paid-line", points=bought.points)
    return t("redemptions-paid-parts", points=bought.points, parts=_parts(bought.paid_by, t))


def _parts(paid_by: Sequence[PaidBy], t: Language) -> Markup:
    parts = [
        t("redemptions-part", name=shortened(one.name, NAME_SHOWN), points=one.points)
        for one in paid_by
    ]
    return Markup(" · ").join(parts)


def _left(bought: Redeemed, means: Means, t: Language) -> Markup:
    if bought.source == "purse" and means.family is not None:
        return t("redemptions-left-purse", balance=means.family.purse)
    return t("redemptions-left", balance=means.wallet)
