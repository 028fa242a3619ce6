"""Puts the chat face together from what main hands in."""

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
from bot.middlewares import Answering, Arrival, Throttle
from bot.rate_limits import PersonRateLimit
from bot.routing import Switchboard
from core.program import Program
from locales import Texts

if TYPE_CHECKING:
    from redis.asyncio import Redis

CONVERSATION = timedelta(days=1)
"""How long a conversation waits for its next word."""


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

    The FSM middleware stays out: nearly no press belongs to a conversation, so the state is read
    for commands and words, and by the handlers that ask for it. `updates.Intake` keeps each
    person's updates in order.
    """
    for talkative in (loggers.event, loggers.middlewares):
        talkative.setLevel(logging.WARNING)  # a line for every update costs a third of its time
    dispatcher = Dispatcher(
        storage=_storage(redis),
        disable_fsm=True,
        program=program,
        texts=texts,
        clock=clock,
        secret=secret,
        bot_username=bot_username,
    )
    acts, hints = PersonRateLimit(rate_limits.ACTS), PersonRateLimit(rate_limits.HINTS)
    board = Switchboard(
        private=handlers.COMMANDS,
        group=handlers.IN_GROUPS,
        buttons=handlers.BUTTONS,
        replies=handlers.REPLIES,
        bot_username=bot_username,
        hints=hints,
    )
    dispatcher.callback_query.outer_middleware(Answering())
    for observer in (dispatcher.message, dispatcher.callback_query):
        observer.outer_middleware(Throttle(texts, acts=acts, hints=hints))
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.outer_middleware(Arrival(program, texts, clock, app_url))
    dispatcher.message.register(board.message)
    dispatcher.edited_message.register(board.edited)
    dispatcher.callback_query.register(board.press)
    dispatcher.my_chat_member.register(handlers.reach_changed)
    return dispatcher


def _storage(redis: Redis | None) -> BaseStorage:
    """Conversations, in Redis where there is one; its client is not this storage's to close."""
    if redis is None:
        return MemoryStorage()
    return RedisStorage(
        redis,
        key_builder=DefaultKeyBuilder(prefix="jiafen:talk", with_bot_id=True, with_destiny=True),
        state_ttl=CONVERSATION,
        data_ttl=CONVERSATION,
    )
