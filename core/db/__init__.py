"""Connections, transactions and lanes: all that core says to PostgreSQL goes through here.

Locks are taken in one order everywhere: budgets, members, families, stock, each by id. What is
read to decide is read in a later statement than the locks, so that its snapshot is newer.
"""

import asyncio

from core.db import locks as locks
from core.db.connections import BY_INDEX as BY_INDEX
from core.db.connections import WHOLE_TABLES as WHOLE_TABLES
from core.db.connections import close_connections, open_connections
from core.db.connections import configuration as configuration
from core.db.connections import credentials as credentials
from core.db.connections import pool as pool
from core.db.lanes import UNREACHABLE as UNREACHABLE
from core.db.lanes import Lane as Lane
from core.db.schema import migrate as migrate
from core.db.schema import pending as pending
from core.db.transactions import ATTEMPTS_MAX as ATTEMPTS_MAX
from core.db.transactions import NoTransaction as NoTransaction
from core.db.transactions import TryAgain as TryAgain
from core.db.transactions import command as command
from core.db.transactions import connection as connection
from core.db.transactions import reading as reading
from core.db.transactions import transaction as transaction


async def open(url: str, *, connections: int = 10) -> None:  # noqa: A001 - db.open reads best
    """Connect and start the lanes: never on first use, which may be in a transaction."""
    await open_connections(url, connections=connections)
    for lane in Lane.every:
        lane.start()


async def close() -> None:
    """Answer the calls that wait in the lanes, then disconnect; safe to call twice."""
    await asyncio.gather(*(lane.stop() for lane in Lane.every))
    await close_connections()
