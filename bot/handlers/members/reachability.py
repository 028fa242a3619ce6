"""Notes when a person blocks or unblocks the bot, as Telegram tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aiogram.types import ChatMemberUpdated

from core import members
from core.program import Program


async def changed(
    event: ChatMemberUpdated, *, program: Program, clock: Callable[[], datetime]
) -> None:
    """Mark the member of a private chat as unreachable or reachable; groups are ignored."""
    if event.chat.type != "private":
        return
    if event.new_chat_member.status in {"kicked", "left"}:
        await members.mark_unreachable(program, telegram_id=event.chat.id, at=clock())
    else:
        await members.mark_reachable(program, telegram_id=event.chat.id, at=clock())
