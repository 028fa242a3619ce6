"""One member's digest of points that end soon; `ledger.balance` lists every end."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from core import ledger
from core.expiry.answers import Digest, Ending
from core.program import Program


async def digest(program: Program, *, member_id: UUID, at: datetime) -> Digest:
    """The member's points that end within the longest threshold, soonest first; may be empty."""
    today = ledger.today(program, at)
    horizon = today + timedelta(days=max(program.reminders.days, default=0))
    held = await ledger.balance(member_id, today=today)
    endings = tuple(
        Ending(ending.points, ending.expires_on, (ending.expires_on - today).days)
        for ending in held.expiring
        if ending.expires_on <= horizon
    )
    return Digest(sum(ending.points for ending in endings), endings)
