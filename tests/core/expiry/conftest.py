"""A calendar that runs the jobs up to the end of a lot, and settles each notice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from core import db, expiry, ledger, members, notifications
from core.notifications import Outcome
from core.program import Program
from tests.core.purchases.conftest import PurchaseTill, a_till

__all__ = ["ENDS_ON", "Calendar", "PurchaseTill", "a_till"]

ENDS_ON = date(2026, 1, 9)
"""The last usable day of points that a test earns at its first moment."""


@dataclass
class Calendar:
    """Runs the jobs a number of days before ENDS_ON, and settles notices."""

    program: Program

    def moment(self, days_left: int, hour: int = 12) -> datetime:
        """A local full hour, `days_left` days before the last usable day."""
        day = ENDS_ON - timedelta(days=days_left)
        return datetime.combine(day, time(hour), tzinfo=self.program.local).astimezone(UTC)

    async def remind(self, days_left: int, hour: int = 12, **options: Any) -> expiry.Reminded:
        """Run the job."""
        return await expiry.remind(self.program, at=self.moment(days_left, hour), **options)

    async def expire(self, days_left: int, hour: int = 0) -> expiry.Expired:
        """Run the job; -1 is the day after the last usable day."""
        return await expiry.expire(self.program, at=self.moment(days_left, hour))

    async def send(self, days_left: int, outcome: Outcome) -> int:
        """Claim all due notices late that day, settle them, and return their number."""
        at, lease = self.moment(days_left, 23), timedelta(minutes=1)
        retry_at = at + timedelta(hours=12) if outcome == "again" else at
        sends = 0
        while claimed := await notifications.claim(self.program, limit=100, lease=lease, at=at):
            for due in claimed:
                await notifications.begin(self.program, due=due, lease=lease, at=at)
                await notifications.settle(
                    self.program, notice_id=due.id, outcome=outcome, at=at, retry_at=retry_at
                )
            sends += len(claimed)
        return sends

    async def digests(self, member: members.Member) -> list[notifications.Notice]:
        """The member's digests of ending points, the oldest first."""
        notices = await notifications.recent(member.id, limit=100)
        return [notice for notice in reversed(notices) if notice.code == expiry.DIGEST]

    async def balance(self, member: members.Member, days_left: int = 0) -> int:
        """The member's points on that day."""
        day = ENDS_ON - timedelta(days=days_left)
        return (await ledger.balance(member.id, today=day)).points

    async def kinds(self, member: members.Member) -> list[tuple[str, int]]:
        """The member's entries, the oldest first."""
        async with db.reading() as connection:
            rows = await connection.fetch(
                "SELECT kind, points FROM entry WHERE member_id = $1 ORDER BY id", member.id
            )
        return [(row["kind"], row["points"]) for row in rows]


@pytest.fixture
def calendar(database: str, program: Program) -> Calendar:
    """The days before 2026-01-09, when points earned on 2025-01-10 end."""
    return Calendar(program)


@pytest.fixture
async def sell_notified(
    a_till: Callable[..., Awaitable[PurchaseTill]], calendar: Calendar
) -> Callable[[members.Member], Awaitable[PurchaseTill]]:
    """Sell for 100 yuan to a member, and send the notice of the purchase."""

    async def sell(member: members.Member) -> PurchaseTill:
        till = await a_till()
        await till.sell(member, 100)
        await calendar.send(300, "sent")
        return till

    return sell
