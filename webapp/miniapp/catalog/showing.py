"""The pages of what members are offered: rewards as a list, each on its own, and events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from aiohttp import web

from core import catalog, redemptions
from core.catalog import Event, Reward
from core.members import Member
from core.redemptions import Means
from webapp import app_keys
from webapp.miniapp import looks
from webapp.miniapp.auth import member_only
from webapp.miniapp.catalog.browsing import prices
from webapp.miniapp.rendering import Words, fragment

HUNDRED: Final = 100


@dataclass(frozen=True)
class Fund:
    """Points that may pay: the member's wallet or the family's purse."""

    source: str
    balance: int


@dataclass(frozen=True)
class Worth:
    """What a point buys here, in fen, among what it buys elsewhere today; `place` in percent."""

    fen: Decimal
    lowest: Decimal
    highest: Decimal

    @property
    def place(self) -> int:
        """Where on a bar from the lowest to the highest; each end keeps room for the mark."""
        span = self.highest - self.lowest
        return int(HUNDRED * (self.fen - self.lowest) / span) if span else HUNDRED


async def _means(request: web.Request, member: Member) -> Means:
    at = request.app[app_keys.CLOCK]()
    return await redemptions.means(request.app[app_keys.PROGRAM], member_id=member.id, at=at)


def _funds(means: Means) -> list[Fund]:
    purse = [Fund("purse", means.family.purse)] if means.family else []
    return [Fund("wallet", means.wallet), *purse]


@member_only
async def rewards(request: web.Request, member: Member) -> web.Response:
    """Every reward with what it costs now and how far the member has come; sold out comes last."""
    means = await _means(request, member)
    found = await catalog.rewards(request.app[app_keys.CLOCK]())
    return fragment(
        request,
        Words(request, member),
        "rewards.html",
        funds={one.source: one.balance for one in _funds(means)},
        means=means,
        rewards=sorted(found, key=lambda one: one.left == 0),
    )


@member_only
async def reward(request: web.Request, member: Member) -> web.Response:
    """One reward with all that is to know, and how to pay it; raises UnknownReward."""
    at = request.app[app_keys.CLOCK]()
    shown = await catalog.reward(_id(request.match_info["reward"]), at)
    means = await _means(request, member)
    funds = _funds(means)
    event = await catalog.event(shown.event.event_id, at) if shown.event else None
    enough = [one for one in funds if one.balance >= shown.points]
    return fragment(
        request,
        Words(request, member),
        "reward.html",
        reward=shown,
        worth=_worth(shown, await catalog.rewards(at)),
        season=looks.season(event.theme) if event else looks.PLAIN,
        funds=funds,
        reachable=bool(enough) and shown.left != 0,
        chosen=enough[0] if enough else max(funds, key=lambda one: one.balance),
        family=means.family,
        fills=means.fills(shown.points),
        parts=catalog.DISCLOSURE,
    )


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise catalog.UnknownReward from None


def _worth(shown: Reward, offered: list[Reward]) -> Worth:
    all_of_them = [one.fen_per_point for one in offered] or [shown.fen_per_point]
    return Worth(shown.fen_per_point, min(all_of_them), max(all_of_them))


@member_only
async def events(request: web.Request, member: Member) -> web.Response:
    """Live and coming events, with how long they last, what they save and gain."""
    at = request.app[app_keys.CLOCK]()
    words = Words(request, member)
    offered = {one.id: one for one in await catalog.rewards(at)}
    found = await catalog.events(at=at)
    return fragment(
        request,
        words,
        "events.html",
        events=[(one, prices(one, offered, member.language)) for one in found],
        season=looks.season,
        turns_at=turns_at,
        left=lambda one: looks.left(words.t, turns_at(one) - at),
        parts=catalog.DISCLOSURE,
    )


def turns_at(event: Event) -> datetime:
    """What a countdown runs to: the start of what is coming, the end of what is live."""
    return event.ends_at if event.state == "live" else event.starts_at


ROUTES = (
    web.get("/app/pages/rewards", rewards),
    web.get("/app/pages/rewards/{reward}", reward),
    web.get("/app/pages/events", events),
)
