"""The web face as it is served, and any application on a port of this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

import webapp.app
from benchmarks.filled_database import AT, FilledDatabase
from locales import Texts

SECRET = b"0" * 32


def application(filled: FilledDatabase) -> web.Application:
    """Ours, at the moment of the world."""
    return webapp.app.create(
        program=filled.program,
        texts=Texts.load(zone=filled.program.local),
        clock=lambda: AT,
        secret_key=SECRET,
        bot_token="4242:bench",
        bot_username="bench_bot",
        public_url="http://127.0.0.1",
        telegram_js_url="http://127.0.0.1/telegram-web-app.js",
    )


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    """The address at which it answers within the block."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
