"""Connections, transactions and lanes: all that core says to PostgreSQL goes through here.

Locks are taken in one order everywhere: budgets, members, families, stock, each by id. What is
read to decide is read in a later statement than the locks, so that its snapshot is newer.
"""

import asyncio

from core.db import locks as locks
from core.db.connections import (
    BY_INDEX,
    WHOLE_TABLES,
    close_connections,
    configuration,
    credentials,
    open_connections,
    pool,
)
from core.db.lanes import UNREACHABLE, Lane
from core.db.schema import migrate, pending
from core.db.transactions import (
    ATTEMPTS_MAX,
    NoTransaction,
    TryAgain,
    command,
    connection,
    reading,
    transaction,
)

__all__ = [
    "ATTEMPTS_MAX",
    "BY_INDEX",
    "UNREACHABLE",
    "WHOLE_TABLES",
    "Lane",
    "NoTransaction",
    "TryAgain",
    "close",
    "command",
    "configuration",
    "connection",
    "credentials",
    "migrate",
    "open",
    "pending",
    "pool",
    "reading",
    "transaction",
]


async def open(url: str, *, connections: int = 10) -> None:  # noqa: A001 - db.open reads best
    """Connect and start the lanes: never on first use, which may be in a transaction."""
    await open_connections(url, connections=connections)
    for lane in Lane.every:
        lane.start()


async def close() -> None:
    """Answer what waits in the lanes, then disconnect; safe to call twice."""
    await asyncio.gather(*(lane.stop() for lane in Lane.every))
    await close_connections()
