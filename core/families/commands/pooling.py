"""Moves a member's own points between their personal wallet and their share; nobody else's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from core import db, ledger, members
from core.errors import KeyReused
from core.families import errors, locked, queries, rules
from core.families.commands.seats import record, tell
from core.families.locked import OwnSeat
from core.program import Program


@dataclass(frozen=True)
class Moved:
    """What was moved, and what then lies in the personal wallet and in the share."""

    points: int
    personal: int
    share: int
    replayed: bool = False


@dataclass(frozen=True)
class Left:
    """Who left took back so many points that can still be used."""

    returned: int
    replayed: bool = False


@db.command
async def contribute(
    program: Program, *, member_id: UUID, points: int, key: str, at: datetime
) -> Moved:
    """Move one's own points into one's share, soonest expiry first; they stay one's own.

    The same key again gives the same answer. Raises WrongPoints, NotInFamily,
    NotEnoughOwnPoints, MonthlyCapReached, KeyReused.
    """
    act = _Act("contribute", member_id, key, rules.fingerprint("contribute", points), at)
    if stored := await _answered(act):
        return Moved(**stored, replayed=True)
    rules.checked_points(points)
    own = await _locked_seat(member_id)
    held = await _held(program, member_id, at=at)
    slices = _drawn(held["personal"], points)
    allowed = await queries.allowed_this_month(program, member_id=member_id, at=at)
    if points > allowed:
        raise errors.MonthlyCapReached(cap=program.family.monthly_cap, left=allowed)
    await _move(own, act, slices, (await ledger.locked.share_wallets([member_id]))[member_id])
    moved = Moved(
        points, personal=_sum(held["personal"]) - points, share=_sum(held["share"]) + points
    )
    await _store(act, moved)
    return moved


@db.command
async def withdraw(
    program: Program, *, member_id: UUID, points: int, key: str, at: datetime
) -> Moved:
    """Take one's own unspent points back out of one's share, soonest expiry first.

    The same key again gives the same answer. Raises WrongPoints, NotInFamily,
    NotEnoughOwnPoints, KeyReused.
    """
    act = _Act("withdraw", member_id, key, rules.fingerprint("withdraw", points), at)
    if stored := await _answered(act):
        return Moved(**stored, replayed=True)
    rules.checked_points(points)
    own = await _locked_seat(member_id)
    held = await _held(program, member_id, at=at)
    slices = _drawn(held["share"], points)
    await _move(own, act, slices, (await ledger.locked.personal_wallets([member_id]))[member_id])
    moved = Moved(
        points, personal=_sum(held["personal"]) + points, share=_sum(held["share"]) - points
    )
    await _store(act, moved)
    return moved


@db.command
async def leave(program: Program, *, member_id: UUID, key: str, at: datetime) -> Left:
    """Give up the seat and take back every unspent point; the last to leave closes the family.

    The same key again gives the same answer. Raises NotInFamily, HandOverFirst, KeyReused.
    """
    act = _Act("withdraw", member_id, key, rules.fingerprint("leave"), at)
    if stored := await _answered(act):
        return Left(**stored, replayed=True)
    own = await _locked_seat(member_id)
    remaining = await locked.others(own.family_id, member_id)
    if own.role == rules.HEAD and remaining:
        raise errors.HandOverFirst
    everything = [
        one for one in await ledger.locked.held_by(member_id) if one.wallet_kind == "share"
    ]  # what has lapsed goes along: it must not stay where nobody sits
    slices = [ledger.Slice(one, one.points) for one in everything]
    await _move(own, act, slices, (await ledger.locked.personal_wallets([member_id]))[member_id])
    await _vacate(own, member_id, last=not remaining, at=at)
    today = ledger.today(program, at)
    left = Left(_sum([one for one in everything if one.expires_on >= today]))
    await _store(act, left)
    return left


@dataclass(frozen=True)
class _Act:
    """Who asked for what under which key; `kind` is the kind of its entry."""

    kind: str
    member_id: UUID
    key: str
    fingerprint: str
    at: datetime


async def _answered(act: _Act) -> dict[str, Any] | None:
    """What the same call was answered before, with the member locked; raises KeyReused."""
    await members.locked.lock([act.member_id])
    row = await db.connection().fetchrow(
        "SELECT fingerprint, answer FROM family_answer WHERE member_id = $1 AND key = $2",
        act.member_id,
        act.key,
    )
    if row is None:
        return None
    if row["fingerprint"] != act.fingerprint:
        raise KeyReused(key=act.key)
    stored: dict[str, Any] = orjson.loads(row["answer"])
    return stored


async def _store(act: _Act, answer: Moved | Left) -> None:
    told = asdict(answer)
    del told["replayed"]
    await db.connection().execute(
        """INSERT INTO family_answer (member_id, key, fingerprint, answer, at)
           VALUES ($1, $2, $3, $4::text::jsonb, $5)""",
        act.member_id,
        act.key,
        act.fingerprint,
        orjson.dumps(told).decode(),
        act.at,
    )


async def _locked_seat(member_id: UUID) -> OwnSeat:
    """The seat of a member who is locked, with the family locked too."""
    own = await locked.own_seat(member_id)
    await locked.lock([own.family_id])
    return own


async def _held(program: Program, member_id: UUID, *, at: datetime) -> dict[str, list[ledger.Held]]:
    """What the member can use, by the kind of its wallet."""
    today = ledger.today(program, at)
    held = [one for one in await ledger.locked.held_by(member_id) if one.expires_on >= today]
    return {
        kind: [one for one in held if one.wallet_kind == kind] for kind in ("personal", "share")
    }


def _drawn(held: Sequence[ledger.Held], points: int) -> list[ledger.Slice]:
    slices = ledger.draw(ledger.in_paying_order(held), points)
    found = ledger.total(slices)
    if found < points:
        raise errors.NotEnoughOwnPoints(missing=points - found, balance=found)
    return slices


def _sum(held: Sequence[ledger.Held]) -> int:
    return sum(one.points for one in held)


async def _move(own: OwnSeat, act: _Act, slices: Sequence[ledger.Slice], target: int) -> None:
    if not slices:
        return
    entry_id = (await ledger.locked.numbers(lots=0, entries=1)).entries[0]
    entry = ledger.NewEntry(entry_id, act.kind, act.member_id, ledger.total(slices), act.at)
    moves = [ledger.move(entry_id, one, target) for one in slices]
    await ledger.locked.post(ledger.Posting(entries=[entry], moves=moves))


async def _vacate(own: OwnSeat, member_id: UUID, *, last: bool, at: datetime) -> None:
    """End the seat; the last one closes the family, and with it the links that still lead there."""
    await tell("families-left", own.family_id, member_id, at=at)
    await db.connection().execute("UPDATE seat SET left_at = $2 WHERE id = $1", own.id, at)
    await record("family-left", own.family_id, member_id, at=at)
    if not last:
        return
    await db.connection().execute(
        "UPDATE family SET dissolved_at = $2 WHERE id = $1", own.family_id, at
    )
    await db.connection().execute(
        """UPDATE family_invitation SET revoked_at = $2
           WHERE family_id = $1 AND used_at IS NULL AND revoked_at IS NULL""",
        own.family_id,
        at,
    )
    await record("family-dissolved", own.family_id, member_id, at=at)
