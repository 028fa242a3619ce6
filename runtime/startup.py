"""Steps of every start: the log, the secrets, the garbage collector, the line that says ready."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Collection, Mapping
from contextlib import asynccontextmanager

import settings as environment
from runtime import admission, clock, lifetime, logs, redis_client, telegram, web_server
from runtime.postgres import cluster, server
from settings import Settings, SettingsError

ERRORS = (
    SettingsError,
    cluster.EmbeddedError,
    redis_client.ServerUnreachable,
    admission.SecondProcessError,
    clock.TimeTravelError,
    lifetime.WorkFailed,
    web_server.AddressError,
)
"""Errors that keep a process from starting or going on; the text of each is one line."""


YOUNG_OBJECTS_MAX = 50_000
"""About as many objects as a batch of a thousand purchases makes and frees again."""


def freeze_heap() -> None:
    """Freeze the garbage collector's heap before serving, and let it collect less often.

    A full collection of everything that is loaded would stop the process for a tenth of a second.
    A collection every 700 new objects, Python's default, took a fifth of the time of a large batch.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS_MAX)


def log_in_full(settings: Settings) -> None:
    """The log of a process that serves."""
    _log(settings, logging.INFO)


def log_errors(settings: Settings) -> None:
    """The log of a command, which prints its result itself: errors only."""
    _log(settings, logging.ERROR)


def _log(settings: Settings, level: int) -> None:
    keys = (settings.secret_key, settings.webhook_secret)
    secrets = [telegram.token(settings), *(key.get_secret_value() for key in keys)]
    logs.configure(settings.log_format, secrets=secrets, level=level)
    logging.getLogger("tortoise").setLevel(
        logging.WARNING
    )  # it reports each connection that it closes
    logging.getLogger("asyncpg.pool").setLevel(
        logging.ERROR
    )  # a traceback for each attempt to reconnect


def secret(settings: Settings) -> bytes:
    """The key that signs sessions and member codes."""
    return settings.secret_key.get_secret_value().encode()


@asynccontextmanager
async def any_database() -> AsyncIterator[server.Server]:
    """The database of this deployment, for a command that needs nothing else."""
    settings = environment.load()
    log_errors(settings)
    async with server.reached(settings) as database:
        yield database


async def failures(checks: Mapping[str, Awaitable[object]]) -> dict[str, str]:
    """The error of each check, empty where it passed; all run at the same time."""
    answers = await asyncio.gather(*checks.values(), return_exceptions=True)
    return {
        name: repr(answer) if isinstance(answer, BaseException) else ""
        for name, answer in zip(checks, answers, strict=True)
    }


def announce(settings: Settings, names: Collection[str]) -> None:
    """Print on one line that everything is open, and where."""
    place = f"{telegram.PLAYGROUND}/" if settings.playground else "/"
    where = f": {settings.public_url}{place}" if "web" in names else ""
    sys.stdout.write(f"Jiafen is ready{where}\n")
    sys.stdout.flush()
