"""Verbs that change who takes part and what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from core import compliance, db
from core.members import rules
from core.members.errors import UnknownKind, UnknownLanguage
from core.members.queries import COLUMNS, Member, member_of
from core.program import Program

NUMBERS_TRIED_MAX = 5
"""Two random numbers of 2^40 meet about once in a hundred thousand registrations at most."""


@dataclass(frozen=True)
class Registered:
    """`created` is False for somebody who takes part already."""

    member: Member
    created: bool


@db.command
async def register(
    program: Program, *, telegram_id: int, name: str, language: str, at: datetime
) -> Registered:
    """Take a person in, once for each Telegram account however often it is asked.

    Again, it takes their new name and counts them as reachable; a language once chosen stays.
    """
    for _ in range(NUMBERS_TRIED_MAX):
        if found := await _seen_again(telegram_id, name):
            return Registered(found, created=False)
        if made := await _insert(
            telegram_id=telegram_id, name=name, language=language, kind="person", at=at
        ):
            return Registered(made, created=True)
    raise AssertionError("no free member number")


@db.command
async def add(
    program: Program, *, name: str, language: str = "zh-Hans", kind: str = "person", at: datetime
) -> Member:
    """Take in somebody who is not on Telegram: from a list, or an organisation."""
    for _ in range(NUMBERS_TRIED_MAX):
        if made := await _insert(telegram_id=None, name=name, language=language, kind=kind, at=at):
            return made
    raise AssertionError("no free member number")


async def _seen_again(telegram_id: int, name: str) -> Member | None:
    row = await db.connection().fetchrow(
        "UPDATE member SET name = coalesce(nullif($2, ''), name), unreachable_since = NULL"
        f" WHERE telegram_id = $1 RETURNING {COLUMNS}",
        telegram_id,
        rules.clean_name(name),
    )
    return row and member_of(row)


async def _insert(
    *, telegram_id: int | None, name: str, language: str, kind: str, at: datetime
) -> Member | None:
    """None if a rival was first, or the number is taken: then it is worth another try."""
    if language not in rules.LANGUAGES:
        raise UnknownLanguage(language=language)
    if kind not in rules.KINDS:
        raise UnknownKind(kind=kind)
    number = rules.new_number()
    row = await db.connection().fetchrow(
        "INSERT INTO member (id, number, kind, name, telegram_id, language, registered_at)"
        f" VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING {COLUMNS}",
        uuid4(),
        number,
        kind,
        rules.clean_name(name) or rules.format_number(number),
        telegram_id,
        language,
        at,
    )
    if row is None:
        return None
    member = member_of(row)
    who = f"member:{member.id}"
    await compliance.record(
        actor=who if telegram_id else "programme", name="member-registered", subject=who, at=at
    )
    return member
