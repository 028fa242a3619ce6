"""`POST /rewards/{reward}/publish`: offers the newest version of a reward to members."""

from __future__ import annotations

from aiohttp import web

from core import catalog, merchants
from core.errors import KeyReused
from core.merchants import Merchant
from webapp import app_keys
from webapp.api import example_values
from webapp.api.api_call import ApiCall, Example
from webapp.api.catalog.reward_fields import REWARD_PARAMETER, RewardState, state_of
from webapp.edge import http_io


async def publish(request: web.Request, merchant: Merchant) -> web.Response:
    """Publishes the newest version with its whole disclosure; again is the same answer."""
    reward = await catalog.publish_reward(
        request.app[app_keys.PROGRAM],
        merchant_id=merchant.id,
        reward_id=http_io.id_in_path(request, "reward", otherwise=catalog.UnknownReward),
        key=http_io.key_of(request),
        at=http_io.at(request),
    )
    return http_io.response(state_of(reward), replayed=reward.replayed)


CALL = ApiCall(
    name="publish-reward",
    method="post",
    path="/rewards/{reward}/publish",
    handler=publish,
    key_header=True,
    parameters=(REWARD_PARAMETER,),
    answers={200: RewardState},
    statuses=(422,),
    refusals=(
        catalog.UnknownReward,
        catalog.DisclosureIncomplete,
        merchants.LicenceMissing,
        KeyReused,
    ),
    example=Example(
        f"/rewards/{example_values.REWARD_ID}/publish",
        200,
        {"id": example_values.REWARD_ID, "version": 2, "state": "published"},
    ),
)
