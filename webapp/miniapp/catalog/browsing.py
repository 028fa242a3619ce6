"""What members are offered: rewards within reach or not yet, events with their prices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from aiohttp import web

from core import catalog, families, ledger
from core.catalog import Event, Reward
from core.members import Member
from webapp import app_keys
from webapp.edge import json_bodies
from webapp.edge.problems import money
from webapp.miniapp.auth import member_only


@member_only
async def rewards(request: web.Request, member: Member) -> web.Response:
    """Every reward, the cheapest first, and what the member can pay with."""
    at = request.app[app_keys.CLOCK]()
    today = ledger.today(request.app[app_keys.PROGRAM], at)
    wallet = (await ledger.balance(member.id, today=today)).personal
    family = await families.family_of(member.id, today=today)
    most = max(wallet, family.purse if family else 0)
    return json_bodies.response(
        {
            "wallet": wallet,
            "purse": family.purse if family else None,
            "rewards": [told(one, member.language, most) for one in await catalog.rewards(at)],
        }
    )


def told(reward: Reward, language: str, most: int) -> dict[str, Any]:
    """A reward in the member's language; `missing` of the fuller of wallet and purse."""
    terms, offer = reward.terms, reward.event
    return {
        "reward": reward.id,
        "version": reward.version,
        "kind": reward.kind,
        "title": terms.title[language],
        "description": terms.description.get(language, ""),
        "merchant": reward.merchant_name,
        "points": reward.points,
        "list_points": reward.list_points,
        "missing": max(0, reward.points - most),
        "saved_percent": str(reward.saved_percent),
        "gained_percent": str(reward.gained_percent),
        "event": offer and {"title": offer.title[language], "ends_at": offer.ends_at},
        "left": reward.left,
        "limit": terms.limit,
        "cash": money(terms.cash_fen),
        "market_price": money(terms.market_price_fen),
        "delivery": terms.delivery,
        "voucher_days": terms.voucher_days,
        "disclosure": {part: said[language] for part, said in terms.disclosure.items()},
    }


@member_only
async def events(request: web.Request, member: Member) -> web.Response:
    """Live and coming events, in the order in which they begin."""
    at = request.app[app_keys.CLOCK]()
    offered = {one.id: one for one in await catalog.rewards(at)}
    found = await catalog.events(at=at)
    return json_bodies.response(
        {"events": [_event(one, offered, member.language) for one in found]}
    )


def _event(event: Event, offered: Mapping[UUID, Reward], language: str) -> dict[str, Any]:
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
        "prices": prices(event, offered, language),
        "disclosure": {part: said[language] for part, said in event.disclosure.items()},
    }


def prices(event: Event, offered: Mapping[UUID, Reward], language: str) -> list[dict[str, Any]]:
    """What the event lowers, with the points saved and the value gained."""
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


ROUTES = (
    web.get("/app/api/rewards", rewards),
    web.get("/app/api/events", events),
)
