"""Closes notices in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core import db
from core.notifications.rules import TOO_LATE

CLOSE_LATE = """
    UPDATE notice SET state = 'failed', finished_at = $2, failure = $3
    WHERE member_id = ANY($1::uuid[]) AND state = 'due' AND until <= $2
"""


async def close_late(member_ids: Sequence[UUID], *, at: datetime) -> None:
    """Close as `failed` the notices that were not sent in time, in the caller's transaction.

    A sender would close them too; the job that ends the points need not wait for it.
    """
    await db.connection().execute(CLOSE_LATE, member_ids, at, TOO_LATE)
