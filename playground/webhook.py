"""Delivers updates to the bot's webhook: in order within a lane, again until it is accepted."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from playground.people import Json
from playground.updates import Update, Updates

ANSWER_SECONDS = 60
ACCEPTED = range(200, 300)
LONGEST_PAUSE = 3_600.0
logger = logging.getLogger(__name__)


class Webhook:
    """The webhook that the bot has set, or none."""

    def __init__(self, updates: Updates, now: Callable[[], datetime]) -> None:
        self.url = ""
        self.perform: Callable[[bytes, str], Awaitable[None]] | None = None
        self._updates = updates
        self._now = now
        self._secret = ""
        self._most = 40
        self._slots = asyncio.Semaphore(40)
        self._lanes: dict[Hashable, deque[Update]] = {}
        self._tasks: dict[Hashable, asyncio.Task[None]] = {}
        self._session: ClientSession | None = None
        self._error: tuple[int, str] | None = None

    async def start(self, url: str, *, secret: str, max_connections: int) -> None:
        """Deliver what waits and what comes to `url`."""
        await self.stop()
        self.url, self._secret, self._most = url, secret, max_connections
        self._slots = asyncio.Semaphore(max_connections)
        self._session = ClientSession(
            timeout=ClientTimeout(total=ANSWER_SECONDS), connector=TCPConnector(limit=100)
        )
        self._updates.listener = self._enqueue
        for update in self._updates.unexpired():
            self._enqueue(update)

    async def stop(self) -> None:
        """Deliver no more; what was not confirmed stays pending."""
        self._updates.listener = None
        self.url, self._error = "", None
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks.clear()
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def as_info(self) -> Json:
        """The Bot API's `WebhookInfo`."""
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates.unexpired()),
        }
        if self.url:
            info |= {"max_connections": self._most, "ip_address": "127.0.0.1"}
            if self._error is not None:
                info |= dict(
                    zip(("last_error_date", "last_error_message"), self._error, strict=True)
                )
        return info

    def _enqueue(self, update: Update) -> None:
        self._lanes.setdefault(update.lane, deque()).append(update)
        if update.lane not in self._tasks:
            self._tasks[update.lane] = asyncio.create_task(self._empty_lane(update.lane))

    async def _empty_lane(self, lane: Hashable) -> None:
        queue = self._lanes[lane]
        while queue:
            await self._deliver_until_accepted(queue[0])
            queue.popleft()
        del self._lanes[lane], self._tasks[lane]

    async def _deliver_until_accepted(self, update: Update) -> None:
        failures = 0
        while update.expires_at > self._now():
            async with self._slots:
                asked_pause = await self._deliver(update)
            if asked_pause is None:
                self._updates.confirm(update)
                return
            failures += 1
            pause = asked_pause or _pause(failures)
            if self._now() + timedelta(seconds=pause) >= update.expires_at:
                break
            await asyncio.sleep(pause)
        self._updates.confirm(update)
        logger.warning("an update was given up: it expired before the webhook took it")

    async def _deliver(self, update: Update) -> float | None:
        """One attempt: `None` when accepted, else the pause asked for (0: ours to choose)."""
        assert self._session is not None
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        update.deliveries += 1
        try:
            async with self._session.post(
                self.url, data=update.text.encode(), headers=headers, allow_redirects=False
            ) as response:
                if response.status not in ACCEPTED:
                    self._note(
                        f"Wrong response from the webhook: {response.status} {response.reason}"
                    )
                    return _asked_pause(response.headers.get("Retry-After", ""))
                await self._perform(await response.read(), response.content_type)
                return None
        except TimeoutError:
            self._note("Read timeout expired")
        except (ClientError, OSError) as error:
            refused = isinstance(getattr(error, "os_error", error), ConnectionRefusedError)
            self._note("Connection refused" if refused else "Connection reset by peer")
        return 0.0

    async def _perform(self, body: bytes, content_type: str) -> None:
        if self.perform is None or not body.strip():
            return
        await self.perform(body, content_type)

    def _note(self, message: str) -> None:
        self._error = (int(self._now().timestamp()), message)


def _pause(failures: int) -> float:
    """At once after the first failure, then 2, 4, 8 … seconds, up to a minute or two."""
    if failures == 1:
        return 0.0
    longest = 60 + secrets.randbelow(60)
    return min(2.0 ** (failures - 1), float(longest))


def _asked_pause(value: Any) -> float:
    try:
        return min(LONGEST_PAUSE, max(0.0, float(value)))
    except ValueError:
        return 0.0
