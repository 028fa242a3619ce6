"""Serves an application on this process's address, and lets go of it in bounded time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

SHUTDOWN_SECONDS_MAX = 2.0
HEADER_BYTES_MAX = 16 * 1024
"""Above what a face accepts as initData, so that it is the face that says what is wrong."""


class SiteError(Exception):
    """The address cannot be used: one line that names the setting."""


@asynccontextmanager
async def serving(app: web.Application, *, host: str, port: int) -> AsyncIterator[None]:
    """Afterwards no request is taken any more, and those in hand have had their time."""
    # The application writes its own access log, without what no log may hold.
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS_MAX, max_field_size=HEADER_BYTES_MAX
    )
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SiteError(
                f"JIAFEN_PORT: {host}:{port} cannot be used: {error.strerror}"
            ) from None
        yield
    finally:
        await runner.cleanup()
