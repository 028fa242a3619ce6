"""Updates by hand, and a gate that holds handlers where a test wants them."""

from __future__ import annotations

import asyncio
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from tests.bot.running_bot import BO, RunningBot


class HandlerGate(BaseMiddleware):
    """Stands before the handlers: holds those that a test wants to hold, and keeps the order."""

    def __init__(self, chat: RunningBot) -> None:
        self.order: list[str] = []
        self.held: dict[str, asyncio.Event] = {}
        self.begun: dict[str, asyncio.Event] = {}
        chat.dispatcher.message.outer_middleware(self)

    def hold(self, text: str) -> asyncio.Event:
        self.begun[text] = asyncio.Event()
        return self.held.setdefault(text, asyncio.Event())

    async def __call__(self, handler: Any, event: TelegramObject, data: dict[str, Any]) -> Any:
        text = str(getattr(event, "text", ""))
        self.order.append(f"> {text}")
        if text in self.held:
            self.begun[text].set()
            await self.held[text].wait()
        answer = await handler(event, data)
        self.order.append(f"< {text}")
        return answer


def update(number: int, text: str, person: Any = BO) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_772_000_000,
            "from": person.as_user(),
            "chat": {"id": person.id, "type": "private", "first_name": person.first_name},
            "text": text,
        },
    }


async def started(chat: RunningBot, *people: int) -> None:
    """Let people start the chat, so that the bot may write to them."""
    for person in people:
        await chat.client.send(person, "/start")
