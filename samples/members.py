"""A member, as the first /start in the chat registers them."""

from __future__ import annotations

from datetime import datetime

from core import members
from core.program import Program


async def member(
    program: Program,
    *,
    telegram_id: int,
    name: str = "王芳",
    language: str = "zh-Hans",
    at: datetime,
) -> members.Member:
    registered = await members.register(
        program, telegram_id=telegram_id, name=name, language=language, at=at
    )
    return registered.member
