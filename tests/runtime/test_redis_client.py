"""Redis is opened with proof that it answers, and a wrong address is named in one line."""

from __future__ import annotations

import asyncio
import socket

import pytest

from runtime.redis_client import ServerUnreachable, opened_redis


async def test_an_opened_redis_answers(redis_url: str) -> None:
    async with opened_redis(redis_url) as redis:
        await redis.set("key", "value")
        assert await redis.get("key") == b"value"


async def test_a_wrong_address_is_one_line_without_the_password() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused
        port = taken.getsockname()[1]
        with pytest.raises(ServerUnreachable, match=f"127.0.0.1:{port}") as caught:
            async with opened_redis(f"redis://:hush@127.0.0.1:{port}/0"):
                pass
    line = str(caught.value)
    assert line.startswith("JIAFEN_REDIS_URL")
    assert "hush" not in line
    assert "\n" not in line


async def test_server_other_than_redis_is_named() -> None:
    async def chat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(chat, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(ServerUnreachable):
            async with opened_redis(f"redis://127.0.0.1:{port}"):
                pass
