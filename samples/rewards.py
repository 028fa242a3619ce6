"""A reward on offer, and its redemption."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from core import catalog, redemptions
from core.program import Program
from samples.texts import DISCLOSURE


def terms(points: int, **changes: Any) -> catalog.RewardTerms:
    """The terms of a reward of this price, with a complete disclosure."""
    fields: dict[str, Any] = {
        "title": {"zh-Hans": "基础保养", "en": "Basic service"},
        "description": {"zh-Hans": "机油机滤", "en": "Oil and filter"},
        "points": points,
        "cash_fen": 0,
        "market_price_fen": points * 10,
        "limit": None,
        "voucher_days": 30,
        "delivery": "pick-up",
        "disclosure": DISCLOSURE,
    }
    return catalog.RewardTerms(**(fields | changes))


async def reward(
    program: Program,
    *,
    merchant_id: UUID,
    points: int,
    kind: str = "service",
    stock: int | None = None,
    at: datetime,
    **changes: Any,
) -> catalog.Reward:
    """Draft and publish a reward; `changes` are other fields of its terms."""
    drafted = await catalog.draft_reward(
        program,
        merchant_id=merchant_id,
        kind=kind,
        terms=terms(points, **changes),
        stock=stock,
        at=at,
    )
    return await catalog.publish_reward(
        program, merchant_id=merchant_id, reward_id=drafted.id, at=at
    )


async def redemption(
    program: Program,
    *,
    member_id: UUID,
    reward_id: UUID,
    source: str = "wallet",
    recipient_id: UUID | None = None,
    notified: bool = False,
    at: datetime,
) -> redemptions.Redeemed:
    """Quote a reward and redeem it at once."""
    quoted = await redemptions.quote(
        program,
        member_id=member_id,
        reward_id=reward_id,
        source=source,
        recipient_id=recipient_id,
        at=at,
    )
    return await redemptions.redeem(
        program, quote_id=quoted.id, member_id=member_id, notified=notified, at=at
    )


async def redemption_of_points(
    program: Program,
    *,
    member_id: UUID,
    merchant_id: UUID,
    points: int,
    source: str = "wallet",
    at: datetime,
) -> redemptions.Redeemed:
    """Redeem a new reward of exactly this price."""
    offered = await reward(program, merchant_id=merchant_id, points=points, at=at)
    return await redemption(
        program, member_id=member_id, reward_id=offered.id, source=source, at=at
    )
