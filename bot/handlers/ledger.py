"""What a member owns and how it came about: balance and history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import keyboards
from bot.keyboards import HistoryPage, WhyPoints, WhyRedeemed
from bot.routing import Buttons, Commands
from bot.screens import Screen
from core import ledger, redemptions
from core.members import Member, format_number
from core.program import Program
from core.redemptions import Redeemed
from locales import Language

LINES = 5
"""Entries on a page: as many as there are buttons in a row."""


async def balance(
    *, member: Member, t: Language, program: Program, at: datetime, app_url: str
) -> Screen:
    """The number, what ends soonest, and the way on."""
    today = ledger.today(program, at)
    held = await ledger.balance(member.id, today=today)
    number = format_number(member.number)
    lines = [t("ledger-balance", points=held.points)]
    if held.expiring:
        soonest = held.expiring[0]
        days = (soonest.expires_on - today).days
        lines.append(
            t(
                "ledger-ends-soonest",
                points=soonest.points,
                date=soonest.expires_on,
                days=days,
            )
        )
    else:
        lines += await _nothing(member, t)
    lines.append(t("members-number-line", number=number))
    return Screen("\n".join(lines), _ways_on(t, app_url))


async def _nothing(member: Member, t: Language) -> list[Markup]:
    """Why there is nothing: owed after a refund, spent or ended, or never earned."""
    if owed := await ledger.owed(member.id):
        return [t("ledger-owed", merchant=one.merchant_name, points=one.points) for one in owed]
    earned = await ledger.history(member.id, limit=1)
    return [t("ledger-none-left" if earned else "ledger-empty")]


@lru_cache(maxsize=16)
def _ways_on(t: Language, app_url: str) -> InlineKeyboardMarkup:
    """The same beneath every balance in a language; making it anew is a sixth of an answer."""
    menu = [keyboards.go(t, "history"), keyboards.go(t, "code")]
    return keyboards.keyboard(keyboards.app(t, app_url), menu)


async def history(*, member: Member, t: Language, program: Program) -> Screen:
    """The newest entries."""
    return await _page(member, t, program, before=None)


async def page(*, member: Member, t: Language, program: Program, pressed: HistoryPage) -> Screen:
    """The entries from a place on."""
    return await _page(member, t, program, before=pressed.before)


async def _page(member: Member, t: Language, program: Program, *, before: int | None) -> Screen:
    found = await ledger.history(member.id, before=before, limit=LINES + 1)
    lines, more = found[:LINES], len(found) > LINES
    if not lines:
        menu = keyboards.keyboard([keyboards.go(t, "code", "primary"), keyboards.go(t, "balance")])
        return Screen(t("ledger-history-empty"), menu)
    bought = await _bought(lines)
    text = [t("ledger-history-title"), Markup()]
    text += [
        Markup("{}. {}").format(place, _line(line, bought, t, program))
        for place, line in enumerate(lines, 1)
    ]
    if any(line.purchase_id or line.redemption_id for line in lines):
        text += [Markup(), t("ledger-history-why")]
    return Screen("\n".join(text), _turning(lines, t, before=before, more=more))


async def _bought(lines: list[ledger.Line]) -> Mapping[UUID, Redeemed]:
    paying = [line.redemption_id for line in lines if line.redemption_id]
    return await redemptions.redeemed(paying) if paying else {}


def _line(
    line: ledger.Line, bought: Mapping[UUID, Redeemed], t: Language, program: Program
) -> Markup:
    redeemed = bought.get(line.redemption_id) if line.redemption_id else None
    voucher = redeemed.voucher if redeemed else None
    day = ledger.today(program, line.at)
    bought_on = ledger.today(program, line.bought_at) if line.bought_at else day
    late = "-late" if line.kind == "earn" and bought_on != day else ""
    return t(
        f"ledger-line-{line.kind.replace('_', '-')}{late}",
        points=line.amount,
        merchant=voucher.merchant_name if voucher else line.merchant_name or _merchants(line),
        reward=voucher.title[t.code] if voucher else "",
        date=day,
        bought=bought_on,
    )


def _merchants(line: ledger.Line) -> str:
    return ", ".join(sorted({part.merchant_name for part in line.components}))


def _behind(line: ledger.Line) -> type[WhyPoints | WhyRedeemed] | None:
    if line.redemption_id:
        return WhyRedeemed
    return WhyPoints if line.purchase_id else None


def _turning(
    lines: list[ledger.Line], t: Language, *, before: int | None, more: bool
) -> InlineKeyboardMarkup:
    why = [
        keyboards.press(
            t.plain("ledger-why-button", place=place), behind(entry=line.id, before=before)
        )
        for place, line in enumerate(lines, 1)
        if (behind := _behind(line))
    ]
    turn = []
    if before is not None:
        turn.append(keyboards.press(t.plain("ledger-newest"), HistoryPage()))
    if more:
        turn.append(keyboards.press(t.plain("ledger-older"), HistoryPage(before=lines[-1].id)))
    return keyboards.keyboard(why, turn, [keyboards.go(t, "balance")])


COMMANDS: Commands = {"balance": balance, "history": history}
BUTTONS: Buttons = {HistoryPage: page}
