"""PostgreSQL, Redis and Chromium of one test run: started once, shared by all of its workers.

The first worker that needs a server starts it under a file lock and writes its address into the
run's directory; the process that began the run ends all of them.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

import asyncpg
import pytest
from playwright._impl._driver import compute_driver_executable, get_driver_env

from core import db
from runtime.postgres import embedded

if TYPE_CHECKING:
    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection

POSTGRES_SETTINGS = {
    "fsync": "off",  # a test run that loses its database begins anew
    "full_page_writes": "off",
    "max_connections": "400",  # each worker opens two pools, and some tests dozens of callers
}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REDIS_DATABASES = 64


def worker_number(config: pytest.Config) -> int:
    """0 without workers, else the number of this one, from 0."""
    name: str = getattr(config, "workerinput", {}).get("workerid", "gw0")
    return int(name.removeprefix("gw"))


def url_of(server: str, name: str) -> str:
    """The address of another database of the same server."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()


@asynccontextmanager
async def administration(server: str) -> AsyncIterator[Connection]:
    """A connection to the server itself, for what no database can do to itself."""
    connection = await asyncpg.connect(**db.credentials(server))
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def new_database(server: str, *, like: str = "template1") -> AsyncIterator[str]:
    """A database that lives as long as the block; yields its address."""
    name = f"jiafen_test_{secrets.token_hex(6)}"
    async with administration(server) as connection:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    try:
        yield url_of(server, name)
    finally:
        async with administration(server) as connection:
            await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True)
class SharedServers:
    """The servers of one test run; `directory` is the same in all of its workers."""

    directory: Path

    @classmethod
    def begin(cls) -> SharedServers:
        return cls(Path(tempfile.mkdtemp(prefix="jiafen-tests-")))

    @asynccontextmanager
    async def postgres(self) -> AsyncIterator[str]:
        """The address of a PostgreSQL where databases may be created and dropped."""
        if given := os.environ.get("JIAFEN_TEST_DATABASE_URL"):
            yield given
            return
        data = self.directory / "data"
        with self._locked("postgres"):
            if not (data / "postgres").exists():
                # max_connections counts from the next start, so the server is started twice.
                async with embedded.running(data) as url, administration(url) as connection:
                    for name, value in POSTGRES_SETTINGS.items():
                        await connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        async with embedded.running(data) as url:
            yield url

    async def template(self, server: str) -> str:
        """The name of the migrated database from which the databases of tests are cloned."""
        with self._locked("template") as file:
            if not (name := file.read()):
                name = f"jiafen_template_{secrets.token_hex(6)}"
                async with administration(server) as connection:
                    await connection.execute(f"CREATE DATABASE {name}")
                await db.migrate(url_of(server, name))
                file.write(name)
        return name

    async def data_directory(self) -> Path:
        """A data directory with a migrated database that nobody uses, so that it can be copied."""
        data = self.directory / "prepared"
        with self._locked("prepared-data") as file:
            if not file.read():
                async with embedded.running(data) as url:
                    await db.migrate(url)
                file.write("made")
        return data

    def redis(self, worker: int) -> str:
        """The address of this worker's own database in the run's Redis."""
        socket = self.directory / "redis.sock"
        with self._locked("redis") as file:
            if not file.read():
                words = ["--port", "0", "--unixsocket", str(socket), "--save", ""]
                words += ["--databases", str(REDIS_DATABASES), "--dir", str(self.directory)]
                self._spawn(file, ["redis-server", *words], until="ready to accept connections")
        return f"unix://{socket}?db={worker % REDIS_DATABASES}"

    def chromium(self) -> str:
        """The WebSocket address at which Playwright connects to the run's Chromium."""
        with self._locked("chromium") as file:
            if not (known := file.read()):
                path = os.environ.get("JIAFEN_TEST_CHROMIUM") or shutil.which("chromium")
                assert path, "the pages are tried in Chromium: install Debian's chromium"
                config = self.directory / "chromium.json"
                config.write_text(json.dumps({"executablePath": path, "args": CHROMIUM_ARGUMENTS}))
                words = ["launch-server", "--browser=chromium", f"--config={config}"]
                known = self._spawn(
                    file,
                    [*compute_driver_executable(), *words],
                    until="ws://",
                    env=get_driver_env(),
                )
            return known.split(maxsplit=1)[1]

    def end(self) -> None:
        """End what was started; the workers have ended before."""
        for name in ("redis", "chromium"):
            with self._locked(name) as file:
                if known := file.read():
                    with suppress(ProcessLookupError):
                        os.killpg(int(known.split()[0]), signal.SIGTERM)
        if given := os.environ.get("JIAFEN_TEST_DATABASE_URL"):
            with self._locked("template") as file:
                if name := file.read():
                    asyncio.run(_drop(given, name))
        for data in ("data", "prepared"):
            embedded.erase(self.directory / data)
        shutil.rmtree(self.directory, ignore_errors=True)

    @contextmanager
    def _locked(self, name: str) -> Iterator[IO[str]]:
        """One worker at a time reads and writes what is known about this server."""
        with (self.directory / name).open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            yield file

    def _spawn(
        self, file: IO[str], words: list[str], *, until: str, env: dict[str, str] | None = None
    ) -> str:
        """Start a process that outlives this worker; writes down its group and the line waited for.

        Its later output goes nowhere, so that no pipe fills up.
        """
        log = Path(f"{file.name}.log")
        with log.open("w") as output:
            process = subprocess.Popen(
                words, stdout=output, stdin=subprocess.DEVNULL, env=env, start_new_session=True
            )
        known = f"{process.pid} {_line_with(until, log, process)}"
        process.returncode = 0  # `end` ends it; without this, Python warns that it still runs
        file.write(known)
        return known


def _line_with(words: str, log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the process says this; the line."""
    while True:
        ended = process.poll() is not None
        for line in log.read_text().splitlines():
            if words.lower() in line.lower():
                return line.strip()
        assert not ended, f"{process.args!r} ended:\n{log.read_text()}"
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)


async def _drop(server: str, name: str) -> None:
    async with administration(server) as connection:
        await connection.execute(f"DROP DATABASE {name}")


SERVERS = pytest.StashKey[SharedServers]()
"""Where pytest's configuration keeps the servers of the run."""
