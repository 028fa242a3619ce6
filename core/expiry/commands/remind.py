"""Tells members what ends: one digest a member and day, put into the outbox range by range."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from core import db, ledger, notifications
from core.expiry import rules
from core.expiry.answers import Reminded
from core.expiry.commands.ranges import ranges
from core.program import Program

_ONE_AT_A_TIME = f"SELECT pg_advisory_xact_lock({db.locks.REMINDERS})"

_UNTOLD = """
SELECT r.member_id, coalesce(m.zone, $5) AS zone, h.expires_on, d.threshold,
       sum(h.points)::bigint AS points, array_agg(DISTINCT h.lot_id) AS lots
FROM wallet r JOIN member m ON m.id = r.member_id
JOIN wallet w ON w.member_id = r.member_id
JOIN holding h ON h.wallet_id = w.id AND h.expires_on BETWEEN $6 AND $7
JOIN unnest($3::date[], $4::int[]) d (expires_on, threshold) ON d.expires_on = h.expires_on
WHERE r.kind = 'personal' AND r.id > $1 AND r.id <= $2 AND NOT EXISTS (
    SELECT FROM reminder t WHERE t.lot_id = h.lot_id AND t.expires_on = h.expires_on
        AND t.threshold = d.threshold)
GROUP BY r.member_id, m.zone, h.expires_on, d.threshold
ORDER BY r.member_id, h.expires_on
"""

_TOLD = """
INSERT INTO reminder (lot_id, expires_on, threshold, key, at)
SELECT lot_id, expires_on, threshold, key, $5
FROM unnest($1::bigint[], $2::date[], $3::int[], $4::text[])
    t (lot_id, expires_on, threshold, key)
ON CONFLICT (lot_id, expires_on, threshold) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class _Untold:
    """Points of one member that end together and were not told of at this threshold."""

    member_id: UUID
    zone: str
    expires_on: date
    threshold: int
    points: int
    lots: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Told:
    """A digest about to be put, with what it tells of."""

    notice: notifications.NewNotice
    endings: Sequence[_Untold]


async def remind(program: Program, *, at: datetime, due_at: datetime | None = None) -> Reminded:
    """Owe each member one digest of what ends, for the smallest threshold reached and not told.

    It is due in the member's waking hours; `due_at` sets that aside. Running again tells nothing
    twice, and a missed run is made up by the next.
    """
    members = lots = 0
    async for after, until in ranges():
        done = await remind_range(program, after=after, until=until, at=at, due_at=due_at)
        members, lots = members + done.members, lots + done.lots
    return Reminded(members, lots)


@db.command
async def remind_range(
    program: Program, *, after: int, until: int, at: datetime, due_at: datetime | None
) -> Reminded:
    """Remind the members of one range of wallets."""
    await db.connection().execute(f"{db.BY_INDEX}; {_ONE_AT_A_TIME}")
    untold = await _untold(program, after, until, at)
    told = await _without_digest_today(_digests(program, untold, at=at, due_at=due_at))
    await notifications.put([one.notice for one in told], at=at)
    lines = [
        (lot_id, ending.expires_on, ending.threshold, one.notice.key)
        for one in told
        for ending in one.endings
        for lot_id in ending.lots
    ]
    if lines:
        await db.connection().execute(_TOLD, *map(list, zip(*lines, strict=True)), at)
    return Reminded(len(told), len(lines))


async def _untold(program: Program, after: int, until: int, at: datetime) -> list[_Untold]:
    days = rules.days_to_tell(program.reminders.days, ledger.today(program, at))
    if not days:
        return []
    rows = await db.connection().fetch(
        _UNTOLD,
        after,
        until,
        list(days),
        list(days.values()),
        program.zone,
        min(days),
        max(days),
    )
    return [_Untold(**row) for row in rows]


def _digests(
    program: Program, untold: Iterable[_Untold], *, at: datetime, due_at: datetime | None
) -> list[_Told]:
    """One digest a member, unless their waking day is over: then tomorrow's run tells them."""
    found = []
    for member_id, group in groupby(untold, key=lambda one: one.member_id):
        endings = list(group)
        zone = ZoneInfo(endings[0].zone)
        due = due_at or rules.telling_time(at, zone, program.reminders.hours)
        if due is not None:
            day = at.astimezone(zone).date()
            notice = _notice(program, member_id, endings, day=day, due_at=due)
            found.append(_Told(notice, endings))
    return found


def _notice(
    program: Program, member_id: UUID, endings: Sequence[_Untold], *, day: date, due_at: datetime
) -> notifications.NewNotice:
    soonest = endings[0].expires_on
    return notifications.NewNotice(
        key=f"{rules.DIGEST}:{member_id}:{day.isoformat()}",
        member_id=member_id,
        code=rules.DIGEST,
        facts={
            "points": sum(one.points for one in endings),
            "expires_on": soonest.isoformat(),
            "endings": [
                {"points": one.points, "expires_on": one.expires_on.isoformat()} for one in endings
            ],
        },
        due_at=due_at,
        until=ledger.begins(program, soonest + timedelta(days=1)),
    )


async def _without_digest_today(told: Sequence[_Told]) -> list[_Told]:
    """Who had a digest today already is told of the rest tomorrow."""
    rows = await db.connection().fetch(
        "SELECT key FROM notice WHERE key = ANY($1::text[])", [one.notice.key for one in told]
    )
    had = {row["key"] for row in rows}
    return [one for one in told if one.notice.key not in had]
