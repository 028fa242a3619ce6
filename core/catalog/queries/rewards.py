"""Rewards: the version that counts, the price at a moment, and the stock left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from core import db
from core.catalog.errors import UnknownReward
from core.catalog.queries.events import events
from core.catalog.rules.events import Event, State
from core.catalog.rules.rewards import Reward, RewardTerms, price

SELECT = """
    SELECT r.id, r.merchant_id, m.name AS merchant_name, r.kind, v.id AS version_id, v.version,
        v.title::text AS title, v.description::text AS description, v.points, v.cash_fen,
        v.market_price_fen, v.limit_per_member AS limit, v.voucher_days, v.delivery,
        v.disclosure::text AS disclosure, v.published_at, s.total - s.sold AS left
    FROM reward r JOIN merchant m ON m.id = r.merchant_id
        JOIN LATERAL (
            SELECT * FROM reward_version v WHERE v.reward_id = r.id AND {which}
            ORDER BY v.version DESC LIMIT 1
        ) v ON true
        LEFT JOIN stock s ON s.reward_id = r.id
"""
LIVE: tuple[State, ...] = ("live",)
PUBLISHED = SELECT.format(which="v.published_at IS NOT NULL")
NEWEST = SELECT.format(which="true")


def terms_of(row: Mapping[str, Any]) -> RewardTerms:
    """The terms of a version, from its row."""
    texts = {name: json.loads(row[name]) for name in ("title", "description", "disclosure")}
    plain = {name: row[name] for name in RewardTerms.__dataclass_fields__ if name not in texts}
    return RewardTerms(**texts, **plain)


def reward_of(row: Mapping[str, Any], live: Sequence[Event]) -> Reward:
    """The reward of one row of SELECT, priced by the events of its merchant."""
    terms = terms_of(row)
    points, offer = price(row["id"], terms.points, live)
    return Reward(
        id=row["id"],
        merchant_id=row["merchant_id"],
        merchant_name=row["merchant_name"],
        kind=row["kind"],
        version_id=row["version_id"],
        version=row["version"],
        terms=terms,
        points=points,
        event=offer,
        left=row["left"],
        state="draft" if row["published_at"] is None else "published",
    )


async def reward(reward_id: UUID, at: datetime) -> Reward:
    """The published reward at a moment; raises UnknownReward."""
    async with db.reading() as connection:
        row = await connection.fetchrow(f"{PUBLISHED} WHERE r.id = $1", reward_id)
    if row is None:
        raise UnknownReward
    return reward_of(dict(row), await events(merchant_id=row["merchant_id"], at=at, states=LIVE))


async def rewards(at: datetime, *, merchant_id: UUID | None = None) -> list[Reward]:
    """The published rewards at a moment, the cheapest first.

    With `merchant_id`: this merchant's own, each in its newest version, drafts among them.
    """
    select = PUBLISHED if merchant_id is None else NEWEST
    async with db.reading() as connection:
        rows = await connection.fetch(
            f"{select} WHERE $1::uuid IS NULL OR r.merchant_id = $1", merchant_id
        )
    live = await events(merchant_id=merchant_id, at=at, states=LIVE)
    listed = [
        reward_of(dict(row), [event for event in live if event.merchant_id == row["merchant_id"]])
        for row in rows
    ]
    return sorted(listed, key=lambda reward: (reward.points, reward.list_points, reward.id))
