"""Events at a moment, and their multipliers for purchases."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from core import db
from core.catalog.errors import UnknownEvent
from core.catalog.rules.events import Event, State, state

SELECT = """
    SELECT e.id, e.merchant_id, m.name AS merchant_name, e.theme, e.title::text AS title,
        e.starts_at, e.ends_at, e.multiplier, e.categories::text AS categories,
        e.prices::text AS prices,
        e.disclosure::text AS disclosure, e.published_at
    FROM event e JOIN merchant m ON m.id = e.merchant_id
"""


def event_of(row: Mapping[str, Any], *, at: datetime) -> Event:
    """The event of one row of SELECT."""
    return Event(
        **{
            **row,
            "title": json.loads(row["title"]),
            "categories": tuple(json.loads(row["categories"])),
            "prices": {
                UUID(reward_id): points for reward_id, points in json.loads(row["prices"]).items()
            },
            "disclosure": json.loads(row["disclosure"]),
        },
        state=state(
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            published_at=row["published_at"],
            at=at,
        ),
    )


async def event(event_id: UUID, at: datetime, *, merchant_id: UUID | None = None) -> Event:
    """A published event, or any of this merchant's own; raises UnknownEvent."""
    async with db.reading() as connection:
        row = await connection.fetchrow(
            f"{SELECT} WHERE e.id = $1 AND CASE WHEN $2::uuid IS NULL"
            " THEN e.published_at IS NOT NULL ELSE e.merchant_id = $2 END",
            event_id,
            merchant_id,
        )
    if row is None:
        raise UnknownEvent
    return event_of(dict(row), at=at)


async def events(
    *,
    merchant_id: UUID | None = None,
    at: datetime,
    states: Collection[State] = ("published", "live"),
) -> list[Event]:
    """Events in these states, of one merchant or of all, in the order in which they begin.

    Drafts are their merchant's business: they are found only with `merchant_id`.
    """
    async with db.reading() as connection:
        rows = await connection.fetch(
            f"{SELECT} WHERE $1::uuid IS NULL AND e.published_at IS NOT NULL"
            " OR e.merchant_id = $1 ORDER BY e.starts_at, e.id",
            merchant_id,
        )
    listed = (event_of(dict(row), at=at) for row in rows)
    return [event for event in listed if event.state in states]
