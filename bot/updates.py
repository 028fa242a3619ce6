"""Takes in updates from polling or webhook: bounded, in order for each person, each one once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import Default
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError

from bot.delivery.pace import SendingPace
from bot.failure_reply import FailureReply
from bot.middlewares import Visit
from bot.optional_redis import OptionalRedis
from bot.update_order import WITHOUT_REDIS, HandledUpdates, PersonLocks

if TYPE_CHECKING:
    from redis.asyncio import Redis

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of update that have a handler, and so the only ones that Telegram is asked for."""

HANDLER_SECONDS = 28.0
SEND_SECONDS = 28.0
"""Together less than the 60 seconds after which Telegram gives a webhook up."""

log = structlog.stdlib.get_logger(__name__)


class Intake:
    """Handles updates. `accept` returns after the work, and its return is the acknowledgement."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        bot: Bot,
        *,
        redis: Redis | None = None,
        pace: SendingPace,
        concurrency: int = 200,
        handler_seconds: float = HANDLER_SECONDS,
    ) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._pace = pace
        self._concurrency = concurrency
        self._handler_seconds = handler_seconds
        optional_redis = OptionalRedis(redis, warning=WITHOUT_REDIS)
        self._locks = PersonLocks(optional_redis, seconds=handler_seconds + SEND_SECONDS)
        self._handled = HandledUpdates(optional_redis)
        self._defaults = _defaults(bot)
        self._failure_reply = FailureReply(dispatcher, bot)
        self._working: dict[int, asyncio.Future[None]] = {}
        self._taken = 0
        self._open = True
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def free(self) -> int:
        """How many more updates can be taken now."""
        return max(0, self._concurrency - self._taken) if self._open else 0

    @property
    def room(self) -> bool:
        """Whether one more update can be taken now."""
        return self.free > 0

    async def accept(
        self, raw: dict[str, Any], *, may_respond: bool = True
    ) -> dict[str, Any] | None:
        """Handle one update, if it was not handled before.

        Returns a Bot API call for the body of the webhook's response, or None; with `may_respond`
        False every call is made here.
        """
        update = _read(raw, self._bot)
        if update is None:
            return None
        if first := self._working.get(update.update_id):
            await asyncio.shield(first)
            return None
        self._taken += 1
        self._idle.clear()
        done = self._working[update.update_id] = asyncio.get_running_loop().create_future()
        try:
            return await self._in_order(update, may_respond=may_respond)
        finally:
            done.set_result(None)
            del self._working[update.update_id]
            self._taken -= 1
            if not self._taken:
                self._idle.set()

    async def drain(self, timeout: float) -> bool:  # noqa: ASYNC109 - says False instead of raising
        """Take no more updates and finish those in hand; False if that takes too many seconds."""
        self._open = False
        try:
            async with asyncio.timeout(timeout):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    async def _in_order(self, update: Update, *, may_respond: bool) -> dict[str, Any] | None:
        async with self._locks.locked(_person(update)):
            if await self._handled.knows(update.update_id):
                return None
            answer = await self._handle(update, may_respond=may_respond)
            await self._handled.add(update.update_id)
            return answer

    async def _handle(self, update: Update, *, may_respond: bool) -> dict[str, Any] | None:
        visit = Visit()
        try:
            async with asyncio.timeout(self._handler_seconds):
                answer = await self._dispatcher.feed_update(self._bot, update, visit=visit)
            if not isinstance(answer, TelegramMethod):
                return None
            if may_respond and await self._may_respond(answer):
                return self._as_response(answer)
            async with asyncio.timeout(SEND_SECONDS):
                await self._bot(answer)
        except Exception as error:  # noqa: BLE001 - whatever it was, the person is told
            await self._failure_reply.send(update, visit, error)
        return None

    async def _may_respond(self, answer: TelegramMethod[Any]) -> bool:
        """Whether an answer may go into the response instead of a call of its own.

        Only a text, because nobody learns there whether Telegram refused it, and only when the pace
        lets it out at once; it counts like any other message.
        """
        if not isinstance(answer, SendMessage):
            return False
        return await self._pace.at_once(answer.chat_id if isinstance(answer.chat_id, int) else None)

    def _as_response(self, method: TelegramMethod[Any]) -> dict[str, Any]:
        """A call as the JSON that the response to a webhook may carry."""
        given = method.model_dump(warnings=False, exclude_none=True, exclude_unset=True)
        values = self._bot.session.prepare_value(given, self._bot, {}, _dumps_json=False)
        return {"method": method.__api_method__, **self._defaults, **values}


def _defaults(bot: Bot) -> dict[str, Any]:
    """The bot's defaults for every message, such as its parse mode, as JSON values."""
    fields = {
        name: bot.session.prepare_value(field.default, bot, {}, _dumps_json=False)
        for name, field in SendMessage.model_fields.items()
        if isinstance(field.default, Default)
    }
    return {name: value for name, value in fields.items() if value is not None}


def _read(raw: object, bot: Bot) -> Update | None:
    """The update; None for invalid JSON and for kinds that were not asked for. Never raises."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    try:
        update = Update.model_validate(raw, context={"bot": bot})
    except ValidationError as error:
        where = sorted({".".join(map(str, detail["loc"])) for detail in error.errors()})
        log.warning("An update is not valid and was dropped", update=update_id, where=where)
        return None
    if not any(getattr(update, kind) for kind in ALLOWED):
        log.info("An update is of a kind that nobody asked for", update=update_id)
        return None
    return update


def _person(update: Update) -> int:
    context = UserContextMiddleware.resolve_event_context(update)
    return context.user_id or context.chat_id or 0
