"""What a member owns: the balance, what ends soonest, and the way on."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot import buttons
from bot.screens import Screen
from core import ledger
from core.members import Member, format_number
from core.program import Program
from locales import Language


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
    menu = [buttons.go(t, "history"), buttons.go(t, "code")]
    return buttons.keyboard(buttons.app(t, app_url), menu)
