"""The answers of commands and queries of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Due:
    """A notice that its claimer may send until `leased_until`; `attempts` are earlier failures."""

    id: int
    member_id: UUID
    telegram_id: int
    language: str
    code: str
    facts: dict[str, Any]
    attempts: int
    leased_until: datetime


@dataclass(frozen=True)
class Released:
    """How many leases ended without an outcome: sent again, or given up as unknown."""

    again: int
    unknown: int


@dataclass(frozen=True)
class Notice:
    """A notice with its state, for the history."""

    id: int
    code: str
    facts: dict[str, Any]
    state: str
    made_at: datetime
    due_at: datetime
    finished_at: datetime | None
    failure: str
