"""Real processes for tests: `python main.py …` in a data directory and on a port of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psutil

from core import db
from runtime.postgres import unprivileged
from runtime.postgres.cluster import Cluster

MAIN = Path(__file__).parents[1] / "main.py"
READY_SECONDS_MAX = 60.0
END_SECONDS_MAX = 30.0


def reserved_port() -> int:
    """A port that is bound and kept, so that the system gives it to nobody else.

    It does not listen, so a server that sets SO_REUSEADDR, as asyncio's do, still can.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    port: int = held.getsockname()[1]
    held.detach()  # stays open until this process ends
    return port


@dataclass
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str


@dataclass
class Deployment:
    """A deployment: its data directory, its port, and settings beyond the defaults."""

    directory: Path
    port: int = field(default_factory=reserved_port)
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def data_dir(self) -> Path:
        return self.directory / "data"

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """Ours alone: a developer's own settings must not leak into a test."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return kept | {
            "JIAFEN_DATA_DIR": str(self.data_dir),
            "JIAFEN_PORT": str(self.port),
            **self.settings,
        }

    def beside(self, **settings: str) -> Deployment:
        """Another process of the same deployment, on a port of its own."""
        return Deployment(self.directory, settings=self.settings | settings)

    def prepare(self, data_dir: Path) -> Self:
        """Begin with a copy of a database that nobody uses, which spares making and migrating one.

        For root the database is elsewhere, behind a link; `cp -a` keeps its owner.
        """
        self.data_dir.mkdir(mode=0o700)
        link = self.data_dir / "postgres"
        if unprivileged.is_root():
            unprivileged.home(link)
        else:
            link.mkdir(mode=0o700)
        database = (data_dir / "postgres").resolve() / "data"
        subprocess.run(["cp", "-a", database, link.resolve() / "data"], check=True)
        return self

    async def command(self, *arguments: str) -> Finished:
        """Run a command to its end."""
        process = await self._spawn(*arguments)
        async with asyncio.timeout(READY_SECONDS_MAX):
            out, err = await process.communicate()
        return Finished(process.returncode or 0, out.decode(), err.decode())

    async def start(self, *arguments: str) -> RunningProcess:
        """Start a process; it need not be ready yet."""
        log = self.directory / f"log-{secrets.token_hex(4)}"
        return RunningProcess(self, await self._spawn(*arguments, log=log), log)

    async def _spawn(self, *arguments: str, log: Path | None = None) -> asyncio.subprocess.Process:
        with (log or Path(os.devnull)).open("wb") as stderr:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                MAIN,
                *arguments,
                cwd=self.directory,  # where no .env lies
                env=self.environment(),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=stderr if log else asyncio.subprocess.PIPE,
            )

    def postmaster(self) -> int | None:
        """The process number of the embedded PostgreSQL, while it lives."""
        path = (self.data_dir / "postgres").resolve() / "data" / "postmaster.pid"
        try:
            number = int(path.read_text().splitlines()[0])
        except (FileNotFoundError, IndexError, ValueError):
            # PostgreSQL makes the file first and writes into it a moment later.
            return None
        return number if is_alive(number) else None

    def kill_postgres(self) -> None:
        """All of the embedded server at once, as when the power fails."""
        if (number := self.postmaster()) is None:
            return
        postmaster = psutil.Process(number)
        family = [postmaster, *postmaster.children(recursive=True)]
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(family, timeout=END_SECONDS_MAX)

    def clear(self) -> None:
        """Kill the processes of a failed test and remove the data, which root keeps elsewhere."""
        self.kill_postgres()
        shutil.rmtree((self.data_dir / "postgres").resolve(), ignore_errors=True)


@dataclass
class RunningProcess:
    """A process that serves or is starting."""

    deployment: Deployment
    process: asyncio.subprocess.Process
    log: Path

    async def ready(self) -> str:
        """Wait until the process is ready; the line that it prints."""
        assert self.process.stdout is not None
        async with asyncio.timeout(READY_SECONDS_MAX):
            line = await self.process.stdout.readline()
        assert line, f"it ended before it was ready:\n{self.log.read_text()}"
        return line.decode().strip()

    async def exit_code_after(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal and wait: its exit code."""
        self.process.send_signal(number)
        return await self.ended()

    async def ended(self) -> int:
        async with asyncio.timeout(END_SECONDS_MAX):
            return await self.process.wait()

    async def killed(self) -> None:
        """As when the power fails, for this process alone."""
        self.process.kill()
        await self.ended()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self.process.returncode is None:
            await self.killed()


@asynccontextmanager
async def redis_server(directory: Path) -> AsyncIterator[str]:
    """A real Redis; its address."""
    path = directory / "redis.sock"
    words = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(directory)]
    process = await asyncio.create_subprocess_exec(
        "redis-server", *words, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(READY_SECONDS_MAX):
            while not path.exists():  # noqa: ASYNC110 -- a file gives no event
                await asyncio.sleep(0.02)
        yield f"unix://{path}"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@asynccontextmanager
async def serving(deployment: Deployment, *arguments: str) -> AsyncIterator[RunningProcess]:
    """A process that is ready; killed afterwards if the test did not end it."""
    async with await deployment.start(*(arguments or ("run",))) as running:
        await running.ready()
        yield running


@asynccontextmanager
async def inside(deployment: Deployment) -> AsyncIterator[None]:
    """Core beside the running process, on its embedded database."""
    home = (deployment.data_dir / "postgres").resolve()
    await db.open(Cluster(home, Path("/unused"), None).url, connections=2)
    try:
        yield
    finally:
        await db.close()


def is_alive(number: int) -> bool:
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
