"""Takes seats: by founding a family, or by the link of one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core import db, keys, ledger, members, randomness
from core.families import errors, locked, notices, queries, rules
from core.families.answers import FamilyView
from core.program import Program


@db.command
@keys.repeatable("families-found", caller="member_id")
async def found(
    program: Program, *, member_id: UUID, name: str, key: str | None = None, at: datetime
) -> FamilyView:
    """Open a family with this member as its head.

    Raises WrongName, AlreadyInFamily, RejoinedTooSoon, TooManyJoinsThisYear, KeyReused.
    """
    clean = rules.checked_name(name)
    await _may_sit(program, member_id, at=at)
    family_id = randomness.new_id()
    await db.connection().execute(
        "INSERT INTO family (id, name, policy, founded_at) VALUES ($1, $2, $3, $4)",
        family_id,
        clean,
        rules.SOONEST_EXPIRY,
        at,
    )
    await _sit(family_id, member_id=member_id, number=1, role=rules.HEAD, at=at)
    await locked.record("family-founded", family_id, member_id, at=at, family=clean)
    return await locked.view(program, member_id, at=at)


@db.command
@keys.repeatable("families-join", caller="member_id")
async def join(
    program: Program,
    *,
    token: str,
    member_id: UUID,
    confirm: bool,
    key: str | None = None,
    at: datetime,
) -> FamilyView:
    """Take a seat by a link; `confirm` is the member's yes to what will be shared.

    Their own link again, while they sit there, shows them the family. Raises the errors of an
    invitation, NotConfirmed, AlreadyInFamily, RejoinedTooSoon, TooManyJoinsThisYear, FamilyFull,
    KeyReused.
    """
    token_hash = rules.token_hash(token)
    family_id = await db.connection().fetchval(
        "SELECT family_id FROM family_invitation WHERE hash = $1", token_hash
    )
    if family_id is None:
        raise errors.InvitationUnknown
    # Members before families, as everywhere; the invitation is read again under the locks.
    await members.locked.lock([member_id])
    await locked.lock([family_id])
    row = await db.connection().fetchrow(
        "SELECT * FROM family_invitation WHERE hash = $1", token_hash
    )
    own = await locked.seat_of(member_id)
    if row and row["used_by_id"] == member_id and own and own.family_id == family_id:
        return await locked.view(program, member_id, at=at)
    queries.open_invitation(row, at=at)
    if not confirm:
        raise errors.NotConfirmed
    await _may_sit(program, member_id, at=at)
    number = rules.free_seat(await _taken(family_id), program.family.seats)
    await _sit(family_id, member_id=member_id, number=number, role=rules.ADULT, at=at)
    await db.connection().execute(
        "UPDATE family_invitation SET used_at = $2, used_by_id = $3 WHERE hash = $1",
        token_hash,
        at,
        member_id,
    )
    await locked.record("family-joined", family_id, member_id, at=at, rule="RL-6")
    await locked.notify(notices.JOINED, family_id, member_id, at=at)
    return await locked.view(program, member_id, at=at)


async def _may_sit(program: Program, member_id: UUID, *, at: datetime) -> None:
    await members.locked.lock([member_id])
    await members.by_id(member_id)
    rows = await db.connection().fetch(
        "SELECT joined_at, left_at FROM seat WHERE member_id = $1", member_id
    )
    rules.may_sit(program, [rules.Sitting(row["joined_at"], row["left_at"]) for row in rows], at=at)


async def _taken(family_id: UUID) -> list[int]:
    rows = await db.connection().fetch(
        "SELECT number FROM seat WHERE family_id = $1 AND left_at IS NULL", family_id
    )
    return [row["number"] for row in rows]


async def _sit(family_id: UUID, *, member_id: UUID, number: int, role: str, at: datetime) -> None:
    await ledger.locked.ensure_wallets([member_id])
    await ledger.locked.ensure_shares([member_id])
    await db.connection().execute(
        """INSERT INTO seat (family_id, member_id, number, role, joined_at)
           VALUES ($1, $2, $3, $4, $5)""",
        family_id,
        member_id,
        number,
        role,
        at,
    )
