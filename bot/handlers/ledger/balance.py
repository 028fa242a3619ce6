"""The balance: points, those that expire soonest, the member number, and buttons."""

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
    """The member's points, and what expires soonest."""
    today = ledger.today(program, at)
    owned = await ledger.balance(member.id, today=today)
    number = format_number(member.number)
    lines = [t("ledger-balance", points=owned.points)]
    if owned.expiring:
        soonest = owned.expiring[0]
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
        lines += await _why_nothing_expires(member, t)
    lines.append(t("members-number-line", number=number))
    return Screen("\n".join(lines), _keyboard(t, app_url))


async def _why_nothing_expires(member: Member, t: Language) -> list[Markup]:
    """Why there are no points: owed after a refund, spent or expired, or never earned."""
    if owed := await ledger.owed(member.id):
        return [t("ledger-owed", merchant=debt.merchant_name, points=debt.points) for debt in owed]
    earned = await ledger.history(member.id, limit=1)
    return [t("ledger-none-left" if earned else "ledger-empty")]


@lru_cache(maxsize=16)
def _keyboard(t: Language, app_url: str) -> InlineKeyboardMarkup:
    """The buttons; cached, because making them took a sixth of the time of an answer."""
    menu = [buttons.go(t, "history"), buttons.go(t, "code")]
    return buttons.keyboard(buttons.app(t, app_url), menu)
