"""Stocks and multipliers, read and written in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from core import db
from core.catalog.rules.events import Multiplier

MULTIPLIERS = """
    SELECT id AS event_id, merchant_id, title::text AS title, starts_at, ends_at, multiplier,
        categories::text AS categories
    FROM event
    WHERE merchant_id = ANY ($1) AND ends_at > $2 AND starts_at <= $3
        AND published_at IS NOT NULL AND multiplier > 1
    ORDER BY starts_at, id
"""


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
    """Count sold rewards, in the caller's transaction, which holds these stocks' locks."""
    await db.connection().execute(
        "UPDATE stock s SET sold = s.sold + c.sold"
        " FROM unnest($1::uuid[], $2::bigint[]) AS c (reward_id, sold)"
        " WHERE s.reward_id = c.reward_id",
        list(sold),
        list(sold.values()),
    )


async def multipliers(
    merchant_ids: Collection[UUID], *, earliest: datetime, latest: datetime
) -> list[Multiplier]:
    """The multipliers of published events of these merchants between two moments, both included.

    In the caller's transaction; in the order in which a tie is decided: earlier start, lower id.
    """
    rows = await db.connection().fetch(MULTIPLIERS, list(merchant_ids), earliest, latest)
    return [
        Multiplier(
            **{
                **row,
                "title": json.loads(row["title"]),
                "categories": frozenset(json.loads(row["categories"])),
            }
        )
        for row in rows
    ]
