"""Serves an application on this process's address, and stops within a bounded time."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

from aiohttp import web

SHUTDOWN_SECONDS_MAX = 2.0
HEADER_BYTES_MAX = 16 * 1024
"""More than the mini-app accepts as initData, so that our refusal says what is wrong."""

CONNECTION: Final[dict[str, Any]] = {
    "access_log": None,  # the application's own is without secrets and personal data
    "max_field_size": HEADER_BYTES_MAX,
    # aiohttp would unpack a body before anybody asks for it: 1 MB becomes 1 GB within the loop.
    "auto_decompress": False,
}
"""How each connection is served."""


class AddressError(Exception):
    """The address cannot be used: one line that names the setting."""


ADVICE = {
    errno.EADDRINUSE: "is in use: set JIAFEN_PORT to a free port, or end what uses this one",
    errno.EACCES: "is not for this user: set JIAFEN_PORT to 1024 or above",
    errno.EADDRNOTAVAIL: "is not on this machine: set JIAFEN_HOST to an address that is",
}


def _refused(host: str, port: int, error: OSError) -> AddressError:
    why = ADVICE.get(error.errno or 0, f"cannot be used: {error.strerror}")
    return AddressError(f"JIAFEN_PORT: {host}:{port} {why}")


async def try_address(host: str, port: int) -> None:
    """Check that the address is free before anything is started; raises AddressError."""
    try:
        server = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
    except OSError as error:
        raise _refused(host, port, error) from None
    server.close()
    await server.wait_closed()


@asynccontextmanager
async def serving(app: web.Application, *, host: str, port: int) -> AsyncIterator[None]:
    """Serve while the block runs; then finish requests in progress, in SHUTDOWN_SECONDS_MAX."""
    runner = web.AppRunner(app, shutdown_timeout=SHUTDOWN_SECONDS_MAX, **CONNECTION)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise _refused(host, port, error) from None
        yield
    finally:
        await runner.cleanup()
