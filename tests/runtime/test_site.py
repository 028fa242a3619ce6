"""An address is taken before anything else is begun, and given back whatever happens."""

from __future__ import annotations

import errno
import socket

import pytest
from aiohttp import ClientSession, web

from runtime import site
from tests.running import free_port

HOST = "127.0.0.1"


def test_what_is_reserved_lets_nobody_wait() -> None:
    port = free_port()
    with site.reserved(HOST, port), socket.socket() as caller:
        assert caller.connect_ex((HOST, port)) == errno.ECONNREFUSED
    with socket.create_server((HOST, port)):
        pass


def test_a_port_in_use_is_named_with_what_to_do() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(site.SiteError) as caught, site.reserved(HOST, port):
            pass
    assert str(caught.value) == (
        f"JIAFEN_PORT: {HOST}:{port} is in use; end what uses it, or set another port"
    )


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid", "a b", "x" * 300, "é" * 80])
def test_an_address_of_nobody_names_the_host(host: str) -> None:
    with pytest.raises(site.SiteError, match=r"^JIAFEN_HOST: "), site.reserved(host, 8080):
        pass


@pytest.mark.parametrize("host", [HOST, "localhost"])
async def test_it_serves_and_refuses_at_once_afterwards(host: str) -> None:
    port = free_port()
    async with ClientSession() as http:
        with site.reserved(host, port) as sockets:
            async with (
                site.serving(web.Application(), sockets, host=host, port=port),
                http.get(f"http://{host}:{port}/") as answer,
            ):
                assert answer.status == 404
            with socket.socket() as caller:
                assert caller.connect_ex((HOST, port)) == errno.ECONNREFUSED


async def test_of_two_who_start_together_the_later_is_told() -> None:
    port = free_port()
    with site.reserved(HOST, port) as first, site.reserved(HOST, port) as second:
        async with site.serving(web.Application(), first, host=HOST, port=port):
            with pytest.raises(site.SiteError, match="is in use"):
                async with site.serving(web.Application(), second, host=HOST, port=port):
                    pass
