"""Queries about members, their codes and their consent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from core import compliance, db
from core.members import models, rules
from core.members.answers import Member
from core.members.errors import UnknownMember
from core.members.rules import ByCode, ById, ByNumber, Consent, MemberCode, Reference

ACTS_TOLD_MAX = 10_000

HEARS_SERVICE = f"""coalesce(
    (SELECT c.given FROM consent c
     WHERE c.member_id = m.id AND c.purpose = 'service' AND c.merchant_id IS NULL
     ORDER BY c.id DESC LIMIT 1), {str(rules.PURPOSES["service"]).lower()})"""  # noqa: S608
"""SQL over `m`, a row of `member`: whether the member hears the programme's own messages.

The newest answer counts, and without an answer the purpose's default. It is a scalar subquery, so
that PostgreSQL asks it for each row that is looked at and not for every member."""


def member_of(row: asyncpg.Record) -> Member:
    """The member of one row of the table."""
    return Member(**{name: row[name] for name in Member.__dataclass_fields__})


async def by_telegram(telegram_id: int) -> Member | None:
    """The member behind a Telegram account; None before they registered."""
    row = await _row("telegram_id = $1", telegram_id)
    return member_of(row) if row else None


async def by_id(member_id: UUID) -> Member:
    """Raises UnknownMember."""
    return await find(ById(member_id))


async def find(reference: Reference) -> Member:
    """The member of a reference; raises UnknownMember. An ended code still names its member."""
    match reference:
        case ById(member_id):
            row = await _row("id = $1", member_id)
        case ByNumber(number):
            row = await _row("number = $1", number)
        case ByCode(serial):
            row = await _row("serial = $1", serial)
    if row is None:
        raise UnknownMember
    return member_of(row)


async def _row(condition: str, value: object) -> asyncpg.Record | None:
    async with db.reading() as connection:
        return await connection.fetchrow(
            f"SELECT * FROM member WHERE {condition}",  # noqa: S608 - our own words
            value,
        )


async def find_many(references: Sequence[Reference]) -> list[Member | None]:
    """The member of each reference, or None; one statement for all."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            "SELECT * FROM member"
            " WHERE id = ANY($1::uuid[]) OR number = ANY($2::text[]) OR serial = ANY($3::bigint[])",
            [reference.member_id for reference in references if isinstance(reference, ById)],
            [reference.number for reference in references if isinstance(reference, ByNumber)],
            [reference.serial for reference in references if isinstance(reference, ByCode)],
        )
    by_key: dict[UUID | str | int, Member] = {}
    for row in rows:
        by_key |= dict.fromkeys((row["id"], row["number"], row["serial"]), member_of(row))
    return [by_key.get(_name(reference)) for reference in references]


def _name(reference: Reference) -> UUID | str | int:
    match reference:
        case ById(member_id):
            return member_id
        case ByNumber(number):
            return number
        case ByCode(serial):
            return serial


async def code(*, member_id: UUID, secret: bytes, at: datetime) -> MemberCode:
    """A code for the member to show; nothing is kept until a till spends it."""
    row = await _row("id = $1", member_id)
    if row is None:
        raise UnknownMember
    return rules.mint_code(serial=row["serial"], secret=secret, at=at)


async def spent_codes(codes: Iterable[str]) -> set[str]:
    """Which of these codes a till has used; final once their members are locked."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            "SELECT code FROM spent_code WHERE code = ANY($1::text[])", list(codes)
        )
    return {row["code"] for row in rows}


async def consents(*, member_id: UUID) -> list[Consent]:
    """The newest answer for every purpose, the programme's own first; raises UnknownMember."""
    await by_id(member_id)
    return rules.standing(await _answers(member_id))


async def _answers(member_id: UUID) -> list[Consent]:
    return [
        Consent(row.purpose, row.merchant_id, row.given, row.version, row.at)
        for row in await models.Consent.filter(member_id=member_id).order_by("id")
    ]


async def hears_service(member_id: UUID) -> bool:
    """Whether the member hears the programme's own messages; False when they muted them."""
    async with db.reading() as connection:
        return bool(
            await connection.fetchval(
                f"SELECT {HEARS_SERVICE} FROM member m WHERE m.id = $1",  # noqa: S608
                member_id,
            )
        )


async def personal_data(member_id: UUID) -> dict[str, Any]:
    """The stored data about a member, ready for JSON; raises UnknownMember."""
    member = await by_id(member_id)
    spent = await models.SpentCode.filter(member_id=member_id).order_by("spent_at")
    acts = await compliance.acts(subject=f"member:{member_id}", limit=ACTS_TOLD_MAX)
    return {
        "member": _told(member) | {"number": rules.format_number(member.number)},
        "consents": [_told(answer) for answer in await _answers(member_id)],
        "spent_codes": [row.spent_at.isoformat() for row in spent],
        "acts": [_told(act) for act in acts],
    }


def _told(record: Member | Consent | compliance.Act) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(record).items()}


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
    return value
