"""Commands on members: registering, language, consent and reachability."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from core import compliance, db, randomness
from core.members import locked, models, queries, rules
from core.members.answers import Member, Registered
from core.members.errors import UnknownKind, UnknownLanguage, UnknownMember, UnknownPurpose
from core.members.queries import member_of
from core.program import Program

NUMBERS_TRIED_MAX = 5
"""Two random numbers of 2^40 meet about once in a hundred thousand registrations at most."""

CODES_KEPT = timedelta(days=1)
CODES_FORGOTTEN_MAX = 10_000


@db.command
async def register(
    program: Program, *, telegram_id: int, name: str, language: str, at: datetime
) -> Registered:
    """Take a person in, once for each Telegram account however often it is asked.

    Again, it takes their new name and counts them as reachable; a language once chosen stays.
    """
    for _ in range(NUMBERS_TRIED_MAX):
        if member := await _seen_again(telegram_id, name):
            return Registered(member, created=False)
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
        " WHERE telegram_id = $1 RETURNING *",
        telegram_id,
        rules.clean_name(name),
    )
    return member_of(row) if row else None


async def _insert(
    *, telegram_id: int | None, name: str, language: str, kind: str, at: datetime
) -> Member | None:
    """Insert a member; None if a concurrent call was first, or the number is taken."""
    if language not in rules.LANGUAGES:
        raise UnknownLanguage(language=language)
    if kind not in rules.KINDS:
        raise UnknownKind(kind=kind)
    number = rules.number_of(randomness.new_bits(40))
    row = await db.connection().fetchrow(
        "INSERT INTO member (id, number, kind, name, telegram_id, language, registered_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING *",
        randomness.new_id(),
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


@db.command
async def set_language(program: Program, *, member_id: UUID, language: str, at: datetime) -> Member:
    """Speak to the member in this language from now on."""
    if language not in rules.LANGUAGES:
        raise UnknownLanguage(language=language)
    row = await db.connection().fetchrow(
        "UPDATE member SET language = $2 WHERE id = $1 RETURNING *",
        member_id,
        language,
    )
    if row is None:
        raise UnknownMember
    who = f"member:{member_id}"
    await compliance.record(
        actor=who, name="member-language-chosen", subject=who, at=at, language=language
    )
    return member_of(row)


@db.command
async def consent(
    program: Program,
    *,
    member_id: UUID,
    purpose: str,
    given: bool,
    merchant_id: UUID | None = None,
    at: datetime,
) -> None:
    """Note the member's answer; the same answer again adds nothing to their history."""
    if purpose not in rules.PURPOSES:
        raise UnknownPurpose(purpose=purpose)
    await locked.lock([member_id])
    same = (purpose, merchant_id, given, rules.CONSENT_VERSION)
    for stored in await queries.consents(member_id=member_id):
        if stored.at and (stored.purpose, stored.merchant_id, stored.given, stored.version) == same:
            return
    await models.Consent.create(
        member_id=member_id,
        purpose=purpose,
        merchant_id=merchant_id,
        version=rules.CONSENT_VERSION,
        given=given,
        at=at,
    )


@db.command
async def mark_unreachable(program: Program, *, telegram_id: int, at: datetime) -> None:
    """Note since when Telegram does not deliver to this account; the first time counts."""
    await db.connection().execute(
        "UPDATE member SET unreachable_since = $2"
        " WHERE telegram_id = $1 AND unreachable_since IS NULL",
        telegram_id,
        at,
    )


@db.command
async def mark_reachable(program: Program, *, telegram_id: int, at: datetime) -> None:
    """Note that Telegram delivers to this account again."""
    await db.connection().execute(
        "UPDATE member SET unreachable_since = NULL"
        " WHERE telegram_id = $1 AND unreachable_since IS NOT NULL",
        telegram_id,
    )


@db.command
async def forget_codes(program: Program, *, at: datetime) -> int:
    """Delete codes that were spent more than a day ago, at most ten thousand; how many."""
    done = await db.connection().execute(
        "DELETE FROM spent_code WHERE code IN (SELECT code FROM spent_code WHERE spent_at < $1"
        " ORDER BY spent_at LIMIT $2 FOR UPDATE SKIP LOCKED)",
        at - CODES_KEPT,
        CODES_FORGOTTEN_MAX,
    )
    return int(done.split()[-1])
