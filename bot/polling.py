"""Fetches updates by long polling and confirms them only when they are handled."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.methods import TelegramMethod
from aiogram.utils.backoff import Backoff, BackoffConfig

from bot.updates import ALLOWED, Intake

BATCH = 100
POLL_SECONDS = 25
PATIENCE_SECONDS = 0.25
"""How long a slow update may delay the next fetch; then others are handled beside it."""

DRAIN_SECONDS = 25.0
BACKOFF = BackoffConfig(min_delay=0.5, max_delay=15.0, factor=1.6, jitter=0.1)
log = structlog.stdlib.get_logger(__name__)


class RawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without parsing its content, because one bad update must not lose the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


class Poller:
    """One loop over getUpdates; it may be run again after it stopped."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        *,
        poll_seconds: int = POLL_SECONDS,
        drain_seconds: float = DRAIN_SECONDS,
    ) -> None:
        self._bot = bot
        self._intake = intake
        self._poll_seconds = poll_seconds
        self._drain_seconds = drain_seconds
        self._webhook_gone = False
        self._offset: int | None = None
        self._working: dict[int, asyncio.Task[Any]] = {}
        self._backoff = Backoff(BACKOFF)

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop`; then finish what was begun and confirm it."""
        self._webhook_gone = False
        try:
            while not stop.is_set():
                for raw in await self._fetch(stop):
                    self._begin(raw)
                await self._settle(PATIENCE_SECONDS)
            await self._settle(self._drain_seconds)
        finally:
            await self._cancel_rest()
        await self._confirm()

    async def _cancel_rest(self) -> None:
        """Cancel what is not done. It was not confirmed, so the next poller gets it again."""
        for task in self._working.values():
            task.cancel()
        await asyncio.gather(*self._working.values(), return_exceptions=True)
        self._working.clear()

    async def _ask(self) -> list[dict[str, Any]]:
        if not self._webhook_gone:
            await self._bot.delete_webhook(drop_pending_updates=False)
            self._webhook_gone = True
        poll = RawUpdates(
            offset=self._offset,
            limit=max(1, min(BATCH, self._intake.free + len(self._working))),
            timeout=0 if self._working else self._poll_seconds,
            allowed_updates=list(ALLOWED),
        )
        seconds = self._poll_seconds + int(self._bot.session.timeout)
        return await self._bot(poll, request_timeout=seconds)

    async def _fetch(self, stop: asyncio.Event) -> list[dict[str, Any]]:
        """The next updates; empty when stopped, and after a failure and its pause."""
        request = asyncio.ensure_future(self._ask())
        stopped = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({request, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not request.done():
                return []
            updates = request.result()
            self._backoff.reset()
            return updates
        except Exception as error:  # noqa: BLE001 - polling goes on whatever happened
            await self._pause(error, stop)
            return []
        finally:
            request.cancel()
            stopped.cancel()
            await asyncio.gather(request, stopped, return_exceptions=True)

    async def _pause(self, error: Exception, stop: asyncio.Event) -> None:
        delay = next(self._backoff)
        if isinstance(error, TelegramRetryAfter):
            delay = float(error.retry_after)
        if isinstance(error, TelegramConflictError):
            log.warning("Somebody else polls for this bot", reason=error.message)
        elif isinstance(error, TelegramUnauthorizedError):
            log.error("Telegram does not know the bot's token")
        else:
            log.warning("No updates came", pause=round(delay, 1), reason=type(error).__name__)
        try:
            async with asyncio.timeout(delay):
                await stop.wait()
        except TimeoutError:
            return

    def _begin(self, raw: dict[str, Any]) -> None:
        update_id = raw.get("update_id")
        if not isinstance(update_id, int) or update_id in self._working:
            return
        self._working[update_id] = asyncio.create_task(
            self._intake.accept(raw, may_respond=False), name=f"update {update_id}"
        )

    async def _settle(self, seconds: float) -> None:
        """Wait at most `seconds` for the updates in hand; move the offset past those done."""
        if not self._working:
            return
        begun = sorted(self._working)
        await asyncio.wait(self._working.values(), timeout=seconds)
        for update_id in begun:
            if self._working[update_id].done():
                task = self._working.pop(update_id)
                if error := task.exception():
                    log.error("An update was not taken", update=update_id, exc_info=error)
        self._offset = min(self._working, default=begun[-1] + 1)

    async def _confirm(self) -> None:
        """Tell Telegram the offset, so that no poller gets a handled update again."""
        if self._offset is None:
            return
        try:
            await self._bot(
                RawUpdates(offset=self._offset, limit=1, timeout=0, allowed_updates=list(ALLOWED)),
                request_timeout=5,
            )
        except Exception as error:  # noqa: BLE001 - then they come again and are known
            log.warning("The last updates were not confirmed", reason=type(error).__name__)
