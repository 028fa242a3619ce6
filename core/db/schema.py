"""Brings a database to the schema of this code, one process at a time, and says what is missing."""

from __future__ import annotations

import asyncpg
from tortoise.migrations import api

from core.db.doors import configuration, credentials

MIGRATING = 5_317_001
"""The advisory lock under which migrations run (a number of our own choosing)."""


async def migrate(url: str) -> None:
    """Apply what is missing; several processes may call this at once, one does the work."""
    guard = await asyncpg.connect(**credentials(url))
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", MIGRATING)
        await api.migrate(config=configuration(url, connections=2))
    finally:
        await guard.close()
