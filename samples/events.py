"""An event: a season of multiplied points or of lower prices."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from core import catalog
from core.program import Program
from samples.texts import DISCLOSURE


async def event(
    program: Program,
    *,
    merchant_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    at: datetime,
    **changes: Any,
) -> catalog.Event:
    """Draft and publish an event at `at`; `multiplier` or `prices` say what it gives."""
    fields: dict[str, Any] = {
        "theme": "spring-festival",
        "title": {"zh-Hans": "春节双倍", "en": "Spring double"},
        "multiplier": None,
        "disclosure": DISCLOSURE,
    }
    drafted = await catalog.draft_event(
        program,
        merchant_id=merchant_id,
        starts_at=starts_at,
        ends_at=ends_at,
        at=at,
        **(fields | changes),
    )
    return await catalog.publish_event(program, merchant_id=merchant_id, event_id=drafted.id, at=at)
