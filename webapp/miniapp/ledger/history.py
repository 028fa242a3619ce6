"""History: every entry of a member, page by page, by the day where they live."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any, Final

from aiohttp import web

from core import ledger
from core.ledger import Line
from core.members import Member
from webapp.edge import http_io
from webapp.miniapp.auth import member_only
from webapp.miniapp.ledger.entries import entry_id, redeemed_by
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.rendering import fragment

PAGE: Final = 20


async def page(request: web.Request, member: Member) -> web.Response:
    locale = MemberLocale(request, member)
    lines, before = await _lines(request, member)
    return fragment(
        request,
        locale,
        "history.html",
        days=_by_day(locale, lines),
        before=before,
        bought=await redeemed_by(lines),
        bought_before=lambda line: _bought_before(locale, line),
    )


def _bought_before(locale: MemberLocale, line: Line) -> date | None:
    """The day of a purchase that was recorded on a later day; None for all other entries."""
    if line.kind != "earn" or line.bought_at is None:
        return None
    day = locale.local(line.bought_at)
    return day if day < locale.local(line.at) else None


def _by_day(locale: MemberLocale, lines: Iterable[Line]) -> list[dict[str, Any]]:
    return [
        {"date": day, "title": locale.title(day), "entries": list(of_day)}
        for day, of_day in groupby(lines, lambda line: locale.local(line.at))
    ]


@member_only
async def history(request: web.Request, member: Member) -> web.Response:
    lines, before = await _lines(request, member)
    return http_io.response({"entries": [_answer(line) for line in lines], "before": before})


async def _lines(request: web.Request, member: Member) -> tuple[list[Line], int | None]:
    """One page of entries, and the `before` that asks for the next; None at the end."""
    before = request.query.get("before")
    read = await ledger.history(
        member.id, before=entry_id(before) if before is not None else None, limit=PAGE + 1
    )
    lines = read[:PAGE]
    return lines, lines[-1].id if len(read) > PAGE else None


def _answer(line: Line) -> dict[str, Any]:
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


ROUTES = (web.get("/app/api/history", history),)
