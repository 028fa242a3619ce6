"""Live and coming events, as a page and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from aiohttp import web

from core import catalog
from core.catalog import Event, Reward
from core.members import Member
from locales import Language
from webapp.edge import http_io
from webapp.miniapp.auth import member_only
from webapp.miniapp.catalog import seasons
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.rendering import fragment

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
MINUTE: Final = timedelta(minutes=1)


async def page(request: web.Request, member: Member) -> web.Response:
    """Live and coming events, with how long they last, what they save and gain."""
    now = http_io.at(request)
    locale = MemberLocale(request, member)
    offered = {reward.id: reward for reward in await catalog.rewards(now)}
    events = await catalog.events(at=now)
    return fragment(
        request,
        locale,
        "events.html",
        events=[(event, _prices(event, offered, member.language)) for event in events],
        season=seasons.season_of,
        counted_to=_counted_to,
        time_left=lambda event: _time_left(locale.t, _counted_to(event) - now),
        parts=catalog.DISCLOSURE,
    )


def _counted_to(event: Event) -> datetime:
    """The moment to which a countdown runs: a coming event's start, a live event's end."""
    return event.ends_at if event.state == "live" else event.starts_at


def _time_left(t: Language, span: timedelta) -> list[tuple[str, str]]:
    """Time left as figures with their two largest units; never below one minute."""
    days, rest = divmod(max(span, MINUTE), DAY)
    hours, rest = divmod(rest, HOUR)
    minutes = rest // MINUTE
    if days:
        return [_unit(t, days, "day"), _unit(t, hours, "hour")]
    if hours:
        return [_unit(t, hours, "hour"), _unit(t, minutes, "minute")]
    return [_unit(t, minutes, "minute")]


def _unit(t: Language, count: int, unit: str) -> tuple[str, str]:
    return t.number(count), t.plain(f"webapp-unit-{unit}", count=count)


@member_only
async def events(request: web.Request, member: Member) -> web.Response:
    """Live and coming events, in the order in which they begin."""
    now = http_io.at(request)
    offered = {reward.id: reward for reward in await catalog.rewards(now)}
    live_events = await catalog.events(at=now)
    return http_io.response(
        {"events": [_answer(event, offered, member.language) for event in live_events]}
    )


def _answer(event: Event, offered: Mapping[UUID, Reward], language: str) -> dict[str, Any]:
    return {
        "event": event.id,
        "state": event.state,
        "theme": event.theme,
        "title": event.title[language],
        "merchant": event.merchant_name,
        "from": event.starts_at,
        "until": event.ends_at,
        "multiplier": str(event.multiplier.normalize()),
        "categories": list(event.categories),
        "prices": _prices(event, offered, language),
        "disclosure": {part: said[language] for part, said in event.disclosure.items()},
    }


def _prices(event: Event, offered: Mapping[UUID, Reward], language: str) -> list[dict[str, Any]]:
    """The rewards whose price the event lowers, with the points saved and the value gained."""
    lowered = [
        (offered[reward_id], points)
        for reward_id, points in event.prices.items()
        if reward_id in offered and points < offered[reward_id].list_points
    ]
    return [
        {
            "reward": reward.id,
            "title": reward.terms.title[language],
            "list_points": reward.list_points,
            "points": points,
            "saved_percent": str(saved),
            "gained_percent": str(gained),
        }
        for reward, points in lowered
        for saved, gained in [catalog.savings(reward.list_points, points)]
    ]


ROUTES = (web.get("/app/api/events", events),)
