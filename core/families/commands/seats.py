"""Takes and passes on seats; locks members before families, as everywhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from core import compliance, db, ledger, members, notifications, randomness
from core.families import errors, locked, queries, rules
from core.families.queries import FamilyView
from core.program import Program


@db.command
async def found(program: Program, *, member_id: UUID, name: str, at: datetime) -> FamilyView:
    """Open a family with this member as its head.

    Raises WrongName, AlreadyInFamily, RejoinedTooSoon, TooManyJoinsThisYear.
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
    await record("family-founded", family_id, member_id, at=at, family=clean)
    return await _view(program, member_id, at=at)


@db.command
async def join(
    program: Program, *, token: str, member_id: UUID, confirm: bool, at: datetime
) -> FamilyView:
    """Take a seat by a link; `confirm` is the member's yes to what will be shared.

    Their own link again, while they sit there, gives the same answer. Raises the errors of an
    invitation, NotConfirmed, AlreadyInFamily, RejoinedTooSoon, TooManyJoinsThisYear, FamilyFull.
    """
    mark = rules.token_hash(token)
    family_id = await db.connection().fetchval(
        "SELECT family_id FROM family_invitation WHERE hash = $1", mark
    )
    if family_id is None:
        raise errors.InvitationUnknown
    await members.locked.lock([member_id])
    await locked.lock([family_id])
    row = await db.connection().fetchrow("SELECT * FROM family_invitation WHERE hash = $1", mark)
    own = await locked.seat_of(member_id)
    if row and row["used_by_id"] == member_id and own and own.family_id == family_id:
        return await _view(program, member_id, at=at)
    queries.open_invitation(row, at=at)
    if not confirm:
        raise errors.NotConfirmed
    await _may_sit(program, member_id, at=at)
    taken = await _taken(family_id)
    number = rules.free_seat(taken, program.family.seats)
    await _sit(family_id, member_id=member_id, number=number, role=rules.ADULT, at=at)
    await db.connection().execute(
        "UPDATE family_invitation SET used_at = $2, used_by_id = $3 WHERE hash = $1",
        mark,
        at,
        member_id,
    )
    await record("family-joined", family_id, member_id, at=at, rule="RL-6")
    await tell("families-joined", family_id, member_id, at=at)
    return await _view(program, member_id, at=at)


@db.command
async def hand_over(program: Program, *, member_id: UUID, to: UUID, at: datetime) -> FamilyView:
    """Make another adult the head; raises NotInFamily, NotTheHead, NotOfTheFamily."""
    await members.locked.lock([member_id, to])
    own = await locked.own_seat(member_id)
    await locked.lock([own.family_id])
    if own.role != rules.HEAD:
        raise errors.NotTheHead
    other = await locked.seat_of(to)
    if other is None or other.family_id != own.family_id or other.role != rules.ADULT:
        raise errors.NotOfTheFamily
    for seat_id, role in ((own.id, rules.ADULT), (other.id, rules.HEAD)):
        await db.connection().execute("UPDATE seat SET role = $2 WHERE id = $1", seat_id, role)
    await record("family-handed-over", own.family_id, member_id, at=at, to=to)
    await tell("families-handed-over", own.family_id, to, at=at)
    return await _view(program, member_id, at=at)


@db.command
async def set_auto(program: Program, *, member_id: UUID, percent: int, at: datetime) -> int:
    """Contribute this part of new points at once; raises UnknownPercent, NotInFamily."""
    if percent not in rules.PERCENTS:
        raise errors.UnknownPercent
    await members.locked.lock([member_id])
    own = await locked.own_seat(member_id)
    await db.connection().execute(
        "UPDATE seat SET auto_percent = $2 WHERE id = $1", own.id, percent
    )
    await record("family-share-set", own.family_id, member_id, at=at, percent=percent)
    return percent


async def record(
    name: str, family_id: UUID, member_id: UUID, *, at: datetime, rule: str = "", **facts: object
) -> None:
    """Note an act of a member on a family."""
    await compliance.record(
        actor=f"member:{member_id}",
        name=name,
        subject=f"family:{family_id}",
        at=at,
        rule=rule,
        **facts,
    )


async def tell(code: str, family_id: UUID, about: UUID, *, at: datetime) -> None:
    """Owe everybody else in the family a word about one of them."""
    row = await db.connection().fetchrow(
        "SELECT f.name AS family, m.name AS member FROM family f, member m"
        " WHERE f.id = $1 AND m.id = $2",
        family_id,
        about,
    )
    assert row is not None, "both are there: the seat names them"
    facts = dict(row)
    await notifications.put(
        [
            notifications.NewNotice(
                key=f"{code}:{about.hex}:{other.hex}:{at.timestamp()}",
                member_id=other,
                code=code,
                facts=facts,
                due_at=at,
            )
            for other in await locked.others(family_id, about)
        ],
        at=at,
    )


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


async def _view(program: Program, member_id: UUID, *, at: datetime) -> FamilyView:
    view = await queries.family_of(member_id, today=ledger.today(program, at))
    assert view is not None, "the member sits there"
    return view
