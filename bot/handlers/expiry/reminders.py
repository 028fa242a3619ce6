"""What ends when, soonest first, and whether we write before it does."""

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
"""Dates in the list of what ends when; the rest is summed up."""


async def reminders(
    *, member: Member, t: Language, program: Program, at: datetime, app_url: str
) -> Screen:
    """What ends when, soonest first, and how the member is reminded of it."""
    today = ledger.today(program, at)
    held = await ledger.balance(member.id, today=today)
    menu = buttons.keyboard(
        buttons.app(t, app_url), [buttons.go(t, "balance"), buttons.go(t, "settings")]
    )
    promise = _promise(t, program, muted=not await members.hears_service(member.id))
    if not held.expiring:
        return Screen(t("expiry-nothing") + "\n" + promise, menu)
    lines = [t("expiry-title"), Markup()]
    lines += [
        t(
            "expiry-ending",
            points=one.points,
            date=one.expires_on,
            days=(one.expires_on - today).days,
        )
        for one in held.expiring[:ENDINGS]
    ]
    if later := sum(one.points for one in held.expiring[ENDINGS:]):
        lines.append(t("expiry-later", points=later))
    lines += [Markup(), promise]
    return Screen("\n".join(lines), menu)


def _promise(t: Language, program: Program, *, muted: bool) -> Markup:
    """How the member is told in time; what is muted waits where they look themselves."""
    if muted:
        return t("expiry-muted")
    days = sorted(set(program.reminders.days), reverse=True)
    return t("expiry-reminded", days=[str(one) for one in days])
