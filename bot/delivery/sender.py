"""The paced sender: takes what the outbox owes, says it, and notes what became of it."""

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
"""After so long without an answer a call has failed, and whether it arrived is unknown."""

LEASE = timedelta(seconds=60)
"""Longer than a call may take; a notice whose sender was killed waits this long."""

IDLE_SECONDS = 10.0
"""The clock may be moved and a connection may be cut without a word: look then, even unwoken."""

RIVAL_SECONDS = 0.05
"""When what is due could not be claimed, somebody else is at it."""

SETTLING = BackoffConfig(min_delay=0.2, max_delay=2.0, factor=2.0, jitter=0.05)
log = structlog.stdlib.get_logger(__name__)


class Sender:
    """Any number of them may run, in any number of processes: no notice is sent by two.

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
        # A second's worth: then a chat that waits its second costs the others nothing.
        self._places = max(8, math.ceil(program.campaigns.per_second))
        self._in_line: set[asyncio.Task[None]] = set()
        self._leaving: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Send until `stop` is set or the task is cancelled, then finish what has begun to leave.

        Raises what the database raises when it is gone; it may be run again.
        """
        try:
            async with notifications.listening() as wake:
                while not stop.is_set():
                    await self._round(wake, stop)
        finally:
            await self._finish()

    async def _round(self, wake: notifications.Wake, stop: asyncio.Event) -> None:
        """Claim what can be sent now, or wait until there is a reason to look again."""
        if seconds := await self._pace.stopped():
            await self._until(stop.wait(), seconds=seconds)
            return
        working = self._in_line | self._leaving
        if len(working) > self._places // 2:  # a claim costs the same for one and for many
            await self._until(stop.wait(), *working)
            return
        claimed = await notifications.claim(
            self._program, limit=self._places - len(working), lease=LEASE, at=self._clock()
        )
        for due in claimed:
            self._start(due)
        if not claimed:
            # Asked before the waits are made: a cancellation meanwhile would leave them unawaited.
            seconds = await self._patience()
            await self._until(stop.wait(), wake.wait(), *working, seconds=seconds)

    async def _patience(self) -> float:
        """Seconds until the next notice is due, as far as is known."""
        now = self._clock()
        next_due = await notifications.next_due(now)
        if next_due is None:
            return IDLE_SECONDS
        return min(IDLE_SECONDS, max(RIVAL_SECONDS, (next_due - now).total_seconds()))

    async def _until(self, *reasons: Any, seconds: float | None = None) -> None:
        """Wait for the first of them; an error of one is raised, except a sender's own."""
        waits = [asyncio.ensure_future(reason) for reason in reasons]
        try:
            done, _ = await asyncio.wait(
                waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            for one in done - self._in_line - self._leaving:
                one.result()
        finally:
            for one in set(waits) - self._in_line - self._leaving:
                one.cancel()

    def _start(self, due: Due) -> None:
        task = asyncio.get_running_loop().create_task(
            self._deliver(due), context=Context(), name=f"notice {due.id}"
        )
        self._in_line.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._in_line.discard(task)
        self._leaving.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("A notice was not sent", what=task.get_name(), exc_info=error)

    async def _finish(self) -> None:
        """Give back what only waits its turn, and see through what has begun to leave."""
        for task in self._in_line:
            task.cancel()
        if working := self._in_line | self._leaving:
            await asyncio.wait(working)

    async def _deliver(self, due: Due) -> None:
        try:
            call = self._call(due)
        except Exception as error:  # without a text no message; the rest goes on
            log.exception("A notice has no words", notice=due.id, code=due.code)
            await self._settle(due, Outcome("failed", failure=repr(error)))
            return
        try:
            await self._pace.wait(Priority.NOTICE, due.telegram_id)
        except asyncio.CancelledError:
            await notifications.put_back(self._program, due=due)
            raise
        self._begins()
        if not await notifications.begin(self._program, due=due, lease=LEASE, at=self._clock()):
            log.info("A notice went to another sender", notice=due.id)
            return
        await self._settle(due, await self._said(call, due))

    def _begins(self) -> None:
        """From here on this task is seen through, whatever happens."""
        task: Any = asyncio.current_task()
        self._in_line.discard(task)
        self._leaving.add(task)

    def _call(self, due: Due) -> SendMessage:
        t = self._texts.language(due.language)
        return SendMessage(
            chat_id=due.telegram_id,
            text=text_of(due, t, self._notices),
            reply_markup=keyboard_of(due, t, self._notices, app_url=self._app_url),
        )

    async def _said(self, call: SendMessage, due: Due) -> Outcome:
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
        """Note it, however long the database is away: otherwise it would be said again."""
        backoff = Backoff(SETTLING)
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
