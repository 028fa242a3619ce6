"""The notices by which a family hears of one of its members."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from core import notifications

JOINED = "families-joined"
LEFT = "families-left"
HANDED_OVER = "families-handed-over"


def about_member(
    code: str, facts: Mapping[str, object], about: UUID, *, to: Iterable[UUID], at: datetime
) -> list[notifications.NewNotice]:
    """One notice for each of `to`; the moment is in its key, because members come and go."""
    return [
        notifications.NewNotice(
            key=f"{code}:{about.hex}:{other.hex}:{at.timestamp()}",
            member_id=other,
            code=code,
            facts=dict(facts),
            due_at=at,
        )
        for other in to
    ]
