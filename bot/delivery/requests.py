"""What stands around every call of the Bot API: the pace, patience, and what may be repeated."""

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

from bot.delivery.pace import Pace, Priority

SAYS = ("send", "copy", "forward")
CHANGES = ("edit",)
REPEATABLE = ("edit", "delete", "answer", "get", "set", "pin", "unpin")
"""What does no harm when it is done twice."""

SILENT = {"sendChatAction"}
LISTENS = {"getUpdates"}
"""Polling keeps its own pace and goes on while the bot may not speak."""

PATIENCE_SECONDS = 25.0
"""How long an answer to a person may take with all its waiting; less than a webhook's minute."""

TRIES_MAX = 5
BACKOFF = BackoffConfig(min_delay=0.3, max_delay=5.0, factor=2.0, jitter=0.1)
BAD_REQUEST = 400
log = structlog.stdlib.get_logger(__name__)


def session(*, token: str, api_url: str, pace: Pace, priority: Priority = Priority.ANSWER) -> Bot:
    """The bot of one role: HTML, no link previews, and the manners that fit the priority.

    ANSWER waits for its turn and repeats what may be repeated. NOTICE and CAMPAIGN are sent by an
    outbox that takes its own turns and repeats by itself: a failure reaches it at once.
    """
    connection = Session(api=TelegramAPIServer.from_base(api_url))
    answers = priority is Priority.ANSWER
    connection.middleware(Patient(pace) if answers else Candid(pace))
    properties = DefaultBotProperties(
        parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
    )
    return Bot(token, session=connection, default=properties)


def never_left(error: TelegramNetworkError) -> bool:
    """Whether there was not even a connection, so that the call surely was not heard."""
    return isinstance(error.__cause__, ClientConnectorError | ConnectionTimeoutError)


class Session(AiohttpSession):
    """Reads the page of a gateway that stands before Telegram as what it is: a server's error."""

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


class Candid(BaseRequestMiddleware):
    """Lets everybody know when Telegram asks for patience, and leaves the rest to the caller."""

    def __init__(self, pace: Pace) -> None:
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


class Patient(Candid):
    """For answers to people: waits for its turn and tries again, within PATIENCE_SECONDS."""

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if _name(method) in LISTENS:
            return await make_request(bot, method)
        ends = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        backoff = Backoff(BACKOFF)
        while True:
            await self._turn(method, ends)
            try:
                return await super().__call__(make_request, bot, method)
            except TelegramRetryAfter as error:
                _give_up_after(ends, error, seconds=error.retry_after)
            except TelegramAPIError as error:
                if not _may_repeat(method, error) or backoff.counter >= TRIES_MAX - 1:
                    raise
                _give_up_after(ends, error, seconds=next(backoff))
                await asyncio.sleep(backoff.current_delay)

    async def _turn(self, method: TelegramMethod[Any], ends: float) -> None:
        """Wait until it may go out; raises TelegramRetryAfter when that takes too long."""
        seconds = await self._pace.stopped()
        if asyncio.get_running_loop().time() + seconds > ends:
            raise TelegramRetryAfter(method, "the bot waits", retry_after=round(seconds))
        name = _name(method)
        if name in SILENT or not name.startswith(SAYS + CHANGES):
            await self._pace.resumed()
            return
        chat_id = getattr(method, "chat_id", None) if name.startswith(SAYS) else None
        await self._pace.turn(Priority.ANSWER, chat_id if isinstance(chat_id, int) else None)


def _may_repeat(method: TelegramMethod[Any], error: TelegramAPIError) -> bool:
    if isinstance(error, TelegramEntityTooLarge):
        return False
    if isinstance(error, TelegramNetworkError):
        return never_left(error) or _name(method).startswith(REPEATABLE)
    return isinstance(error, TelegramServerError)


def _give_up_after(ends: float, error: TelegramAPIError, *, seconds: float) -> None:
    """Raise the error if waiting so long would be too long."""
    if asyncio.get_running_loop().time() + seconds > ends:
        raise error


def _name(method: TelegramMethod[Any]) -> str:
    return method.__api_method__
