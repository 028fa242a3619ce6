"""Coroutines for the caller's transaction: locks, reads of seats and shares, records, notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core import compliance, db, ledger, members, notifications
from core.families import errors, notices, queries, rules
from core.families.answers import FamilyView
from core.families.queries import CONTRIBUTED
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
    """The member's seat, in the caller's transaction."""
    row = await db.connection().fetchrow(
        "SELECT id, family_id, role FROM seat WHERE member_id = $1 AND left_at IS NULL", member_id
    )
    return OwnSeat(row["id"], row["family_id"], row["role"]) if row else None


async def own_seat(member_id: UUID) -> OwnSeat:
    """The member's seat; raises NotInFamily."""
    seat = await seat_of(member_id)
    if seat is None:
        raise errors.NotInFamily
    return seat


async def lock_seat(member_id: UUID) -> OwnSeat:
    """Lock the member, then their family, as everywhere in this order; raises NotInFamily."""
    await members.locked.lock([member_id])
    own = await own_seat(member_id)
    await lock([own.family_id])
    return own


async def view(program: Program, member_id: UUID, *, at: datetime) -> FamilyView:
    """The family as a command of this member leaves it."""
    family = await queries.family_of(member_id, today=ledger.today(program, at))
    assert family is not None, "the member sits there"
    return family


async def others(family_id: UUID, member_id: UUID) -> list[UUID]:
    """Everybody else who sits in the family."""
    rows = await db.connection().fetch(
        """SELECT member_id FROM seat
           WHERE family_id = $1 AND member_id <> $2 AND left_at IS NULL ORDER BY number""",
        family_id,
        member_id,
    )
    return [row["member_id"] for row in rows]


_CONTRIBUTING = f"""
SELECT s.member_id, s.auto_percent, w.id AS wallet_id, {CONTRIBUTED} AS contributed
FROM seat s JOIN wallet w ON w.member_id = s.member_id AND w.kind = 'share'
WHERE s.member_id = ANY($1::uuid[]) AND s.left_at IS NULL AND s.auto_percent >= $3
"""  # noqa: S608 - our own words


async def contributing(
    program: Program, member_ids: Iterable[UUID], *, today: date, percent_min: int = 1
) -> dict[UUID, rules.Contributing]:
    """How these members contribute, on the caller's transaction.

    Left out is who sits in no family, or contributes less of new points than `percent_min`.
    """
    rows = await db.connection().fetch(
        _CONTRIBUTING,
        list(member_ids),
        rules.month_begins_at(program, today),
        percent_min,
    )
    cap = program.family.monthly_cap
    return {
        row["member_id"]: rules.Contributing(
            row["auto_percent"], row["wallet_id"], cap - row["contributed"]
        )
        for row in rows
    }


async def record(
    name: str, family_id: UUID, member_id: UUID, *, at: datetime, rule: str = "", **facts: object
) -> None:
    """Note an act of a member on a family, in the transaction of the act."""
    await compliance.record(
        actor=f"member:{member_id}",
        name=name,
        subject=f"family:{family_id}",
        at=at,
        rule=rule,
        **facts,
    )


async def notify(code: str, family_id: UUID, about: UUID, *, at: datetime) -> None:
    """Put a notice about a member for the rest of the family, in the caller's transaction."""
    names = await db.connection().fetchrow(
        "SELECT f.name AS family, m.name AS member FROM family f, member m"
        " WHERE f.id = $1 AND m.id = $2",
        family_id,
        about,
    )
    assert names is not None, "both are there: the seat names them"
    to = await others(family_id, about)
    await notifications.put(notices.about_member(code, dict(names), about, to=to, at=at), at=at)


async def take_back(member_id: UUID, slices: Sequence[ledger.Slice], *, at: datetime) -> None:
    """Move slices of the member's share to their personal wallet."""
    wallets = await ledger.locked.personal_wallets([member_id])
    await move_points("withdraw", member_id, slices, wallets[member_id], at=at)


async def move_points(
    kind: str, member_id: UUID, slices: Sequence[ledger.Slice], target: int, *, at: datetime
) -> None:
    """Post slices of the member's own lots to another wallet of theirs; no slices, no entry."""
    if not slices:
        return
    entry_id = (await ledger.locked.numbers(entries=1)).entries[0]
    entry = ledger.NewEntry(entry_id, kind, member_id, ledger.total(slices), at)
    moves = [ledger.move(entry_id, drawn, target) for drawn in slices]
    await ledger.locked.post(ledger.Posting(entries=[entry], moves=moves))
