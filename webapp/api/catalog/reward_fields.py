"""The fields of which a reward is made, as merchants write them."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field

from core.catalog import Reward
from webapp.api.api_call import Parameter
from webapp.edge.fields import Language, Statement, Title, whole

POINTS_MAX: Final = 10**9
Price = Annotated[int, Field(ge=1, le=POINTS_MAX), BeforeValidator(whole)]
PerMember = Annotated[int, Field(ge=1, le=10**6), BeforeValidator(whole)]
Stock = Annotated[int, Field(ge=0, le=10**9), BeforeValidator(whole)]
Days = Annotated[int, Field(ge=1, le=730), BeforeValidator(whole)]  # 730: two years
Kind = Literal["goods", "service", "coupon"]
Delivery = Literal["pick-up", "delivery"]
Titles = dict[Language, Title]
Descriptions = dict[Language, Statement]

REWARD_PARAMETER: Final = Parameter("path", "reward", {"type": "string", "format": "uuid"})


class RewardState(BaseModel):
    """A reward's id, its newest version and whether that is published."""

    id: UUID
    version: int
    state: Literal["draft", "published"]


def state_of(reward: Reward) -> dict[str, Any]:
    """In the shape of `RewardState`."""
    return {"id": reward.id, "version": reward.version, "state": reward.state}
