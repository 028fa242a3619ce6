"""Processes of ours that hold a place and a lead, and ways to end their connections."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg

from tests.stopwatch import within

TAKE_OVER_SECONDS_MAX = 10  # what the README promises

CHILD = """
import asyncio, sys
from runtime.admission import admitted
from runtime.leadership import while_leading

async def work():
    print("leads", flush=True)
    await asyncio.Event().wait()

async def main(url, shares):
    async with admitted(url, shares=shares == "shares"):
        print("admitted", flush=True)
        await while_leading(url, "polling", work)

asyncio.run(main(*sys.argv[1:]))
"""


class Process:
    """A process of ours, heard line by line."""

    def __init__(self, child: asyncio.subprocess.Process) -> None:
        self.child = child

    async def says(self, word: str) -> None:
        """Waits for that word on a line of its own."""
        assert self.child.stdout is not None
        async with within(TAKE_OVER_SECONDS_MAX, self.child.pid):
            while line := await self.child.stdout.readline():
                if line.decode().strip() == word:
                    return
        raise AssertionError(f"it ended without saying {word}")

    async def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        if self.child.returncode is None:
            self.child.send_signal(how)
        await self.child.wait()


@asynccontextmanager
async def a_process(url: str, kind: str = "shares") -> AsyncIterator[Process]:
    root = str(Path(__file__).parents[2])
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", CHILD, url, kind),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    )
    process = Process(child)
    try:
        yield process
    finally:
        await process.end()


async def end_connections(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()
