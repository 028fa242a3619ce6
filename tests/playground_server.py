"""Serves a playground on a free port, as the composition root mounts it, with a clock to move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

import playground

TOKEN = "4242:playground-token-of-no-value"
BOT_USERNAME = "jiafen_bot"


@dataclass
class MovableClock:
    """The programme's clock, moved by the tests."""

    moment: datetime = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    async def advance(self, step: timedelta) -> None:
        self.moment += step


@asynccontextmanager
async def served_playground(
    *, root: web.Application | None = None, **options: Any
) -> AsyncIterator[str]:
    """Serve a playground beneath `/playground/`, as a part of `root` or alone; gives the origin.

    `options` are those of `playground.create`.
    """
    root = web.Application() if root is None else root
    root.add_subapp(
        "/playground/",
        playground.create(token=TOKEN, bot_username=BOT_USERNAME, bot_name="Jiafen", **options),
    )
    runner = web.AppRunner(root, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
