"""New notices, and the limit of their sends: pure values of the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

SENDS_MAX = 2
"""A notice whose outcome is unknown is sent once more, with the same text, and then no more."""

FAILURE_MAX = 200
"""Characters of a failure that are kept."""

TOO_LATE = "what it tells of has ended"
"""The failure text of a notice that could not be sent in time."""

CHANNEL = "notices"
"""The channel on which PostgreSQL notifies of new notices."""

Outcome = Literal["sent", "unreachable", "failed", "unknown", "again"]


@dataclass(frozen=True)
class NewNotice:
    """A notice to one member; no second notice can have the same `key`.

    `code` is the id of its text, `facts` are JSON: moments and dates in ISO form. From the
    moment `until` on, the notice is out of date and is not sent any more.
    """

    key: str
    member_id: UUID
    code: str
    facts: Mapping[str, Any]
    due_at: datetime
    until: datetime | None = None
