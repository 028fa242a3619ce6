"""Client middleware of the Bot API: rate limiting, and retries of what may be repeated."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import LinkPreviewOptions
from aiogram.utils.backoff import Backoff, BackoffConfig
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.delivery.pace import Priority, SendingPace

NEW_MESSAGE = ("send", "copy", "forward")
EDIT = ("edit",)
"""How the names of calls begin that count against the pace; an edit only for the whole bot."""

REPEATABLE = ("edit", "delete", "answer", "get", "set", "pin", "unpin")
"""What does no harm when it is done twice."""

NO_MESSAGE = {"sendChatAction"}
POLLING = {"getUpdates"}
"""Polling has its own backoff and goes on while Telegram makes the bot wait."""

ANSWER_SECONDS_MAX = 25.0
"""How long an answer to a person may take with all its waits; less than a webhook's minute."""

TRIES_MAX = 5
BACKOFF = BackoffConfig(min_delay=0.3, max_delay=5.0, factor=2.0, jitter=0.1)
BAD_REQUEST = 400
log = structlog.stdlib.get_logger(__name__)


def session(
    *, token: str, api_url: str, pace: SendingPace, priority: Priority = Priority.ANSWER
) -> Bot:
    """The bot of one role: HTML, no link previews, and the middleware that fits the priority.

    ANSWER waits for the pace and retries what may be repeated. NOTICE and CAMPAIGN are sent from an
    outbox that waits for the pace and retries by itself, so a failure reaches it at once.
    """
    connection = BotApiSession(api=TelegramAPIServer.from_base(api_url))
    answers = priority is Priority.ANSWER
    connection.middleware(PacedRetries(pace) if answers else StopOnRetryAfter(pace))
    properties = DefaultBotProperties(
        parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
    )
    return Bot(token, session=connection, default=properties)


def never_left(error: TelegramNetworkError) -> bool:
    """Whether there was no connection at all, so that Telegram certainly did not get the call."""
    return isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError)


class BotApiSession(AiohttpSession):
    """Reports the page of a gateway in front of Telegram as a server error, not as bad JSON."""

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """As in aiogram, but an answer that is not JSON keeps its status."""
        try:
            return super().check_response(bot, method, status_code, content)
        except ClientDecodeError as error:
            if status_code < BAD_REQUEST:
                raise
            raise TelegramServerError(method, f"HTTP {status_code} without JSON") from error


class StopOnRetryAfter(BaseRequestMiddleware):
    """Stops the pace of the whole bot when Telegram answers 429; every error reaches the caller."""

    def __init__(self, pace: SendingPace) -> None:
        self._pace = pace

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            log.warning("Telegram asks for patience", seconds=error.retry_after, call=_name(method))
            await self._pace.stop(error.retry_after)
            raise


class PacedRetries(StopOnRetryAfter):
    """For answers to people: waits for the pace and retries, within ANSWER_SECONDS_MAX."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if _name(method) in POLLING:
            return await make_request(bot, method)
        ends = asyncio.get_running_loop().time() + ANSWER_SECONDS_MAX
        backoff = Backoff(BACKOFF)
        while True:
            await self._wait(method, ends)
            try:
                return await super().__call__(make_request, bot, method)
            except TelegramRetryAfter as error:
                _raise_if_too_late(ends, error, seconds=error.retry_after)
            except TelegramAPIError as error:
                if not _may_repeat(method, error) or backoff.counter >= TRIES_MAX - 1:
                    raise
                _raise_if_too_late(ends, error, seconds=next(backoff))
                await asyncio.sleep(backoff.current_delay)

    async def _wait(self, method: TelegramMethod[Any], ends: float) -> None:
        """Wait until the call may go out; raises TelegramRetryAfter if that takes too long."""
        seconds = await self._pace.stopped()
        if asyncio.get_running_loop().time() + seconds > ends:
            raise TelegramRetryAfter(method, "the bot waits", retry_after=round(seconds))
        name = _name(method)
        if name in NO_MESSAGE or not name.startswith(NEW_MESSAGE + EDIT):
            await self._pace.wait_until_resumed()
            return
        chat_id = getattr(method, "chat_id", None) if name.startswith(NEW_MESSAGE) else None
        await self._pace.wait(Priority.ANSWER, chat_id if isinstance(chat_id, int) else None)


def _may_repeat(method: TelegramMethod[Any], error: TelegramAPIError) -> bool:
    if isinstance(error, TelegramEntityTooLarge):
        return False
    if isinstance(error, TelegramNetworkError):
        return never_left(error) or _name(method).startswith(REPEATABLE)
    return isinstance(error, TelegramServerError)


def _raise_if_too_late(ends: float, error: TelegramAPIError, *, seconds: float) -> None:
    """Raise the error if a wait of so many seconds would end after `ends`."""
    if asyncio.get_running_loop().time() + seconds > ends:
        raise error


def _name(method: TelegramMethod[Any]) -> str:
    return method.__api_method__
