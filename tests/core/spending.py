"""Rewards to spend points on, as tests of several capabilities need them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from core import catalog, redemptions
from core.program import Program

SAID = {part: {"zh-Hans": f"{part}：说明", "en": f"{part}: said"} for part in catalog.DISCLOSURE}


def terms(points: int, **changes: Any) -> catalog.RewardTerms:
    """What a reward of this price says; everything that must be said is."""
    wanted: dict[str, Any] = {
        "title": {"zh-Hans": "基础保养", "en": "Basic service"},
        "description": {"zh-Hans": "机油机滤", "en": "Oil and filter"},
        "points": points,
        "cash_fen": 0,
        "market_price_fen": points * 10,
        "limit": None,
        "voucher_days": 30,
        "delivery": "pick-up",
        "disclosure": SAID,
    }
    return catalog.RewardTerms(**(wanted | changes))


async def offer(
    program: Program,
    *,
    merchant_id: UUID,
    points: int,
    at: datetime,
    kind: str = "service",
    stock: int | None = None,
    **changes: Any,
) -> catalog.Reward:
    """Publish a reward."""
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


async def spend(
    program: Program,
    *,
    member_id: UUID,
    merchant_id: UUID,
    points: int,
    at: datetime,
    source: str = "wallet",
) -> redemptions.Redeemed:
    """Redeem a new reward of exactly this price."""
    reward = await offer(program, merchant_id=merchant_id, points=points, at=at)
    quoted = await redemptions.quote(
        program, member_id=member_id, reward_id=reward.id, source=source, at=at
    )
    return await redemptions.redeem(program, quote_id=quoted.id, member_id=member_id, at=at)
