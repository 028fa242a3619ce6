"""Commands of the outbox: put a notice, claim it, begin to send it, and settle its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import orjson

from core import db, members
from core.notifications.answers import Due, Released
from core.notifications.rules import (
    CHANNEL,
    FAILURE_MAX,
    SENDS_MAX,
    TOO_LATE,
    NewNotice,
    Outcome,
)
from core.program import Program

PUT = """
    WITH made AS (
        INSERT INTO notice (key, member_id, code, facts, made_at, due_at, until,
            state, attempts, sends, failure)
        SELECT key, member_id, code, facts::jsonb, $7, due_at, until, 'due', 0, 0, ''
        FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[],
                $6::timestamptz[])
            WITH ORDINALITY AS new (key, member_id, code, facts, due_at, until, place)
        ORDER BY place
        ON CONFLICT (key) DO NOTHING
        RETURNING id)
    SELECT count(*), CASE WHEN count(*) > 0 THEN pg_notify($8, '') END FROM made
"""

# A backlog comes quicker than PostgreSQL's statistics of it, and a plan that sorts it all for the
# first few is slow. These settings end with the transaction.
IN_ORDER = "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"

# A member gets one notice after the other: the one being sent holds back the rest.
# Both questions are scalar, so that they are asked row by row until there is enough.
CLAIM = f"""
    WITH next AS (  -- the due notices in their order, each with what becomes of it
        SELECT n.id, m.telegram_id, m.language,
            CASE WHEN NOT {members.HEARS_SERVICE} THEN 'muted'
                WHEN m.telegram_id IS NULL OR m.unreachable_since IS NOT NULL THEN 'unreachable'
                WHEN n.until <= $1 THEN 'failed'
                ELSE 'leased' END AS state
        FROM notice n JOIN member m ON m.id = n.member_id
        WHERE n.state = 'due' AND n.due_at <= $1
            AND n.id = (  -- the first that is owed to this member
                SELECT o.id FROM notice o WHERE o.member_id = n.member_id AND o.state = 'due'
                ORDER BY o.due_at, o.id LIMIT 1)
            -- nothing is being sent to this member now
            AND (SELECT o.id FROM notice o WHERE o.member_id = n.member_id AND o.state = 'leased'
                LIMIT 1) IS NULL
        ORDER BY n.due_at, n.id LIMIT $2
        FOR UPDATE OF n SKIP LOCKED)  -- what another sender claims just now is not waited for
    UPDATE notice n
    SET state = next.state,
        leased_until = CASE WHEN next.state = 'leased' THEN $3::timestamptz END,
        finished_at = CASE WHEN next.state <> 'leased' THEN $1 END,
        failure = CASE WHEN next.state = 'failed' THEN $4 ELSE n.failure END
    FROM next WHERE n.id = next.id
    RETURNING n.id, n.member_id, n.state, n.due_at, next.telegram_id, next.language, n.code,
        n.facts::text AS facts, n.attempts
"""  # noqa: S608 - a constant of ours

BEGIN = """
    UPDATE notice SET sends = sends + 1, leased_until = $3
    WHERE id = $1 AND state = 'leased' AND leased_until = $2
    RETURNING leased_until
"""

PUT_BACK = """
    UPDATE notice SET state = 'due', leased_until = NULL
    WHERE id = $1 AND state = 'leased' AND leased_until = $2
"""

FINISH = """
    UPDATE notice n
    SET state = $2, finished_at = $3, leased_until = NULL, message_id = $4, failure = $5
    FROM member m
    WHERE m.id = n.member_id AND n.id = $1
        AND (n.state = 'leased' OR n.state = 'due' AND $2 = 'sent')
    RETURNING m.telegram_id
"""

AGAIN = """
    UPDATE notice
    SET state = CASE WHEN until <= $2 THEN 'failed' ELSE 'due' END,
        finished_at = CASE WHEN until <= $2 THEN $5::timestamptz END,
        due_at = $2, leased_until = NULL, failure = $3,
        sends = greatest(sends - 1, 0), attempts = attempts + $4
    WHERE id = $1 AND state = 'leased'
"""

UNKNOWN = """
    UPDATE notice
    SET state = CASE WHEN sends >= $2 OR until <= $4 THEN 'unknown' ELSE 'due' END,
        due_at = CASE WHEN sends >= $2 THEN due_at ELSE $4 END,
        finished_at = CASE WHEN sends >= $2 OR until <= $4 THEN $3::timestamptz END,
        leased_until = NULL, failure = $5
    WHERE id = $1 AND state = 'leased'
"""


RELEASE = """
    WITH ended AS (
        UPDATE notice
        SET state = CASE WHEN sends >= $2 THEN 'unknown' ELSE 'due' END,
            finished_at = CASE WHEN sends >= $2 THEN $1 END,
            leased_until = NULL
        WHERE id IN (SELECT id FROM notice WHERE state = 'leased' AND leased_until <= $1
                     ORDER BY id FOR UPDATE SKIP LOCKED)
        RETURNING state)
    SELECT again, ended - again AS unknown, CASE WHEN again > 0 THEN pg_notify($3, '') END
    FROM (SELECT count(*) AS ended, count(*) FILTER (WHERE state = 'due') AS again FROM ended) _
"""


@db.command
async def put(notices: Sequence[NewNotice], *, at: datetime) -> int:
    """Put notices into the outbox, in the caller's transaction; the number of new keys."""
    if not notices:
        return 0
    made: int = await db.connection().fetchval(
        PUT,
        [notice.key for notice in notices],
        [notice.member_id for notice in notices],
        [notice.code for notice in notices],
        [orjson.dumps(notice.facts).decode() for notice in notices],
        [notice.due_at for notice in notices],
        [notice.until for notice in notices],
        at,
        CHANNEL,
    )
    return made


@db.command
async def claim(program: Program, *, limit: int, lease: timedelta, at: datetime) -> list[Due]:
    """Take up to `limit` due notices for the caller, the oldest first, one for each member.

    A muted notice is closed as `muted`. A notice to an unreachable member is closed as
    `unreachable` and is not sent when they return, because their balance and history show the
    same. A notice whose `until` has passed is closed as `failed`. So the answer may be shorter than
    the queue; `next_due` says whether more notices are due.
    """
    await db.connection().execute(IN_ORDER)
    rows = await db.connection().fetch(CLAIM, at, limit, at + lease, TOO_LATE)
    return [
        Due(
            id=row["id"],
            member_id=row["member_id"],
            telegram_id=row["telegram_id"],
            language=row["language"],
            code=row["code"],
            facts=orjson.loads(row["facts"]),
            attempts=row["attempts"],
            leased_until=at + lease,
        )
        for row in sorted(rows, key=lambda row: (row["due_at"], row["id"]))
        if row["state"] == "leased"
    ]


@db.command
async def begin(program: Program, *, due: Due, lease: timedelta, at: datetime) -> bool:
    """Note that the message is about to leave: from here on it may have arrived.

    False if the lease has passed to somebody else meanwhile: then it must not be sent.
    """
    renewed = await db.connection().fetchval(BEGIN, due.id, due.leased_until, at + lease)
    return renewed is not None


@db.command
async def put_back(program: Program, *, due: Due) -> None:
    """Release notices that were claimed and not begun."""
    await db.connection().execute(PUT_BACK, due.id, due.leased_until)


@db.command
async def settle(
    program: Program,
    *,
    notice_id: int,
    outcome: Outcome,
    at: datetime,
    message_id: int | None = None,
    failure: str = "",
    retry_at: datetime | None = None,
    counts: bool = True,
) -> None:
    """Note the outcome of a send that was begun.

    `again`: surely not delivered, and due again at `retry_at` if it is worth saying then; `counts`
    is False where it was not the notice's fault (Telegram asked for patience). `unknown`: due once
    more on the same condition, then given up.
    `unreachable` also marks the member. An outcome that comes after the lease changes nothing,
    except that `sent` stands.
    """
    failure = failure[:FAILURE_MAX]
    connection = db.connection()
    if outcome == "again":
        await connection.execute(AGAIN, notice_id, retry_at or at, failure, int(counts), at)
    elif outcome == "unknown":
        await connection.execute(UNKNOWN, notice_id, SENDS_MAX, at, retry_at or at, failure)
    else:
        telegram_id = await connection.fetchval(FINISH, notice_id, outcome, at, message_id, failure)
        if outcome == "unreachable" and telegram_id is not None:
            await members.mark_unreachable(program, telegram_id=telegram_id, at=at)


@db.command
async def release_leases(program: Program, *, at: datetime) -> Released:
    """Take back notices that their sender never settled, because it was killed or cut off.

    What had not begun to leave is simply due again; what may have arrived is sent once more, and
    what may have arrived twice is given up as `unknown`.
    """
    row = await db.connection().fetchrow(RELEASE, at, SENDS_MAX, CHANNEL)
    assert row is not None
    return Released(again=row["again"], unknown=row["unknown"])
