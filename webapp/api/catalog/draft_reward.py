"""`POST /rewards`: drafts a reward that points buy."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web
from pydantic import Field

from core import catalog
from core.catalog import RewardTerms
from core.errors import KeyReused
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example
from webapp.api.catalog import disclosure
from webapp.api.catalog.disclosure import NewDisclosure
from webapp.api.catalog.reward_fields import (
    Days,
    Delivery,
    Descriptions,
    Kind,
    PerMember,
    Price,
    RewardState,
    Stock,
    Titles,
    state_of,
)
from webapp.api.example_values import in_both_languages
from webapp.edge import http_io
from webapp.edge.fields import Money, Paid, RequestBody


class NewReward(RequestBody):
    """What points buy; nothing in the list of kinds is money."""

    kind: Kind
    title: Titles
    description: Descriptions = Field(default={})
    points: Price
    cash: Money = 0
    market_price: Paid
    stock: Stock | None = None
    limit: PerMember | None = None
    voucher_days: Days = 30
    delivery: Delivery = "pick-up"
    disclosure: NewDisclosure = NewDisclosure()


async def draft(request: web.Request, merchant: Merchant) -> web.Response:
    """Drafts a reward; with an Idempotency-Key the same call again gives the same reward."""
    key = http_io.key_of(request)
    sent = await http_io.read(request, NewReward)
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
        at=http_io.at(request),
    )
    return http_io.response(state_of(reward), 201, replayed=reward.replayed)


EXAMPLE: Final[dict[str, Any]] = {
    "kind": "service",
    "title": example_values.REWARD_TITLE,
    "description": in_both_languages("机油、机滤和检查", "Oil, filter and a check"),
    "points": 300,
    "cash": "0.00",
    "market_price": "500.00",
    "stock": 20,
    "limit": 2,
    "voucher_days": 30,
    "delivery": "pick-up",
    "disclosure": disclosure.EXAMPLE,
}

CALL = ApiCall(
    name="draft-reward",
    method="post",
    path="/rewards",
    handler=draft,
    key_header=True,
    body=NewReward,
    answers={201: RewardState, 200: RewardState},
    refusals=(catalog.WrongReward, catalog.WrongText, KeyReused),
    example=Example(
        "/rewards",
        201,
        {"id": example_values.REWARD_ID, "version": 1, "state": "draft"},
        EXAMPLE,
    ),
)
