"""Learns when a person blocks the bot or lets it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram.types import ChatMemberUpdated

from core import members
from core.program import Program


async def changed(
    event: ChatMemberUpdated, *, program: Program, clock: Callable[[], datetime]
) -> None:
    """A private chat's person is unreachable while they block us; groups change nothing."""
    if event.chat.type != "private":
        return
    if event.new_chat_member.status in {"kicked", "left"}:
        await members.mark_unreachable(program, telegram_id=event.chat.id, at=clock())
    else:
        await members.mark_reachable(program, telegram_id=event.chat.id, at=clock())
