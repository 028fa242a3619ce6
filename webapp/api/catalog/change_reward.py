"""`PATCH /rewards/{reward}`: drafts another version of a reward."""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from core import catalog
from core.errors import KeyReused
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example
from webapp.api.catalog.disclosure import NewDisclosure
from webapp.api.catalog.reward_fields import (
    REWARD_PARAMETER,
    Days,
    Delivery,
    Descriptions,
    PerMember,
    Price,
    RewardState,
    Stock,
    Titles,
    state_of,
)
from webapp.edge import http_io
from webapp.edge.fields import Money, Paid, RequestBody

CORE_NAMES: Final = {"cash": "cash_fen", "market_price": "market_price_fen"}


class RewardChange(RequestBody):
    """What another version says otherwise; what is left out or null stays."""

    title: Titles | None = None
    description: Descriptions | None = None
    points: Price | None = None
    cash: Money | None = None
    market_price: Paid | None = None
    stock: Stock | None = None
    limit: PerMember | None = None
    voucher_days: Days | None = None
    delivery: Delivery | None = None
    disclosure: NewDisclosure | None = None


async def change(request: web.Request, merchant: Merchant) -> web.Response:
    """Drafts another version: what is sent replaces, what is left out stays."""
    sent = await http_io.read(request, RewardChange)
    reward_id = http_io.id_in_path(request, "reward", otherwise=catalog.UnknownReward)
    changed = await catalog.change_reward(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        reward_id=reward_id,
        changes=_changed_terms(sent),
        stock=sent.stock,
        key=http_io.key_of(request),
        at=http_io.at(request),
    )
    return http_io.response(state_of(changed), replayed=changed.replayed)


def _changed_terms(sent: RewardChange) -> dict[str, Any]:
    """The changed fields under core's names."""
    changes = {name: value for name, value in sent if value is not None and name != "stock"}
    if sent.disclosure is not None:
        changes["disclosure"] = sent.disclosure.model_dump(exclude_defaults=True)
    return {CORE_NAMES.get(name, name): value for name, value in changes.items()}


REFUSALS: Final = (
    catalog.UnknownReward,
    catalog.NothingChanged,
    catalog.WrongReward,
    catalog.WrongText,
    KeyReused,
)
CALL = ApiCall(
    name="change-reward",
    method="patch",
    path="/rewards/{reward}",
    handler=change,
    key_header=True,
    parameters=(REWARD_PARAMETER,),
    body=RewardChange,
    answers={200: RewardState},
    refusals=REFUSALS,
    example=Example(
        f"/rewards/{example_values.REWARD_ID}",
        200,
        {"id": example_values.REWARD_ID, "version": 2, "state": "draft"},
        {"points": 200},
    ),
)
