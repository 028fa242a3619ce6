"""The member's entries, page by page, which explain the balance."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import buttons
from bot.handlers.ledger.buttons import HistoryPage
from bot.handlers.purchases.buttons import ExplainPurchase
from bot.handlers.redemptions.buttons import ExplainRedemption
from bot.screens import Screen
from core import ledger, redemptions
from core.members import Member
from core.program import Program
from core.redemptions import Redeemed
from locales import Language

LINES = 5
"""Entries on a page: as many as there are buttons in a row."""


async def history(*, member: Member, t: Language, program: Program) -> Screen:
    """The newest entries."""
    return await _page(member, t, program, before=None)


async def page(*, member: Member, t: Language, program: Program, pressed: HistoryPage) -> Screen:
    """The entries that are older than `pressed.before`."""
    return await _page(member, t, program, before=pressed.before)


async def _page(member: Member, t: Language, program: Program, *, before: int | None) -> Screen:
    newest = await ledger.history(member.id, before=before, limit=LINES + 1)
    lines, more = newest[:LINES], len(newest) > LINES
    if not lines:
        menu = buttons.keyboard([buttons.go(t, "code", "primary"), buttons.go(t, "balance")])
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


def _behind(line: ledger.Line) -> type[ExplainPurchase | ExplainRedemption] | None:
    if line.redemption_id:
        return ExplainRedemption
    return ExplainPurchase if line.purchase_id else None


def _turning(
    lines: list[ledger.Line], t: Language, *, before: int | None, more: bool
) -> InlineKeyboardMarkup:
    why = [
        buttons.callback(
            t.plain("ledger-why-button", place=place), behind(entry=line.id, before=before)
        )
        for place, line in enumerate(lines, 1)
        if (behind := _behind(line))
    ]
    turn = []
    if before is not None:
        turn.append(buttons.callback(t.plain("ledger-newest"), HistoryPage()))
    if more:
        turn.append(buttons.callback(t.plain("ledger-older"), HistoryPage(before=lines[-1].id)))
    return buttons.keyboard(why, turn, [buttons.go(t, "balance")])
