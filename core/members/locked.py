"""Locks members and spends their codes in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from core import db


async def lock(member_ids: Iterable[UUID]) -> None:
    """Hold these members' rows until the end of the caller's transaction."""
    await db.connection().execute(
        "SELECT FROM member WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE",
        list(member_ids),
    )


async def spend_codes(codes: Mapping[str, UUID], *, at: datetime) -> set[str]:
    """Spend codes (each with its member) in the caller's transaction; those already spent."""
    rows = await db.connection().fetch(
        "INSERT INTO spent_code (code, member_id, spent_at)"
        " SELECT code, member_id, $3 FROM unnest($1::text[], $2::uuid[]) AS t (code, member_id)"
        " ORDER BY code ON CONFLICT DO NOTHING RETURNING code",
        list(codes),
        list(codes.values()),
        at,
    )
    return codes.keys() - {row["code"] for row in rows}
