"""Lets a batch of redemptions lock and lower many stocks at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from core import db


async def lock_stock(reward_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Hold these stocks until the end of the caller's transaction, and what is left of each.

    Rewards without an end to their stock are left out.
    """
    rows = await db.connection().fetch(
        "SELECT reward_id, total - sold AS left FROM stock"
        " WHERE reward_id = ANY($1::uuid[]) ORDER BY reward_id FOR UPDATE",
        list(reward_ids),
    )
    return {row["reward_id"]: row["left"] for row in rows}


async def sell_stock(sold: Mapping[UUID, int]) -> None:
    """Count what was sold, in the caller's transaction, which holds these stocks' locks."""
    await db.connection().execute(
        "UPDATE stock s SET sold = s.sold + c.sold"
        " FROM unnest($1::uuid[], $2::bigint[]) AS c (reward_id, sold)"
        " WHERE s.reward_id = c.reward_id",
        list(sold),
        list(sold.values()),
    )
