"""Serves an application on this process's address, and lets go of it in bounded time."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

SHUTDOWN_SECONDS_MAX = 2.0
HEADER_BYTES_MAX = 16 * 1024
"""Above what a face accepts as initData, so that it is the face that says what is wrong."""


class SiteError(Exception):
    """The address cannot be used: one line that names the setting."""


ADVICE = {
    errno.EADDRINUSE: "is in use: set JIAFEN_PORT to a free port, or end what uses this one",
    errno.EACCES: "is not for this user: set JIAFEN_PORT to 1024 or above",
    errno.EADDRNOTAVAIL: "is not on this machine: set JIAFEN_HOST to an address that is",
}


def _refused(host: str, port: int, error: OSError) -> SiteError:
    why = ADVICE.get(error.errno or 0, f"cannot be used: {error.strerror}")
    return SiteError(f"JIAFEN_PORT: {host}:{port} {why}")


async def try_address(host: str, port: int) -> None:
    """Before anything is started: whether the address can be had; raises SiteError."""
    try:
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
    except OSError as error:
        raise _refused(host, port, error) from None
    server.close()
    await server.wait_closed()


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
            raise _refused(host, port, error) from None
        yield
    finally:
        await runner.cleanup()
