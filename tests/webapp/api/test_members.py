"""A merchant sees a member's number, balance and expiring points, and nothing else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import uuid4

from core import members
from tests.webapp.conftest import SECRET_KEY, ApiTill, SetClock, a_purchase


async def test_a_member_is_shown_by_number_id_and_code_alike(
    till: ApiTill, a_member: Callable[..., Awaitable[members.Member]], clock: SetClock
) -> None:
    member = await a_member()
    number = members.format_number(member.number)
    await till.post("/purchases", a_purchase(number))
    await till.post(
        "/purchases", a_purchase(number, "R-2", occurred_at="2025-01-09T12:00:00+08:00")
    )
    code = await members.code(member_id=member.id, secret=SECRET_KEY, at=clock.at)
    for reference in (number, member.number.lower(), str(member.id), code.text):
        answer = await till.get(f"/members/{reference}")
        assert answer.status == 200
        assert await answer.json() == {
            "member": number,
            "balance": 600,
            "expiring": [
                {"points": 300, "expires_on": "2026-01-08"},
                {"points": 300, "expires_on": "2026-01-09"},
            ],
        }


async def test_a_code_that_has_ended_shows_nobody(
    till: ApiTill, a_member: Callable[..., Awaitable[members.Member]], clock: SetClock
) -> None:
    member = await a_member()
    code = await members.code(member_id=member.id, secret=SECRET_KEY, at=clock.at)
    clock.forward(seconds=61)
    answer = await till.get(f"/members/{code.text}")
    assert (answer.status, (await answer.json())["code"]) == (409, "member-code-ended")


async def test_a_forged_code_shows_nobody(
    till: ApiTill, a_member: Callable[..., Awaitable[members.Member]], clock: SetClock
) -> None:
    member = await a_member()
    code = await members.code(member_id=member.id, secret=b"another secret", at=clock.at)
    for reference in (code.text, str(uuid4()), "JF-0000-0000-1"):
        answer = await till.get(f"/members/{reference}")
        assert (answer.status, (await answer.json())["code"]) == (404, "members-unknown")
