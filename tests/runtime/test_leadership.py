"""One process leads, and a lost lead is taken over within ten seconds."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import pytest

from runtime import lock_connection
from runtime.leadership import while_leading
from tests.runtime.lock_holders import TAKE_OVER_SECONDS_MAX, a_process, end_connections
from tests.stopwatch import within


class Proxy:
    """A network between us and the server that can go silent without a goodbye."""

    def __init__(self) -> None:
        self.silent = False

    @asynccontextmanager
    async def before(self, url: str) -> AsyncIterator[str]:
        directory = parse_qs(urlsplit(url).query)["host"][0]
        path = f"{directory}/.s.PGSQL.5432"
        tasks: set[asyncio.Task[None]] = set()

        async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                while chunk := await reader.read(65_536):
                    if not self.silent:
                        writer.write(chunk)
            finally:
                writer.close()
                with contextlib.suppress(ConnectionError):
                    await writer.wait_closed()

        async def joined(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            far_reader, far_writer = await asyncio.open_unix_connection(path)
            for direction in (pump(reader, far_writer), pump(far_reader, writer)):
                tasks.add(asyncio.create_task(direction))

        server = await asyncio.start_server(joined, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        name = urlsplit(url).path
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}{name}?sslmode=disable"
        finally:
            server.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_second_process_takes_over_from_a_killed_leader(empty_database: str) -> None:
    async with a_process(empty_database) as first, a_process(empty_database) as second:
        await first.says("admitted")
        await second.says("admitted")
        saying = {
            asyncio.create_task(process.says("leads"), name=name): process
            for name, process in {"first": first, "second": second}.items()
        }
        done, standing_by = await asyncio.wait(saying, return_when=asyncio.FIRST_COMPLETED)
        assert len(done) == 1
        assert len(standing_by) == 1
        await saying[done.pop()].end(signal.SIGKILL)
        await standing_by.pop()


async def test_a_lost_connection_stops_the_work_and_it_begins_again(empty_database: str) -> None:
    events: asyncio.Queue[str] = asyncio.Queue()

    async def work() -> None:
        await events.put("began")
        try:
            await asyncio.Event().wait()
        finally:
            await events.put("stopped")

    task = asyncio.create_task(while_leading(empty_database, "polling", work))
    async with within(TAKE_OVER_SECONDS_MAX):
        assert await events.get() == "began"
        await end_connections(empty_database)
        assert await events.get() == "stopped"
        assert await events.get() == "began"
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await events.get() == "stopped"


async def test_a_leader_without_network_stops_before_the_server_drops_its_lock(
    empty_database: str,
) -> None:
    proxy, leads, stopped = Proxy(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        leads.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    async with proxy.before(empty_database) as url:
        task = asyncio.create_task(while_leading(url, "polling", work))
        async with within(TAKE_OVER_SECONDS_MAX):
            await leads.wait()
        proxy.silent = True
        async with asyncio.timeout(lock_connection.SERVER_NOTICES_SECONDS):
            await stopped.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_leads_of_different_names_are_independent(empty_database: str) -> None:
    began = asyncio.Semaphore(0)

    async def work() -> None:
        began.release()
        await asyncio.Event().wait()

    tasks = [
        asyncio.create_task(while_leading(empty_database, name, work)) for name in ("one", "two")
    ]
    async with within(TAKE_OVER_SECONDS_MAX):
        await began.acquire()
        await began.acquire()
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def test_work_that_ends_or_fails_frees_the_lead(empty_database: str) -> None:
    async def fail() -> None:
        raise OSError("the work's own")

    async def succeed() -> None:
        pass

    with pytest.raises(OSError, match="the work's own"):
        await while_leading(empty_database, "polling", fail)
    async with within(TAKE_OVER_SECONDS_MAX):
        await while_leading(empty_database, "polling", succeed)
