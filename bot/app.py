"""Builds the dispatcher of the chat from what the composition root hands in."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aiogram import Dispatcher, loggers
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage

from bot import handlers, rate_limits
from bot.middlewares import Arrival, PressAnswer, Throttle
from bot.rate_limits import PersonRateLimit
from bot.routing import Switchboard
from core.program import Program
from locales import Texts

if TYPE_CHECKING:
    from redis.asyncio import Redis

CONVERSATION = timedelta(days=1)
"""How long a conversation waits for the next message; then it is forgotten."""


def create(
    *,
    program: Program,
    texts: Texts,
    clock: Callable[[], datetime],
    secret: bytes,
    app_url: str,
    bot_username: str,
    redis: Redis | None = None,
) -> Dispatcher:
    """The dispatcher; `app_url` is the mini-app's address, empty where Telegram cannot open it.

    aiogram's FSM middleware is off, because it reads the state for every press and almost no press
    belongs to a conversation: the state is read for commands and texts, and by the handlers that
    ask for it. `updates.Intake` keeps each person's updates in order.
    """
    for logger in (loggers.event, loggers.middlewares):
        logger.setLevel(logging.WARNING)  # a line for every update costs a third of its time
    dispatcher = Dispatcher(
        storage=_storage(redis),
        disable_fsm=True,
        program=program,
        texts=texts,
        clock=clock,
        secret=secret,
        bot_username=bot_username,
    )
    updates = PersonRateLimit(rate_limits.UPDATES)
    hints = PersonRateLimit(rate_limits.HINTS)
    routes = Switchboard(
        private=handlers.COMMANDS,
        group=handlers.IN_GROUPS,
        buttons=handlers.BUTTONS,
        replies=handlers.REPLIES,
        bot_username=bot_username,
        hints=hints,
    )
    dispatcher.callback_query.outer_middleware(PressAnswer())
    for observer in (dispatcher.message, dispatcher.callback_query):
        observer.outer_middleware(Throttle(texts, updates=updates, hints=hints))
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.outer_middleware(Arrival(program, texts, clock, app_url))
    dispatcher.message.register(routes.message)
    dispatcher.edited_message.register(routes.edited)
    dispatcher.callback_query.register(routes.press)
    dispatcher.my_chat_member.register(handlers.reach_changed)
    return dispatcher


def _storage(redis: Redis | None) -> BaseStorage:
    """Where conversations are kept: in Redis if there is one. Its owner closes the client."""
    if redis is None:
        return MemoryStorage()
    return RedisStorage(
        redis,
        key_builder=DefaultKeyBuilder(prefix="jiafen:talk", with_bot_id=True, with_destiny=True),
        state_ttl=CONVERSATION,
        data_ttl=CONVERSATION,
    )
