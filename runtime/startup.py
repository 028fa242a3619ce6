"""How a process begins to speak: its log, and the one line that says it is ready."""

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
    redis_client.ConnectionsError,
    admission.SecondProcessError,
    clock.TimeTravelError,
    lifetime.RoleDied,
    web_server.SiteError,
)
"""What may keep a process from starting or going on; the text of each is one line."""


YOUNG_OBJECTS_MAX = 50_000
"""About what a batch of a thousand purchases makes and lets go of again."""


def settle_memory() -> None:
    """Before serving: what stands by now stays, and is not looked through again and again.

    A full collection would stop everything for a tenth of a second, and one every 700 new objects,
    as is the default, took a fifth of the time of a large batch.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS_MAX)


def log_in_full(settings: Settings) -> None:
    """For a process that serves."""
    _log(settings, logging.INFO)


def log_errors(settings: Settings) -> None:
    """For a command, which speaks for itself."""
    _log(settings, logging.ERROR)


def _log(settings: Settings, level: int) -> None:
    hidden = (settings.secret_key, settings.webhook_secret)
    secrets = [telegram.token(settings), *(one.get_secret_value() for one in hidden)]
    logs.configure(settings.log_format, secrets=secrets, level=level)
    logging.getLogger("tortoise").setLevel(logging.WARNING)  # it tells of every door it closes
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)  # a page for every try to reconnect


def secret(settings: Settings) -> bytes:
    """What sessions and member codes are signed with."""
    return settings.secret_key.get_secret_value().encode()


@asynccontextmanager
async def any_database() -> AsyncIterator[server.Server]:
    """The database that the environment names, for a command that asks for no more."""
    settings = environment.load()
    log_errors(settings)
    async with server.reached(settings) as database:
        yield database


async def failures(asked: Mapping[str, Awaitable[object]]) -> dict[str, str]:
    """What went wrong with each question, all asked at once; empty where nothing did."""
    answers = await asyncio.gather(*asked.values(), return_exceptions=True)
    return {
        name: repr(answer) if isinstance(answer, BaseException) else ""
        for name, answer in zip(asked, answers, strict=True)
    }


def announce(settings: Settings, names: Collection[str]) -> None:
    """Tell on one line that everything is open, and where."""
    place = f"{telegram.PLAYGROUND}/" if settings.playground else "/"
    where = f": {settings.public_url}{place}" if "web" in names else ""
    sys.stdout.write(f"Jiafen is ready{where}\n")
    sys.stdout.flush()
