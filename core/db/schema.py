"""Brings a database to the schema of this code, one process at a time; names missing migrations."""

from __future__ import annotations

import asyncpg
from tortoise import Tortoise
from tortoise.connection import get_connection
from tortoise.migrations import api
from tortoise.migrations.executor import MigrationExecutor

from core.db import locks
from core.db.connections import configuration, credentials


async def migrate(url: str) -> None:
    """Apply missing migrations; several processes may call this at once, one does the work."""
    guard = await asyncpg.connect(**credentials(url))
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", locks.MIGRATIONS)
        await api.migrate(config=configuration(url, connections=2))
    finally:
        await Tortoise.close_connections()
        await guard.close()


async def pending(url: str) -> list[str]:
    """Names of the migrations that this code has and the database lacks, in their order.

    Call it before `open`: it takes Tortoise for itself.
    """
    config = configuration(url, connections=1)
    await Tortoise.init(config=config, init_connections=False)
    try:
        executor = MigrationExecutor(get_connection("default"), config["apps"])
        return [step.migration.name for step in await executor.plan()]
    finally:
        await Tortoise.close_connections()
