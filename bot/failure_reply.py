"""The reply to an update that failed: an apology, what is safe, a reference, and one button."""

from __future__ import annotations

import asyncio
import secrets

import structlog
from aiogram import Bot, Dispatcher
from aiogram.dispatcher.middlewares.user_context import EventContext, UserContextMiddleware
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import Update

from bot import buttons
from bot.middlewares import Visit
from core import members

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of references: without 0, 1, I, L, O and U, which are misread or misheard."""

REFERENCE_LENGTH = 6
SEND_SECONDS = 8.0
"""Short, because handler and answer may have used up nearly all of a webhook's minute."""

log = structlog.stdlib.get_logger(__name__)


class FailureReply:
    """Logs a failed update and tells its sender that it failed."""

    def __init__(self, dispatcher: Dispatcher, bot: Bot) -> None:
        self._dispatcher = dispatcher
        self._bot = bot

    async def send(self, update: Update, visit: Visit, error: Exception) -> None:
        """Reply to the sender of `update`. Never raises, because nobody could handle that."""
        context = UserContextMiddleware.resolve_event_context(update)
        if isinstance(error, TelegramForbiddenError):
            await self._mark_unreachable(update, context)
            return
        reference = "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))
        log.error("An update failed", update=update.update_id, reference=reference, exc_info=error)
        if context.user is None or not _is_private(context):
            return
        t = visit.t or self._dispatcher["texts"].language(context.user.language_code)
        text = "bot-apology-slow" if isinstance(error, TimeoutError) else "bot-apology"
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._bot.send_message(
                    context.user.id, t(text, reference=reference), reply_markup=buttons.home(t)
                )
        except Exception as second:  # noqa: BLE001 - the log has the first, which matters
            log.warning("No apology reached them", reference=reference, reason=repr(second))

    async def _mark_unreachable(self, update: Update, context: EventContext) -> None:
        """Note that the sender blocked the bot after sending the update."""
        log.info("A sender cannot be reached any more", update=update.update_id)
        if context.user is None or not _is_private(context):
            return
        try:
            await members.mark_unreachable(
                self._dispatcher["program"],
                telegram_id=context.user.id,
                at=self._dispatcher["clock"](),
            )
        except Exception:
            log.exception("That a member is out of reach was not noted", update=update.update_id)


def _is_private(context: EventContext) -> bool:
    return context.chat is None or context.chat.type == "private"
