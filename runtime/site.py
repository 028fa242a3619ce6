"""Takes this process's address first of all, serves on it, and lets go of it in bounded time."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager

from aiohttp import web

SHUTDOWN_SECONDS_MAX = 2.0
HEADER_BYTES_MAX = 16 * 1024
"""Above what a face accepts as initData, so that it is the face that says what is wrong."""


class SiteError(Exception):
    """The address cannot be used: one line that names the setting."""


@contextlib.contextmanager
def reserved(host: str, port: int) -> Iterator[Sequence[socket.socket]]:
    """Sockets on this address that do not listen yet: until then nobody is let in to wait.

    It costs nothing, and so comes before everything that would have to be undone.
    """
    with ExitStack() as stack:
        found, refusal = [], None
        for family, address in _addresses(host, port):
            try:
                found.append(stack.enter_context(_bound(family, address)))
            except OSError as error:
                if error.errno not in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}:
                    raise _refused(host, port, error) from None
                refusal = error  # localhost may name a family that this machine does without
        if refusal and not found:
            raise _refused(host, port, refusal)
        yield found


def _addresses(host: str, port: int) -> list[tuple[int, tuple[object, ...]]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise SiteError(f"JIAFEN_HOST: {host!r} is not an address of this machine") from None
    return list(dict.fromkeys((family, address) for family, _, _, _, address in found))


def _bound(family: int, address: tuple[object, ...]) -> socket.socket:
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would take the address from whoever has it
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.setblocking(False)
        one.bind(address)
    except OSError:
        one.close()
        raise
    return one


def _refused(host: str, port: int, error: OSError) -> SiteError:
    place = f"{host}:{port}"
    if error.errno == errno.EADDRINUSE:
        return SiteError(f"JIAFEN_PORT: {place} is in use; end what uses it, or set another port")
    if error.errno == errno.EACCES:
        return SiteError(f"JIAFEN_PORT: we may not use {place}; set a port above 1023")
    if error.errno == errno.EADDRNOTAVAIL:
        return SiteError(f"JIAFEN_HOST: {host} is not an address of this machine")
    return SiteError(f"JIAFEN_PORT: {place} cannot be used: {error.strerror}")


@asynccontextmanager
async def serving(
    app: web.Application, sockets: Sequence[socket.socket], *, host: str, port: int
) -> AsyncIterator[None]:
    """Afterwards no request is taken any more, and those in hand have had their time."""
    # The application writes its own access log, without what no log may hold.
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS_MAX, max_field_size=HEADER_BYTES_MAX
    )
    await runner.setup()
    try:
        for one in sockets:
            try:
                await web.SockSite(runner, one).start()
            except OSError as error:  # somebody who started with us was a little faster
                raise _refused(host, port, error) from None
        yield
    finally:
        await runner.cleanup()
        for one in sockets:
            one.close()  # whoever comes while the rest ends is refused at once
