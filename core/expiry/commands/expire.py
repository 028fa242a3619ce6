"""Expires lots; extends a lot once if we failed to send its reminders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from uuid import UUID

from core import db, ledger, members, merchants, notifications
from core.expiry import rules
from core.expiry.answers import Expired
from core.expiry.commands.ranges import ranges
from core.program import Program

LOTS_MAX = 1000
"""Lots in one transaction, so that purchases never wait long for a budget.

All lots of one member go together, however many, because they are one entry."""

_LAPSED = """
SELECT r.id AS wallet_id, r.member_id, count(*) AS lots,
       array_agg(DISTINCT l.merchant_id) AS issuers
FROM wallet r JOIN wallet w ON w.member_id = r.member_id
JOIN holding h ON h.wallet_id = w.id AND h.expires_on < $3 JOIN lot l ON l.id = h.lot_id
WHERE r.kind = 'personal' AND r.id > $1 AND r.id <= $2
GROUP BY r.id, r.member_id ORDER BY r.id
"""

# A member who muted or blocked us, or has no Telegram account, counts as notified by choice.
# A notice that was never tried is our fault only if it could have been sent.
_UNTOLD = f"""
-- MATERIALIZED, so that the wallets are read once and each question below is asked of a lot
WITH lapsed AS MATERIALIZED (
    SELECT w.member_id, h.lot_id, h.expires_on
    FROM unnest($1::uuid[]) a (member_id) JOIN wallet w ON w.member_id = a.member_id
    JOIN holding h ON h.wallet_id = w.id AND h.expires_on < $2
)
SELECT h.lot_id FROM lapsed h JOIN member m ON m.id = h.member_id
WHERE NOT EXISTS (  -- one of the last two reminders arrived, or the member did not want it
        SELECT FROM reminder t JOIN notice n ON n.key = t.key
        WHERE t.lot_id = h.lot_id AND t.expires_on = h.expires_on AND t.threshold = ANY($3::int[])
            AND n.state IN ('sent', 'muted', 'unreachable'))
    -- a lot is extended once
    AND NOT EXISTS (SELECT FROM extension x WHERE x.lot_id = h.lot_id)
    -- the member could be notified and was not; or both reminders were tried, and both failed
    AND (m.telegram_id IS NOT NULL AND m.unreachable_since IS NULL
            AND {members.HEARS_SERVICE}
        OR cardinality($3::int[]) <= (
            SELECT count(*) FROM reminder t JOIN notice n ON n.key = t.key
            WHERE t.lot_id = h.lot_id AND t.expires_on = h.expires_on
                AND t.threshold = ANY($3::int[])
                AND (n.state IN ('failed', 'unknown') OR n.attempts > 0 OR n.sends > 0)))
GROUP BY h.lot_id
"""  # noqa: S608 - a constant of ours

_NOTE = """
INSERT INTO extension (lot_id, entry_id, points, ended_on, expires_on)
SELECT lot_id, entry_id, points, ended_on, $5
FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::date[])
    t (lot_id, entry_id, points, ended_on)
"""


@dataclass(frozen=True, slots=True)
class _Lapsed:
    """A member with lots whose last usable day is over; `wallet_id` is their personal wallet."""

    wallet_id: int
    member_id: UUID
    lots: int
    issuers: Sequence[UUID]


async def expire(program: Program, *, at: datetime) -> Expired:
    """End every lot whose last usable day is over in the programme's zone.

    A lot whose last two notices did not go out through our fault is extended once instead. Running
    again does nothing more; one member's lots are one entry.
    """
    today = ledger.today(program, at)
    lots = points = extended = 0
    async for after, until in ranges():
        lapsed = await _lapsed(after, until, today)
        while lapsed:
            portion = _portion(lapsed)
            lapsed = lapsed[len(portion) :]
            done = await expire_portion(
                program,
                member_ids=[member.member_id for member in portion],
                issuers={issuer for member in portion for issuer in member.issuers},
                at=at,
            )
            lots, points = lots + done.lots, points + done.points
            extended += done.extended
    return Expired(lots, points, extended)


async def _lapsed(after: int, until: int, today: date) -> list[_Lapsed]:
    async with db.reading() as connection:
        return [_Lapsed(**row) for row in await connection.fetch(_LAPSED, after, until, today)]


def _portion(lapsed: Sequence[_Lapsed]) -> list[_Lapsed]:
    """The first members whose lots fit into one transaction."""
    fitting = sum(total <= LOTS_MAX for total in accumulate(member.lots for member in lapsed))
    return list(lapsed[: max(1, fitting)])


@db.command
async def expire_portion(
    program: Program, *, member_ids: Sequence[UUID], issuers: set[UUID], at: datetime
) -> Expired:
    """End lapsed lots of these members and issuers; lots of other issuers wait for a later run.

    Budgets and members are locked in the order that holds everywhere, so no purchase, refund or
    redemption meets a lot that is half gone.
    """
    await merchants.locked.lock_budgets(issuers)
    await members.locked.lock(member_ids)
    await db.connection().execute(db.BY_INDEX)
    extended = await _extend(program, member_ids, at)
    expired = await ledger.locked.expire(
        member_ids, issuers, today=ledger.today(program, at), at=at
    )
    await merchants.locked.change_budgets(
        {
            part.merchant_id: merchants.BudgetChange(reserve_fen=-part.fen, spend_fen=0)
            for part in expired
        }
    )
    await notifications.locked.close_late(member_ids, at=at)
    return Expired(
        sum(part.lots for part in expired), sum(part.points for part in expired), extended
    )


async def _extend(program: Program, member_ids: Sequence[UUID], at: datetime) -> int:
    """Extend, once, the lots whose notices failed; the number of these lots."""
    today = ledger.today(program, at)
    thresholds = rules.last_two(program.reminders.days)
    if not thresholds:
        return 0
    rows = await db.connection().fetch(_UNTOLD, member_ids, today, thresholds)
    until = today + rules.EXTENDED_BY
    extended = await ledger.locked.extend([row["lot_id"] for row in rows], until=until, at=at)
    if extended:
        lines = [(lot.lot_id, lot.entry_id, lot.points, lot.ended_on) for lot in extended]
        await db.connection().execute(_NOTE, *map(list, zip(*lines, strict=True)), until)
    return len(extended)
