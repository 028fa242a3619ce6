"""Reads of seats and shares that need the caller's transaction, and the lock on families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core import db
from core.families import errors, rules
from core.program import Program


@dataclass(frozen=True)
class OwnSeat:
    """The seat of one member, read under their lock."""

    id: int
    family_id: UUID
    role: str


async def lock(family_ids: Iterable[UUID]) -> None:
    """Hold these families' rows until the end of the caller's transaction; members come before."""
    await db.connection().execute(
        "SELECT FROM family WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE",
        list(family_ids),
    )


async def seat_of(member_id: UUID) -> OwnSeat | None:
    """Where the member sits, in the caller's transaction."""
    row = await db.connection().fetchrow(
        "SELECT id, family_id, role FROM seat WHERE member_id = $1 AND left_at IS NULL", member_id
    )
    return OwnSeat(row["id"], row["family_id"], row["role"]) if row else None


async def own_seat(member_id: UUID) -> OwnSeat:
    """Where the member sits; raises NotInFamily."""
    found = await seat_of(member_id)
    if found is None:
        raise errors.NotInFamily
    return found


async def others(family_id: UUID, member_id: UUID) -> list[UUID]:
    """Everybody else who sits in the family."""
    rows = await db.connection().fetch(
        """SELECT member_id FROM seat
           WHERE family_id = $1 AND member_id <> $2 AND left_at IS NULL ORDER BY number""",
        family_id,
        member_id,
    )
    return [row["member_id"] for row in rows]


async def contributing(
    program: Program, member_ids: Iterable[UUID], *, today: date
) -> dict[UUID, rules.Contributing]:
    """Who of these contributes of new points at once, on the caller's transaction."""
    rows = await db.connection().fetch(
        """SELECT s.member_id, s.auto_percent, w.id AS wallet_id, coalesce((
               SELECT sum(CASE kind WHEN 'contribute' THEN e.points ELSE -e.points END)
               FROM entry e WHERE e.member_id = s.member_id AND e.at >= $2
                   AND e.kind IN ('contribute', 'withdraw')), 0)::bigint AS contributed
           FROM seat s JOIN wallet w ON w.member_id = s.member_id AND w.kind = 'share'
           WHERE s.member_id = ANY($1::uuid[]) AND s.left_at IS NULL AND s.auto_percent > 0""",
        list(member_ids),
        rules.month_begins_at(program, today),
    )
    cap = program.family.monthly_cap
    return {
        row["member_id"]: rules.Contributing(
            row["auto_percent"], row["wallet_id"], cap - row["contributed"]
        )
        for row in rows
    }
