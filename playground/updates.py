"""The bot's queue of updates: numbered, kept for a day, handed out once by polling or webhook."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from playground.errors import ControlError, conflict
from playground.people import Json

KEPT = timedelta(hours=24)
PRESS_KEPT = timedelta(seconds=150)
MOST_PENDING = 20_000
MOST_REMEMBERED = 500
KINDS = frozenset(
    {
        "message", "edited_message", "callback_query", "my_chat_member", "inline_query",
        "chosen_inline_result", "channel_post", "edited_channel_post", "chat_member",
        "chat_join_request", "message_reaction", "message_reaction_count", "poll", "poll_answer",
        "shipping_query", "pre_checkout_query", "chat_boost", "removed_chat_boost",
    }
)  # fmt: skip
ASKED_FOR_BY_NAME = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass
class Update:
    """One update as the bot receives it; a `lane` is delivered in order, lanes side by side."""

    body: Json
    lane: Hashable
    expires_at: datetime
    deliveries: int = field(default=0)

    @property
    def id(self) -> int:
        """The `update_id`."""
        number: int = self.body["update_id"]
        return number

    @property
    def text(self) -> str:
        """The JSON that goes over the wire."""
        return json.dumps(self.body, ensure_ascii=False)


class Updates:
    """The queue of updates for the bot."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        # The machine's clock, not the programme's: time travel must not make numbers return.
        self._number = time.time_ns() // 1_000_000
        self.pending: dict[int, Update] = {}
        self.remembered: dict[int, Update] = {}
        self.allowed = KINDS - ASKED_FOR_BY_NAME
        self.listener: Callable[[Update], None] | None = None
        self._again: list[Update] = []
        self._poll: asyncio.Future[str] | None = None
        self._arrived = asyncio.Event()

    def push(self, kind: str, content: Json, *, lane: Hashable, kept: timedelta = KEPT) -> int:
        """Queue an update and return its number; 0 when the bot did not ask for this kind."""
        if kind not in self.allowed:
            return 0
        if len(self.pending) >= MOST_PENDING and len(self.unexpired()) >= MOST_PENDING:
            raise ControlError(f"{MOST_PENDING} updates already wait for the bot", status=503)
        self._number += 1
        update = Update({"update_id": self._number, kind: content}, lane, self._now() + kept)
        self.pending[update.id] = update
        self.remembered[update.id] = update
        while len(self.remembered) > MOST_REMEMBERED:
            del self.remembered[next(iter(self.remembered))]
        self._announce(update)
        return update.id

    def again(self, update_id: int | None) -> Update:
        """Deliver an update a second time under its old number; the last one by default."""
        if update_id is None and self.remembered:
            update_id = next(reversed(self.remembered))
        update = self.remembered.get(update_id or 0)
        if update is None:
            raise ControlError("no such update is remembered", status=404)
        if self.listener is None:
            self._again.append(update)
        self._announce(update)
        return update

    def confirm(self, update: Update) -> None:
        """Forget a delivered update."""
        self.pending.pop(update.id, None)

    def drop_pending(self) -> None:
        """Forget everything that waits."""
        self.pending.clear()
        self._again.clear()

    def allow(self, kinds: object) -> None:
        """Take `allowed_updates`: a list of names; empty or unknown means Telegram's default."""
        if not isinstance(kinds, list):
            return
        known = {str(kind).lower() for kind in kinds} & KINDS
        self.allowed = frozenset(known) or KINDS - ASKED_FOR_BY_NAME

    def unexpired(self) -> list[Update]:
        """The pending updates, oldest first."""
        self._drop_expired()
        return list(self.pending.values())

    async def poll(self, *, offset: int, limit: int, seconds: float) -> list[Update]:
        """Wait for updates whose id is at least `offset`; a newer poll ends this one with 409."""
        self.end_poll(OTHER_POLL)
        self._forget_before(offset)
        mine: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = mine
        try:
            await self._wait_for_any(mine, seconds)
        finally:
            if self._poll is mine:
                self._poll = None
        if mine.done() and mine.result():
            raise conflict(mine.result())
        return self._take(limit)

    @property
    def polling(self) -> bool:
        """Whether a poll waits now."""
        return self._poll is not None and not self._poll.done()

    def end_poll(self, reason: str) -> None:
        """End the waiting poll: with a conflict, or (no reason) with what there is."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    async def _wait_for_any(self, mine: asyncio.Future[str], seconds: float) -> None:
        loop = asyncio.get_running_loop()
        ends = loop.time() + seconds
        while not (self.unexpired() or self._again or mine.done()):
            self._arrived.clear()
            arrival = asyncio.ensure_future(self._arrived.wait())
            left = max(0.0, ends - loop.time())
            both: set[asyncio.Future[Any]] = {mine, arrival}
            done, _ = await asyncio.wait(both, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            arrival.cancel()
            if not done:
                return

    def _take(self, limit: int) -> list[Update]:
        updates = (self._again + self.unexpired())[:limit]
        del self._again[: len(updates)]
        for update in updates:
            update.deliveries += 1
        return updates

    def _forget_before(self, offset: int) -> None:
        if offset < 0:
            kept: Iterable[int] = list(self.pending)[offset:]
            self.pending = {number: self.pending[number] for number in kept}
        elif offset > 0:
            self.pending = {n: update for n, update in self.pending.items() if n >= offset}

    def _drop_expired(self) -> None:
        now = self._now()
        if any(update.expires_at <= now for update in self.pending.values()):
            self.pending = {n: u for n, u in self.pending.items() if u.expires_at > now}

    def _announce(self, update: Update) -> None:
        self._arrived.set()
        if self.listener is not None:
            self.listener(update)
