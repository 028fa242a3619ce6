"""What a member has and how it came about: home and history, as pages and as JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from aiohttp import web

from core import expiry, families, ledger, members, purchases, redemptions
from core.ledger import Balance, Line
from core.members import Member
from core.purchases import Why
from core.redemptions import Redeemed
from webapp import app_keys
from webapp.edge import json_bodies
from webapp.edge.problems import HttpProblem
from webapp.miniapp.auth import member_only
from webapp.miniapp.rendering import Words, fragment

RECENT: Final = 3
PAGE: Final = 20
SOON: Final = timedelta(days=30)
ENTRY_ID_MAX: Final = 2**63 - 1


@dataclass(frozen=True)
class Month:
    """One stretch of the life line; `soon` of its points end within thirty days."""

    title: str
    points: int
    soon: int
    reading: str


@member_only
async def home_page(request: web.Request, member: Member) -> web.Response:
    words = Words(request, member)
    today = _today(request)
    balance, lines, owed, digest, family = await asyncio.gather(
        ledger.balance(member.id, today=today),
        ledger.history(member.id, limit=RECENT),
        ledger.owed(member.id),
        expiry.digest(
            request.app[app_keys.PROGRAM], member_id=member.id, at=request.app[app_keys.CLOCK]()
        ),
        families.family_of(member.id, today=today),
    )
    soon = sum(one.points for one in balance.expiring if one.expires_on - today <= SOON)
    return fragment(
        request,
        words,
        "home.html",
        balance=balance,
        digest=digest,
        months=life_line(words, balance, today),
        reading=_first_reading(words, balance, soon),
        soon=soon,
        owed=owed,
        family=family,
        lines=lines,
        bought=await _bought(lines),
        number=members.format_number(member.number),
    )


def life_line(words: Words, balance: Balance, today: date) -> list[Month]:
    """The member's points by the month in which they end, soonest first."""
    found = []
    for first, endings in groupby(balance.expiring, lambda one: one.expires_on.replace(day=1)):
        ending = list(endings)
        points = sum(one.points for one in ending)
        soon = sum(one.points for one in ending if one.expires_on - today <= SOON)
        title = words.t.month(first)
        reading = (
            words.t.plain("webapp-line-month-soon", month=title, points=points, soon=soon)
            if soon
            else words.t.plain("webapp-line-month", month=title, points=points)
        )
        found.append(Month(title, points, soon, reading))
    return found


def _first_reading(words: Words, balance: Balance, soon: int) -> str:
    if not balance.expiring:
        return ""
    first = words.day_of(balance.expiring[0].expires_on)
    if soon:
        return words.t.plain("webapp-line-soon", points=soon, date=first)
    return words.t.plain("webapp-line-calm", date=first)


@member_only
async def home(request: web.Request, member: Member) -> web.Response:
    balance = await ledger.balance(member.id, today=_today(request))
    family = await families.family_of(member.id, today=_today(request))
    return json_bodies.response(
        {
            "member": member.id,
            "number": members.format_number(member.number),
            "balance": balance.points,
            "personal": balance.personal,
            "share": balance.share,
            **({"purse": family.purse} if family else {}),
            "expiring": [
                {"points": one.points, "expires_on": one.expires_on} for one in balance.expiring
            ],
        }
    )


@member_only
async def history_page(request: web.Request, member: Member) -> web.Response:
    words = Words(request, member)
    lines, before = await _history(request, member)
    return fragment(
        request,
        words,
        "history.html",
        days=_by_day(words, lines),
        before=before,
        bought=await _bought(lines),
        bought_before=lambda line: _bought_before(words, line),
    )


async def _bought(lines: Iterable[Line]) -> Mapping[UUID, Redeemed]:
    """What was redeemed with the points of these entries."""
    redeemed = {line.redemption_id for line in lines if line.redemption_id}
    return await redemptions.redeemed(redeemed) if redeemed else {}


def _bought_before(words: Words, line: Line) -> date | None:
    """The day of a purchase that came in after it; None for all other entries."""
    if line.kind != "earn" or line.bought_at is None:
        return None
    day = words.local(line.bought_at)
    return day if day < words.local(line.at) else None


def _by_day(words: Words, lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [
        {"date": day, "title": words.title(day), "entries": list(of_day)}
        for day, of_day in groupby(lines, lambda line: words.local(line.at))
    ]


@member_only
async def history(request: web.Request, member: Member) -> web.Response:
    lines, before = await _history(request, member)
    return json_bodies.response({"entries": [_told(line) for line in lines], "before": before})


async def _history(request: web.Request, member: Member) -> tuple[list[Line], int | None]:
    """One page of entries, and the `before` that asks for the next; None at the end."""
    before = request.query.get("before")
    found = await ledger.history(
        member.id, before=_entry_id(before) if before is not None else None, limit=PAGE + 1
    )
    lines = found[:PAGE]
    return lines, lines[-1].id if len(found) > PAGE else None


def _told(line: Line) -> dict[str, Any]:
    return {
        "entry": line.id,
        "kind": line.kind,
        "points": line.points,
        "at": line.at,
        "merchant": line.merchant_name,
        "components": [
            {
                "kind": part.component,
                "points": part.points,
                "expires_on": part.expires_on,
                "merchant": part.merchant_name,
            }
            for part in line.components
        ],
    }


@member_only
async def why_page(request: web.Request, member: Member) -> web.Response:
    """Why one entry gave or took its points; 404 for an entry that is not this member's."""
    words = Words(request, member)
    why = await purchases.why(member.id, _entry_id(request.match_info["entry"]))
    return fragment(
        request,
        words,
        "why.html",
        why=why,
        reasons=_reasons(words, why),
        ends={part.expires_on for part in why.components},
        remaining=why.points - sum(one.points for one in why.refunds),
        cap=_plain(why.terms.cap_percent),
    )


def _reasons(words: Words, why: Why) -> Mapping[str, str]:
    """By component, the rule that gave its points."""
    t, terms = words.t, why.terms
    reasons = {
        "base": t.plain("webapp-why-base", amount=t.money(why.amount_fen), rate=_plain(terms.rate)),
        "green": t.plain(
            "webapp-why-green",
            amount=t.money(sum(item.amount_fen for item in why.items if item.green)),
            multiplier=_plain(terms.green_multiplier),
        ),
        "tier": t.plain("webapp-why-percent", percent=_plain(terms.tier_percent)),
        "credit": t.plain("webapp-why-percent", percent=_plain(terms.credit_percent)),
    }
    if terms.event and why.event_title:
        reasons["event"] = t.plain(
            "webapp-why-event",
            title=why.event_title[words.t.code],
            multiplier=_plain(terms.event.multiplier),
        )
    return reasons


def _plain(number: Decimal) -> str:
    """A rate without needless zeros: 2, 1.5."""
    return f"{number.normalize():f}"


def _entry_id(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:20]) <= ENTRY_ID_MAX):
        raise HttpProblem(404)
    return int(text)


def _today(request: web.Request) -> date:
    return ledger.today(request.app[app_keys.PROGRAM], request.app[app_keys.CLOCK]())


ROUTES = (
    web.get("/app/pages/home", home_page),
    web.get("/app/pages/history", history_page),
    web.get("/app/pages/why/{entry}", why_page),
    web.get("/app/api/home", home),
    web.get("/app/api/history", history),
)
