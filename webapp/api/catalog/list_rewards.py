"""`GET /rewards`: the merchant's own rewards, each in its newest version."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from pydantic import BaseModel

from core import catalog
from core.merchants import Merchant
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example
from webapp.api.catalog import draft_reward
from webapp.api.catalog.reward_fields import Delivery, Kind, RewardState, state_of
from webapp.edge import http_io, validation
from webapp.edge.http_problem import HttpProblem


class Reward(RewardState):
    """A reward of this merchant, in its newest version; `price` is what it costs now."""

    kind: Kind
    title: dict[str, str]
    description: dict[str, str]
    points: int
    price: int
    cash: str
    market_price: str
    left: int | None
    limit: int | None
    voucher_days: int
    delivery: Delivery
    disclosure: dict[str, dict[str, str]]


class Rewards(BaseModel):
    """The rewards of this merchant, the cheapest first."""

    rewards: list[Reward]


async def list_rewards(request: web.Request, merchant: Merchant) -> web.Response:
    if unknown := validation.unknown_parameters(request.query):
        raise HttpProblem(422, field_errors=unknown)
    rewards = await catalog.rewards(http_io.at(request), merchant_id=merchant.id)
    return http_io.response({"rewards": [_answer(reward) for reward in rewards]})


def _answer(reward: catalog.Reward) -> dict[str, Any]:
    terms = reward.terms
    return {
        **state_of(reward),
        "kind": reward.kind,
        "title": terms.title,
        "description": terms.description,
        "points": reward.list_points,
        "price": reward.points,
        "cash": http_io.money(terms.cash_fen),
        "market_price": http_io.money(terms.market_price_fen),
        "left": reward.left,
        "limit": terms.limit,
        "voucher_days": terms.voucher_days,
        "delivery": terms.delivery,
        "disclosure": terms.disclosure,
    }


CALL = ApiCall(
    name="rewards",
    method="get",
    path="/rewards",
    handler=list_rewards,
    answers={200: Rewards},
    statuses=(422,),
    example=Example(
        "/rewards",
        200,
        {
            "rewards": [
                {"id": example_values.REWARD_ID, "version": 1, "state": "draft", "price": 300}
                | {"left": 20}
                | {name: value for name, value in draft_reward.EXAMPLE.items() if name != "stock"}
            ]
        },
    ),
)
