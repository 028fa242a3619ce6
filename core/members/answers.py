"""The answers of commands and queries about members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Member:
    """A person or an organisation that takes part; `zone` None means the programme's."""

    id: UUID
    number: str
    kind: str
    name: str
    telegram_id: int | None
    language: str
    zone: str | None
    registered_at: datetime
    unreachable_since: datetime | None


@dataclass(frozen=True)
class Registered:
    """`created` is False for somebody who takes part already."""

    member: Member
    created: bool
