"""Rewards, as a merchant drafts, changes and publishes them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from aiohttp import web

from core import catalog
from core.catalog import Reward, RewardTerms
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import schemas
from webapp.api.auth import merchant_only
from webapp.api.catalog.events import key_of
from webapp.edge import json_bodies, validation
from webapp.edge.problems import ApiProblem, money

RENAMED = {"cash": "cash_fen", "market_price": "market_price_fen"}


@merchant_only
async def draft(request: web.Request, merchant: Merchant) -> web.Response:
    """Draft a reward; with an Idempotency-Key the same call again gives the same reward."""
    key = key_of(request)
    sent = await json_bodies.read(request, schemas.NewReward)
    reward = await catalog.draft_reward(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        kind=sent.kind,
        terms=RewardTerms(
            title=dict(sent.title.items()),
            description=dict(sent.description.items()),
            points=sent.points,
            cash_fen=sent.cash,
            market_price_fen=sent.market_price,
            limit=sent.limit,
            voucher_days=sent.voucher_days,
            delivery=sent.delivery,
            disclosure=sent.disclosure.model_dump(exclude_defaults=True),
        ),
        stock=sent.stock,
        key=key,
        at=request.app[app_keys.CLOCK](),
    )
    return json_bodies.answered(_state(reward), 201)


@merchant_only
async def change(request: web.Request, merchant: Merchant) -> web.Response:
    """Draft another version: what is sent replaces, what is left out stays."""
    sent = await json_bodies.read(request, schemas.RewardChange)
    reward_id, at = _reward_id(request), request.app[app_keys.CLOCK]()
    own = {one.id: one for one in await catalog.rewards(at, merchant_id=merchant.id)}
    if reward_id not in own:
        raise catalog.UnknownReward
    changes = sent.model_dump(exclude_none=True, exclude={"stock", "disclosure"})
    if sent.disclosure is not None:
        changes["disclosure"] = sent.disclosure.model_dump(exclude_defaults=True)
    terms: dict[str, Any] = {RENAMED.get(name, name): value for name, value in changes.items()}
    changed = await catalog.change_reward(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        reward_id=reward_id,
        terms=replace(own[reward_id].terms, **terms),
        stock=sent.stock,
        at=at,
    )
    return json_bodies.answered(_state(changed))


@merchant_only
async def publish(request: web.Request, merchant: Merchant) -> web.Response:
    """Publish the newest version, which carries its whole disclosure; again is the same answer."""
    reward = await catalog.publish_reward(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        reward_id=_reward_id(request),
        at=request.app[app_keys.CLOCK](),
    )
    return json_bodies.answered(_state(reward))


@merchant_only
async def show_all(request: web.Request, merchant: Merchant) -> web.Response:
    """The merchant's own rewards, each in its newest version."""
    if unknown := validation.unknown(request.query):
        raise ApiProblem(422, faults=unknown)
    rewards = await catalog.rewards(request.app[app_keys.CLOCK](), merchant_id=merchant.id)
    return json_bodies.answered({"rewards": [_shown(reward) for reward in rewards]})


def _reward_id(request: web.Request) -> UUID:
    try:
        return UUID(request.match_info["reward"])
    except ValueError:
        raise catalog.UnknownReward from None


def _state(reward: Reward) -> dict[str, Any]:
    return {"id": reward.id, "version": reward.version, "state": reward.state}


def _shown(reward: Reward) -> dict[str, Any]:
    terms = reward.terms
    return {
        **_state(reward),
        "kind": reward.kind,
        "title": terms.title,
        "description": terms.description,
        "points": reward.list_points,
        "price": reward.points,
        "cash": money(terms.cash_fen),
        "market_price": money(terms.market_price_fen),
        "left": reward.left,
        "limit": terms.limit,
        "voucher_days": terms.voucher_days,
        "delivery": terms.delivery,
        "disclosure": terms.disclosure,
    }


ROUTES = (
    web.post("/api/v1/rewards", draft),
    web.get("/api/v1/rewards", show_all),
    web.patch("/api/v1/rewards/{reward}", change),
    web.post("/api/v1/rewards/{reward}/publish", publish),
)
