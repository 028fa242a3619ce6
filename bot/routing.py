"""Finds the handler of a command or a button in a dictionary, which is fast for any number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeAlias

from aiogram import Bot
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, ContentType, Message
from aiogram.utils.callback_answer import CallbackAnswer
from markupsafe import Markup
from redis.exceptions import RedisError

from bot import buttons
from bot.rate_limits import PersonRateLimit
from bot.screens import Answer, Screen, message_of, show
from core.errors import LoyaltyError
from locales import Language

Handler: TypeAlias = Callable[..., Any]
Commands: TypeAlias = Mapping[str, Handler]
Buttons: TypeAlias = Mapping[type[CallbackData], Handler]
COMMAND = re.compile(r"/(?P<name>\w+)(?:@(?P<bot>\w+))?(?:\s+(?P<argument>.*))?", re.DOTALL)
TOAST_MAX = 200
"""Characters that Telegram shows in the answer to a press."""

SENT_BY_CLIENT = {
    ContentType.WRITE_ACCESS_ALLOWED,
    ContentType.PINNED_MESSAGE,
    ContentType.MESSAGE_AUTO_DELETE_TIMER_CHANGED,
    ContentType.CHAT_BACKGROUND_SET,
}
"""Messages that a client sends by itself, so nobody waits for an answer."""


class Switchboard:
    """Hands each message and each press to the handler that it names.

    A handler gets what it needs by the names of its parameters and returns a Screen, or None when
    nothing is to be shown.
    """

    def __init__(
        self,
        *,
        private: Commands,
        group: Commands,
        buttons: Buttons,
        replies: Commands,
        bot_username: str,
        hints: PersonRateLimit,
    ) -> None:
        self._private = {name: CallableObject(handler) for name, handler in private.items()}
        self._group = {name: CallableObject(handler) for name, handler in group.items()}
        self._buttons = {
            data.__prefix__: (data, CallableObject(handler)) for data, handler in buttons.items()
        }
        self._replies = {state: CallableObject(handler) for state, handler in replies.items()}
        self._bot_username = bot_username.lower()
        self._hints = hints

    async def message(self, message: Message, **data: Any) -> Answer:
        """A message in a private chat or a group."""
        command = COMMAND.fullmatch((message.text or "").strip())
        mention = ((command and command["bot"]) or self._bot_username).lower()
        is_ours = command is not None and mention == self._bot_username
        if message.chat.type != "private":
            return await self._in_group(message, command if is_ours else None, data)
        handler = self._private.get(command["name"].lower()) if is_ours and command else None
        if handler is None or command is None:
            return await self._reply(message, data) or await self._hint(message, data)
        await self._leave_conversation(command["name"].lower(), data)
        screen = await _call(handler, data | {"argument": (command["argument"] or "").strip()})
        return message_of(screen, message.chat.id) if screen else None

    async def edited(self, message: Message, t: Language) -> Answer:
        """Explain that editing a message changes nothing."""
        if message.chat.type != "private":
            return None
        return await self._explain(message, t("bot-edited"), t)

    async def press(
        self, query: CallbackQuery, bot: Bot, callback_answer: CallbackAnswer, **data: Any
    ) -> Answer:
        """A pressed button, also of an old version, and data that no button of ours has."""
        t: Language = data["t"]
        if query.message and query.message.chat.type != "private":
            callback_answer.text = t.plain("bot-press-in-group")
            return None
        pressed, handler = self._unpack(query.data or "")
        if handler is None:
            return await self._out_of_date(query, callback_answer, data)
        screen = await _call(handler, data | {"bot": bot, "pressed": pressed})
        if screen is None:
            return None
        callback_answer.text = screen.toast[:TOAST_MAX] or None
        return await show(bot, query, screen)

    def _unpack(self, packed: str) -> tuple[CallbackData | None, CallableObject | None]:
        kind, handler = self._buttons.get(packed.partition(":")[0], (None, None))
        if kind is None:
            return None, None
        try:
            return kind.unpack(packed), handler
        except (TypeError, ValueError):
            return None, None

    async def _in_group(
        self, message: Message, command: re.Match[str] | None, data: dict[str, Any]
    ) -> Answer:
        handler = self._group.get(command["name"].lower()) if command else None
        if handler is None or command is None:
            return None
        screen = await _call(handler, data | {"name": command["name"].lower()})
        return message_of(screen, message.chat.id) if screen else None

    async def _reply(self, message: Message, data: dict[str, Any]) -> Answer:
        """The answer to a text that a conversation waits for; None outside a conversation."""
        text = (message.text or "").strip()
        if not text or text.startswith("/"):
            return None
        handler = self._replies.get(await data["state"].get_state() or "")
        if handler is None:
            return None
        screen = await _call(handler, data | {"argument": text})
        return message_of(screen, message.chat.id) if screen else None

    async def _leave_conversation(self, name: str, data: dict[str, Any]) -> None:
        """End the conversation at a command: the next text must not answer an old question."""
        if name == "cancel":
            return
        state = data["state"]
        with suppress(RedisError, OSError):  # without Redis there is no conversation to end
            if await state.get_state() in self._replies:
                await state.clear()

    async def _hint(self, message: Message, data: dict[str, Any]) -> Answer:
        t: Language = data["t"]
        if message.content_type in SENT_BY_CLIENT:
            return None
        if (message.text or "").startswith("/"):
            return await self._explain(message, t("bot-unknown-command"), t)
        kind = "text" if message.text else "other"
        return await self._explain(message, t("bot-unknown", kind=kind), t)

    async def _explain(self, message: Message, text: Markup, t: Language) -> Answer:
        assert message.from_user is not None  # Arrival lets nobody else in
        if not self._hints.allows(message.from_user.id):
            return None
        menu = buttons.keyboard([buttons.go(t, "balance"), buttons.go(t, "help")])
        return message_of(Screen(text, menu), message.chat.id)

    async def _out_of_date(
        self, query: CallbackQuery, callback_answer: CallbackAnswer, data: dict[str, Any]
    ) -> Answer:
        t: Language = data["t"]
        callback_answer.text = t.plain("bot-out-of-date")
        if not self._hints.allows(query.from_user.id):
            return None
        screen = await _call(self._private["balance"], data | {"argument": ""})
        return message_of(screen, query.from_user.id) if screen else None


async def _call(handler: CallableObject, data: dict[str, Any]) -> Screen | None:
    """The handler's screen; a refusal of the programme becomes a screen that explains it."""
    try:
        screen: Screen | None = await handler.call(**data)
    except LoyaltyError as refusal:
        t: Language = data["t"]
        return Screen(t.error(refusal), buttons.home(t))
    return screen
