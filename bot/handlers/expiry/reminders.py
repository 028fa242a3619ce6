"""The points that expire soonest, and how the member is reminded of them."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from bot import buttons
from bot.screens import Screen
from core import ledger, members
from core.members import Member
from core.program import Program
from locales import Language

ENDINGS = 8
"""Dates in the list; the points of later dates are summed up."""


async def reminders(
    *, member: Member, t: Language, program: Program, at: datetime, app_url: str
) -> Screen:
    """The points that expire, soonest first, and how the member is reminded of them."""
    today = ledger.today(program, at)
    balance = await ledger.balance(member.id, today=today)
    menu = buttons.keyboard(
        buttons.app(t, app_url), [buttons.go(t, "balance"), buttons.go(t, "settings")]
    )
    promise = _promise(t, program, muted=not await members.hears_service(member.id))
    if not balance.expiring:
        return Screen(t("expiry-nothing") + "\n" + promise, menu)
    lines = [t("expiry-title"), Markup()]
    lines += [
        t(
            "expiry-ending",
            points=ending.points,
            date=ending.expires_on,
            days=(ending.expires_on - today).days,
        )
        for ending in balance.expiring[:ENDINGS]
    ]
    if later := sum(ending.points for ending in balance.expiring[ENDINGS:]):
        lines.append(t("expiry-later", points=later))
    lines += [Markup(), promise]
    return Screen("\n".join(lines), menu)


def _promise(t: Language, program: Program, *, muted: bool) -> Markup:
    """How the member is reminded; a member who muted the reminders has to look here."""
    if muted:
        return t("expiry-muted")
    days = sorted(set(program.reminders.days), reverse=True)
    return t("expiry-reminded", days=[str(number) for number in days])
