"""Queries about families: seats, the purse, and open invitations."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import asyncpg

from core import db, ledger
from core.families import errors, rules
from core.families.answers import FamilyOffer, FamilyView, OpenInvitation, Seat
from core.program import Program

_FAMILY = """
SELECT f.id, f.name, f.policy, s.member_id, m.name AS member_name, s.number, s.role,
       s.auto_percent, s.joined_at,
       coalesce((SELECT sum(h.points) FROM wallet w JOIN holding h ON h.wallet_id = w.id
                 WHERE w.member_id = s.member_id AND w.kind = 'share' AND h.expires_on >= $2), 0
       )::bigint AS share
FROM seat mine JOIN family f ON f.id = mine.family_id
JOIN seat s ON s.family_id = f.id AND s.left_at IS NULL JOIN member m ON m.id = s.member_id
WHERE mine.member_id = $1 AND mine.left_at IS NULL ORDER BY s.number
"""


async def family_of(member_id: UUID, *, today: date) -> FamilyView | None:
    """The family in which the member sits; lapsed points do not count."""
    async with db.reading() as connection:
        rows = await connection.fetch(_FAMILY, member_id, today)
    if not rows:
        return None
    seats = tuple(
        Seat(
            member_id=row["member_id"],
            name=row["member_name"],
            number=row["number"],
            role=row["role"],
            share=row["share"],
            auto_percent=row["auto_percent"],
            joined_at=row["joined_at"],
        )
        for row in rows
    )
    first = rows[0]
    purse = sum(seat.share for seat in seats)
    return FamilyView(first["id"], first["name"], first["policy"], purse, seats)


CONTRIBUTED = """(
    SELECT coalesce((array_agg(total ORDER BY id DESC))[1] - least(0, min(total)), 0)::bigint
    FROM (
        SELECT e.id, sum(CASE kind WHEN 'contribute' THEN e.points ELSE -e.points END)
                         OVER (ORDER BY e.id) AS total
        FROM entry e
        WHERE e.member_id = s.member_id AND e.at >= $2 AND e.kind IN ('contribute', 'withdraw')
    ) moved
)"""
"""What counts against the monthly cap of the member of `s`, from $2 on, in the order of the acts.

A contribution adds and a withdrawal subtracts, but never below 0: taking back last month's points
makes no room. That is the last running total less the lowest, where that is below 0.
"""


async def allowed_this_month(program: Program, *, member_id: UUID, at: datetime) -> int:
    """The points that the member may still contribute this month."""
    async with db.reading() as connection:
        contributed: int = await connection.fetchval(
            f"SELECT {CONTRIBUTED} FROM (SELECT $1::uuid AS member_id) s",  # noqa: S608
            member_id,
            rules.month_begins_at(program, ledger.today(program, at)),
        )
    return max(0, program.family.monthly_cap - contributed)


_INVITATION = """
SELECT i.*, f.name AS family_name, m.name AS invited_by,
       (SELECT count(*) FROM seat s WHERE s.family_id = f.id AND s.left_at IS NULL) AS members
FROM family_invitation i JOIN family f ON f.id = i.family_id JOIN member m ON m.id = i.made_by_id
"""


async def invitation(token: str, *, at: datetime) -> FamilyOffer:
    """The offer of a link; raises InvitationUnknown, -Used, -Revoked or -Ended."""
    async with db.reading() as connection:
        row = await connection.fetchrow(_BY_TOKEN, rules.token_hash(token))
    row = open_invitation(row, at=at)
    return FamilyOffer(
        family_id=row["family_id"],
        family_name=row["family_name"],
        invited_by=row["invited_by"],
        members=row["members"],
        ends_at=row["ends_at"],
    )


def open_invitation(row: asyncpg.Record | None, *, at: datetime) -> asyncpg.Record:
    """An invitation that can be used; raises InvitationUnknown, -Used, -Revoked or -Ended."""
    if row is None:
        raise errors.InvitationUnknown
    if row["used_at"]:
        raise errors.InvitationUsed
    if row["revoked_at"]:
        raise errors.InvitationRevoked
    if at >= row["ends_at"]:
        raise errors.InvitationEnded
    return row


_BY_TOKEN = _INVITATION + "WHERE i.hash = $1"
_OPEN = (
    _INVITATION  # noqa: S608 - our own words
    + """WHERE i.family_id = (SELECT family_id FROM seat WHERE member_id = $1 AND left_at IS NULL)
      AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.ends_at > $2 ORDER BY i.made_at DESC"""
)


async def invitations(member_id: UUID, *, at: datetime) -> list[OpenInvitation]:
    """The open links of the member's family, newest first."""
    async with db.reading() as connection:
        rows = await connection.fetch(_OPEN, member_id, at)
    return [OpenInvitation(row["hash"], row["invited_by"], row["ends_at"]) for row in rows]
