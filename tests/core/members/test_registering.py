"""Registering: once for each Telegram account, whatever happens at the same time."""

from __future__ import annotations

import asyncio
from datetime import datetime

from core import members
from core.program import Program


async def test_the_first_start_registers(database: str, program: Program, at: datetime) -> None:
    done = await members.register(program, telegram_id=7, name="王芳", language="en", at=at)
    assert done.created
    assert await members.by_telegram(7) == done.member
    assert (done.member.name, done.member.language, done.member.registered_at) == ("王芳", "en", at)


async def test_twenty_at_once_are_one_member(database: str, program: Program, at: datetime) -> None:
    done = await asyncio.gather(
        *(
            members.register(program, telegram_id=7, name="王芳", language="en", at=at)
            for _ in range(20)
        )
    )
    assert len({one.member.id for one in done}) == 1
    assert sum(one.created for one in done) == 1
