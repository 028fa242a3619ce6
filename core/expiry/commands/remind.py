"""Announces ending points: one digest a member and day, put into the outbox range by range."""

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

_UNANNOUNCED = """
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

_REMEMBER = """
INSERT INTO reminder (lot_id, expires_on, threshold, key, at)
SELECT lot_id, expires_on, threshold, key, $5
FROM unnest($1::bigint[], $2::date[], $3::int[], $4::text[])
    t (lot_id, expires_on, threshold, key)
ON CONFLICT (lot_id, expires_on, threshold) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class _EndingPoints:
    """Points of one member that end together and were not announced at this threshold."""

    member_id: UUID
    zone: str
    expires_on: date
    threshold: int
    points: int
    lots: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Digest:
    """A digest for the outbox, with the points that it announces."""

    notice: notifications.NewNotice
    endings: Sequence[_EndingPoints]


async def remind(program: Program, *, at: datetime, due_at: datetime | None = None) -> Reminded:
    """Put one digest for each member whose points end, for the smallest threshold reached.

    It is due in the member's waking hours; `due_at` overrides that. Running again announces none
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
    unannounced = await _unannounced(program, after, until, at)
    digests = await _without_digest_today(_digests(program, unannounced, at=at, due_at=due_at))
    await notifications.put([digest.notice for digest in digests], at=at)
    lines = [
        (lot_id, ending.expires_on, ending.threshold, digest.notice.key)
        for digest in digests
        for ending in digest.endings
        for lot_id in ending.lots
    ]
    if lines:
        await db.connection().execute(_REMEMBER, *map(list, zip(*lines, strict=True)), at)
    return Reminded(len(digests), len(lines))


async def _unannounced(
    program: Program, after: int, until: int, at: datetime
) -> list[_EndingPoints]:
    days = rules.days_to_notify(program.reminders.days, ledger.today(program, at))
    if not days:
        return []
    rows = await db.connection().fetch(
        _UNANNOUNCED,
        after,
        until,
        list(days),
        list(days.values()),
        program.zone,
        min(days),
        max(days),
    )
    return [_EndingPoints(**row) for row in rows]


def _digests(
    program: Program, unannounced: Iterable[_EndingPoints], *, at: datetime, due_at: datetime | None
) -> list[_Digest]:
    """One digest a member, unless their waking day is over: then tomorrow's run announces it."""
    digests = []
    for member_id, group in groupby(unannounced, key=lambda ending: ending.member_id):
        endings = list(group)
        zone = ZoneInfo(endings[0].zone)
        due = due_at or rules.sending_time(at, zone, program.reminders.hours)
        if due is not None:
            day = at.astimezone(zone).date()
            notice = _notice(program, member_id, endings, day=day, due_at=due)
            digests.append(_Digest(notice, endings))
    return digests


def _notice(
    program: Program,
    member_id: UUID,
    endings: Sequence[_EndingPoints],
    *,
    day: date,
    due_at: datetime,
) -> notifications.NewNotice:
    soonest = endings[0].expires_on
    return notifications.NewNotice(
        key=f"{rules.DIGEST}:{member_id}:{day.isoformat()}",
        member_id=member_id,
        code=rules.DIGEST,
        facts={
            "points": sum(ending.points for ending in endings),
            "expires_on": soonest.isoformat(),
            "endings": [
                {"points": ending.points, "expires_on": ending.expires_on.isoformat()}
                for ending in endings
            ],
        },
        due_at=due_at,
        until=ledger.begins(program, soonest + timedelta(days=1)),
    )


async def _without_digest_today(digests: Sequence[_Digest]) -> list[_Digest]:
    """Leave out members who had a digest today; tomorrow's run announces the rest."""
    rows = await db.connection().fetch(
        "SELECT key FROM notice WHERE key = ANY($1::text[])",
        [digest.notice.key for digest in digests],
    )
    had = {row["key"] for row in rows}
    return [digest for digest in digests if digest.notice.key not in had]
