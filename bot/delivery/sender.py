"""Sends the notices of the outbox at the allowed pace and records the outcome of each."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from contextvars import Context
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.methods import SendMessage
from aiogram.utils.backoff import Backoff, BackoffConfig

from bot.delivery import outcomes
from bot.delivery.outcomes import Outcome
from bot.delivery.pace import Priority, SendingPace
from bot.notices import Notices, keyboard_of, text_of
from core import notifications
from core.notifications import Due
from core.program import Program
from locales import Texts

SEND_SECONDS = 20
"""A call without an answer for so long has failed; whether the message arrived is unknown."""

LEASE = timedelta(seconds=60)
"""Longer than a call may take. A notice whose sender was killed is due again after this."""

IDLE_SECONDS = 10.0
"""The outbox is polled so often, because a moved clock or a dead connection wakes nobody."""

RETRY_SECONDS = 0.05
"""The wait when a due notice could not be claimed, because another sender holds its row."""

SETTLE_BACKOFF = BackoffConfig(min_delay=0.2, max_delay=2.0, factor=2.0, jitter=0.05)
log = structlog.stdlib.get_logger(__name__)


class Sender:
    """Claims due notices and sends them; many senders may run, and no two send the same notice.

    `bot` comes from `delivery.session` with the priority NOTICE, `notices` are
    `handlers.NOTICES`; `app_url` is the mini-app's address, empty where Telegram cannot open it.
    """

    def __init__(
        self,
        *,
        program: Program,
        texts: Texts,
        clock: Callable[[], datetime],
        bot: Bot,
        pace: SendingPace,
        notices: Notices,
        app_url: str = "",
    ) -> None:
        self._program = program
        self._texts = texts
        self._clock = clock
        self._bot = bot
        self._pace = pace
        self._notices = notices
        self._app_url = app_url
        # As many as go out in a second: a chat that waits for its own limit, one message a second,
        # then delays no other chat.
        self._capacity = max(8, math.ceil(program.campaigns.per_second))
        self._waiting: set[asyncio.Task[None]] = set()
        self._sending: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set or the task is cancelled, then finish the calls that have begun.

        Raises the errors of a database that is gone; it may be run again.
        """
        try:
            async with notifications.listening() as wake:
                while not stop.is_set():
                    await self._round(wake, stop)
        finally:
            await self._finish()

    async def _round(self, wake: notifications.Wake, stop: asyncio.Event) -> None:
        """Claim what can be sent now, or wait until the outbox may have changed."""
        if seconds := await self._pace.stopped():
            await self._wait_for_first(stop.wait(), seconds=seconds)
            return
        working = self._waiting | self._sending
        if len(working) > self._capacity // 2:
            # A claim of one costs as much as one of many, so claim when there is room for many.
            await self._wait_for_first(stop.wait(), *working)
            return
        claimed = await notifications.claim(
            self._program, limit=self._capacity - len(working), lease=LEASE, at=self._clock()
        )
        for due in claimed:
            self._start(due)
        if not claimed:
            # Asked before the waits are made: a cancellation meanwhile would leave them unawaited.
            seconds = await self._seconds_until_due()
            await self._wait_for_first(stop.wait(), wake.wait(), *working, seconds=seconds)

    async def _seconds_until_due(self) -> float:
        """Seconds until the next known notice is due, at most IDLE_SECONDS."""
        now = self._clock()
        next_due = await notifications.next_due(now)
        if next_due is None:
            return IDLE_SECONDS
        return min(IDLE_SECONDS, max(RETRY_SECONDS, (next_due - now).total_seconds()))

    async def _wait_for_first(self, *reasons: Any, seconds: float | None = None) -> None:
        """Wait for the first of the reasons. Raises its error unless it is a notice's own task."""
        waits = [asyncio.ensure_future(reason) for reason in reasons]
        try:
            done, _ = await asyncio.wait(
                waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            for reason in done - self._waiting - self._sending:
                reason.result()
        finally:
            for reason in set(waits) - self._waiting - self._sending:
                reason.cancel()

    def _start(self, due: Due) -> None:
        task = asyncio.get_running_loop().create_task(
            self._deliver(due), context=Context(), name=f"notice {due.id}"
        )
        self._waiting.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._waiting.discard(task)
        self._sending.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A notice was not sent", what=task.get_name(), exc_info=error)

    async def _finish(self) -> None:
        """Put back the notices that wait for the pace, and wait for the calls that have begun."""
        for task in self._waiting:
            task.cancel()
        if working := self._waiting | self._sending:
            await asyncio.wait(working)

    async def _deliver(self, due: Due) -> None:
        try:
            call = self._call(due)
        except (
            Exception
        ) as error:  # only this notice fails, for example because its text is missing
            log.exception("A notice has no words", notice=due.id, code=due.code)
            await self._settle(due, Outcome("failed", failure=repr(error)))
            return
        try:
            await self._pace.wait(Priority.NOTICE, due.telegram_id)
        except asyncio.CancelledError:
            await notifications.put_back(self._program, due=due)
            raise
        self._protect()
        if not await notifications.begin(self._program, due=due, lease=LEASE, at=self._clock()):
            log.info("A notice went to another sender", notice=due.id)
            return
        await self._settle(due, await self._send(call, due))

    def _protect(self) -> None:
        """From here on `_finish` waits for this task instead of cancelling it."""
        task: Any = asyncio.current_task()
        self._waiting.discard(task)
        self._sending.add(task)

    def _call(self, due: Due) -> SendMessage:
        t = self._texts.language(due.language)
        return SendMessage(
            chat_id=due.telegram_id,
            text=text_of(due, t, self._notices),
            reply_markup=keyboard_of(due, t, self._notices, app_url=self._app_url),
        )

    async def _send(self, call: SendMessage, due: Due) -> Outcome:
        try:
            message = await self._bot(call, request_timeout=SEND_SECONDS)
        except Exception as error:  # noqa: BLE001 - every failure has its outcome
            outcome = outcomes.outcome_of(error, attempts=due.attempts)
            log.warning(
                "A notice did not go out", notice=due.id, outcome=outcome.name, why=outcome.failure
            )
            return outcome
        return Outcome("sent", message_id=message.message_id)

    async def _settle(self, due: Due, outcome: Outcome) -> None:
        """Record the outcome, however long the database is away: else it would be sent again."""
        backoff = Backoff(SETTLE_BACKOFF)
        while True:
            at = self._clock()
            try:
                await notifications.settle(
                    self._program,
                    notice_id=due.id,
                    outcome=outcome.name,
                    at=at,
                    message_id=outcome.message_id,
                    failure=outcome.failure,
                    retry_at=at + outcome.retry_in,
                    counts=outcome.counts,
                )
                return
            except Exception as error:  # noqa: BLE001 - the driver's names are not known here
                if backoff.counter == 0:
                    log.warning("An outcome waits", notice=due.id, reason=repr(error))
                await backoff.asleep()
