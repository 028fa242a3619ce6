"""A lot walked to its end by hand: `job remind` and `job expire`, as of later days."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import samples
from core import expiry, ledger, members, notifications
from tests.cli.conftest import Jiafen, LentAccess


async def bought(jiafen: Jiafen, lent: LentAccess) -> members.Member:
    """Somebody with 100 points that end on 2026-01-09."""
    shop = ("merchant", "add", "茶馆", "--licence", "L", "--budget", "1000", "--rate", "1")
    facts = (await jiafen(*shop)).facts
    async with lent.inside():
        member = await samples.member(lent.program, telegram_id=1, at=lent.at)
        await samples.purchase(
            lent.program,
            merchant_id=UUID(facts["merchant"]),
            member_id=member.id,
            amount_fen=100_00,
            at=lent.at,
        )
    return member


async def digests(lent: LentAccess, member: members.Member) -> list[notifications.Notice]:
    async with lent.inside():
        notices = await notifications.recent(member.id)
    return [notice for notice in reversed(notices) if notice.code == expiry.DIGEST]


async def test_jobs_remind_of_a_lot_and_expire_it(jiafen: Jiafen, lent: LentAccess) -> None:
    lent.time_travel = True
    member = await bought(jiafen, lent)
    for day in ("2025-12-10", "2026-01-02T23:00:00+08:00", "2026-01-08"):
        facts = (await jiafen("job", "remind", "--as-of", day)).facts
        again = (await jiafen("job", "remind", "--as-of", day)).facts
        assert (facts["members"], facts["lots"], again["members"]) == (1, 1, 0)
    assert [digest.due_at for digest in await digests(lent, member)] == [lent.at] * 3
    assert (await jiafen("job", "expire", "--as-of", "2026-01-09")).facts["lots"] == 0
    ended = (await jiafen("job", "expire", "--as-of", "2026-01-10")).facts
    assert (ended["lots"], ended["extended"]) == (0, 1)  # no digest was ever sent
    assert (await jiafen("job", "remind", "--as-of", "2026-02-08")).facts["members"] == 1
    ended = (await jiafen("job", "expire", "--as-of", "2026-02-10")).facts
    assert (ended["lots"], ended["points"], ended["extended"]) == (1, 100, 0)
    async with lent.inside():
        assert await ledger.proof() == []


async def test_a_run_without_as_of_keeps_to_waking_hours(jiafen: Jiafen, lent: LentAccess) -> None:
    member = await bought(jiafen, lent)
    lent.at = datetime.fromisoformat("2026-01-02T06:00:00+08:00")
    assert (await jiafen("job", "remind")).facts["members"] == 1
    [digest] = await digests(lent, member)
    assert digest.due_at == datetime.fromisoformat("2026-01-02T09:00:00+08:00")
