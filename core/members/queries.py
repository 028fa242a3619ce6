"""Who takes part, and what they agreed to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core import db
from core.members.errors import UnknownMember

COLUMNS = (
    "id, serial, number, kind, name, telegram_id, language, zone, registered_at, unreachable_since"
)


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


def member_of(row: Mapping[str, Any]) -> Member:
    """One row of the table as the outside sees it."""
    return Member(**{name: row[name] for name in Member.__dataclass_fields__})


async def by_telegram(telegram_id: int) -> Member | None:
    """The member behind a Telegram account; None before they registered."""
    async with db.reading() as connection:
        row = await connection.fetchrow(
            f"SELECT {COLUMNS} FROM member WHERE telegram_id = $1", telegram_id
        )
    return row and member_of(row)


async def by_id(member_id: UUID) -> Member:
    """Raises UnknownMember."""
    async with db.reading() as connection:
        row = await connection.fetchrow(f"SELECT {COLUMNS} FROM member WHERE id = $1", member_id)
    if row is None:
        raise UnknownMember
    return member_of(row)
