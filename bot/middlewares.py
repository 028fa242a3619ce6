"""Steps before and after every handler: rate limit, the member, the answer to a press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Message, TelegramObject, User
from aiogram.utils.callback_answer import CallbackAnswer, CallbackAnswerMiddleware

from bot.rate_limits import PersonRateLimit
from core import members
from core.program import Program
from locales import Language, Texts

Next = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
EXPIRED = "query is too old"
"""Telegram's refusal to answer an old press, whose spinner has ended by itself."""


@dataclass
class Visit:
    """The sender of one update, for the reply when the handler fails."""

    t: Language | None = None


class PressAnswer(CallbackAnswerMiddleware):
    """Answers every press, so that its spinner ends even when the handler fails.

    It is the outermost middleware, because a press must be answered even when the look-up of the
    member fails.
    """

    async def answer(  # type: ignore[override]
        self, event: CallbackQuery, callback_answer: CallbackAnswer
    ) -> None:
        try:
            await super().answer(event, callback_answer)
        except TelegramBadRequest as refusal:
            if EXPIRED not in refusal.message:
                raise


class Throttle(BaseMiddleware):
    """Drops updates beyond the rate; tells the person so, but not more often than hints allow."""

    def __init__(self, texts: Texts, *, updates: PersonRateLimit, hints: PersonRateLimit) -> None:
        self._texts = texts
        self._updates = updates
        self._hints = hints

    async def __call__(self, handler: Next, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        if user is None or self._updates.allows(user.id):
            return await handler(event, data)
        t = self._texts.language(user.language_code)
        if isinstance(event, CallbackQuery):
            data["callback_answer"].text = t.plain("bot-slower")
        elif isinstance(event, Message) and self._hints.allows(user.id):
            return event.answer(t("bot-slower"))
        return None


class Arrival(BaseMiddleware):
    """Looks the member up before any handler runs; the first private message registers one."""

    def __init__(
        self, program: Program, texts: Texts, clock: Callable[[], datetime], app_url: str
    ) -> None:
        self._program = program
        self._texts = texts
        self._clock = clock
        self._app_url = app_url

    async def __call__(self, handler: Next, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        chat = data.get("event_chat")
        if user is None or user.is_bot or chat is None:
            return None
        at = data["at"] = self._clock()
        visit: Visit = data["visit"]
        t = visit.t = self._texts.language(user.language_code)
        member = await members.by_telegram(user.id)
        data["newcomer"] = member is None
        if member is None and chat.type == "private":
            member = await self._register(user, t.code, at)
        data["member"] = member
        data["t"] = visit.t = self._texts.language(member.language) if member else t
        data["chat_id"] = chat.id
        dispatcher: Dispatcher = data["dispatcher"]
        bot: Bot = data["bot"]
        data["app_url"] = self._app_url
        data["state"] = dispatcher.fsm.get_context(bot, chat_id=chat.id, user_id=user.id)
        return await handler(event, data)

    async def _register(self, user: User, language: str, at: datetime) -> members.Member:
        registered = await members.register(
            self._program,
            telegram_id=user.id,
            name=user.full_name,
            language=language,
            at=at,
        )
        return registered.member
