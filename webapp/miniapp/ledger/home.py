"""Home: the balance, the months in which it ends, what is owed, and the latest entries."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from aiohttp import web

from core import expiry, families, ledger, members
from core.ledger import Balance
from core.members import Member
from webapp import app_keys
from webapp.edge import http_io
from webapp.miniapp.auth import member_only
from webapp.miniapp.ledger.entries import redeemed_by
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.rendering import fragment

RECENT: Final = 3
SOON: Final = timedelta(days=30)


@dataclass(frozen=True)
class Month:
    """One stretch of the life line; `soon` of its points end within thirty days.

    `reading` is what the line says when this month is touched.
    """

    title: str
    points: int
    soon: int
    reading: str


async def page(request: web.Request, member: Member) -> web.Response:
    locale, today = MemberLocale(request, member), http_io.today(request)
    program, now = request.app[app_keys.PROGRAM], http_io.at(request)
    balance, lines, owed, digest, family = await asyncio.gather(
        ledger.balance(member.id, today=today),
        ledger.history(member.id, limit=RECENT),
        ledger.owed(member.id),
        expiry.digest(program, member_id=member.id, at=now),
        families.family_of(member.id, today=today),
    )
    soon = sum(ending.points for ending in balance.expiring if ending.expires_on - today <= SOON)
    return fragment(
        request,
        locale,
        "home.html",
        balance=balance,
        digest=digest,
        months=_life_line(locale, balance, today),
        reading=_first_reading(locale, balance, soon),
        soon=soon,
        owed=owed,
        family=family,
        lines=lines,
        bought=await redeemed_by(lines),
        number=members.format_number(member.number),
    )


def _life_line(locale: MemberLocale, balance: Balance, today: date) -> list[Month]:
    """The member's points by the month in which they end, soonest first."""
    months = []
    for first, endings in groupby(
        balance.expiring, lambda ending: ending.expires_on.replace(day=1)
    ):
        ending_then = list(endings)
        points = sum(ending.points for ending in ending_then)
        soon = sum(ending.points for ending in ending_then if ending.expires_on - today <= SOON)
        title = locale.t.month(first)
        reading = (
            locale.t.plain("webapp-line-month-soon", month=title, points=points, soon=soon)
            if soon
            else locale.t.plain("webapp-line-month", month=title, points=points)
        )
        months.append(Month(title, points, soon, reading))
    return months


def _first_reading(locale: MemberLocale, balance: Balance, soon: int) -> str:
    """The text of the life line before it is touched."""
    if not balance.expiring:
        return ""
    first = locale.day_of(balance.expiring[0].expires_on)
    if soon:
        return locale.t.plain("webapp-line-soon", points=soon, date=first)
    return locale.t.plain("webapp-line-calm", date=first)


@member_only
async def home(request: web.Request, member: Member) -> web.Response:
    today = http_io.today(request)
    balance = await ledger.balance(member.id, today=today)
    family = await families.family_of(member.id, today=today)
    return http_io.response(
        {
            "member": member.id,
            "number": members.format_number(member.number),
            "balance": balance.points,
            "personal": balance.personal,
            "share": balance.share,
            **({"purse": family.purse} if family else {}),
            "expiring": [
                {"points": ending.points, "expires_on": ending.expires_on}
                for ending in balance.expiring
            ],
        }
    )


ROUTES = (web.get("/app/api/home", home),)
