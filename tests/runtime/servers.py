"""A process of ours that uses the embedded PostgreSQL, and looks at the server from outside."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import asyncpg

from runtime.postgres.cluster import Cluster

# A process of ours: serves until SIGTERM, as an ordinary user if one is named.
CHILD = """
import asyncio, concurrent.futures.thread, encodings.idna, os, signal, sys
from pathlib import Path
import asyncpg, runtime.postgres.embedded as embedded

async def serve(data_dir):
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with embedded.running(data_dir) as url:
        print(url, flush=True)
        await ended.wait()

if len(sys.argv) > 2:
    os.setgroups([])
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
asyncio.run(serve(Path(sys.argv[1])))
"""

Start = Callable[..., subprocess.Popen[str]]


def url_of(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    lines = (line.strip() for line in child.stdout)
    url = next((line for line in lines if line.startswith("postgresql://")), None)
    assert url is not None, "the child did not start"
    return url


def end(child: subprocess.Popen[str], how: signal.Signals = signal.SIGTERM) -> int:
    child.send_signal(how)
    return child.wait(30)


def cluster_of(data_dir: Path) -> Cluster:
    return Cluster((data_dir / "postgres").resolve(), Path("/unused"), None)


def is_alive(data_dir: Path) -> bool:
    return cluster_of(data_dir).postmaster() is not None


async def ask(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()
