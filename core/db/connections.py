"""The two ways to PostgreSQL: Tortoise for models, one asyncpg pool for lanes and hot reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

import asyncpg
from tortoise import Tortoise

if TYPE_CHECKING:
    from asyncpg.pool import PoolConnectionProxy

    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]

NOUNS = (
    "keys",
    "compliance",
    "members",
    "merchants",
    "notifications",
    "ledger",
    "catalog",
    "families",
    "redemptions",
    "purchases",
    "expiry",
)
_FOR_WHOLE_TABLES = ("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
_pool: Pool | None = None


def _plans(state: str, *, scope: str) -> str:
    return "; ".join(f"SET {scope} {setting} = {state}" for setting in _FOR_WHOLE_TABLES)


BY_INDEX = _plans("off", scope="LOCAL")
"""For a transaction that looks up what it names: a plan made while a table was small is kept while
it grows, so a plan that reads a table whole is never right there."""

WHOLE_TABLES = _plans("on", scope="LOCAL")
"""For a transaction that reads tables from end to end."""


def credentials(url: str) -> dict[str, Any]:
    """Split postgres://user:password@host:port/database?host=/socket into asyncpg's arguments."""
    parts = urlsplit(url)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    arguments: dict[str, Any] = {
        "host": query.get("host") or parts.hostname or "localhost",
        "port": int(query.get("port") or parts.port or 5432),
        "user": unquote(parts.username or query.get("user") or "postgres"),
        "database": unquote(parts.path.lstrip("/") or query.get("dbname") or "postgres"),
    }
    if password := parts.password or query.get("password"):
        arguments["password"] = unquote(password)
    if ssl := query.get("sslmode"):
        arguments["ssl"] = ssl
    return arguments


def configuration(url: str, *, connections: int = 10) -> dict[str, Any]:
    """Tortoise's configuration: one app, `core`, over every capability's models and migrations."""
    arguments = {**credentials(url), "minsize": 1, "maxsize": connections}
    arguments.setdefault("password", None)
    return {
        "connections": {
            "default": {"engine": "tortoise.backends.asyncpg", "credentials": arguments},
        },
        "apps": {
            "core": {
                "models": [f"core.{noun}.models" for noun in NOUNS],
                "migrations": "core.migrations",
                "default_connection": "default",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


async def open_connections(url: str, *, connections: int) -> None:
    """Connect both; raises asyncpg's errors when the server cannot be reached."""
    global _pool  # noqa: PLW0603 - one process, one pool
    await Tortoise.init(
        config=configuration(url, connections=connections), _enable_global_fallback=True
    )
    _pool = await asyncpg.create_pool(
        **credentials(url), min_size=2, max_size=connections, init=_go_by_index, reset=_leave_as_is
    )


async def close_connections() -> None:
    """Disconnect both; safe to call twice."""
    global _pool  # noqa: PLW0603
    if _pool is not None:
        await _pool.close()
        _pool = None
    await Tortoise.close_connections()


async def _go_by_index(connection: Connection) -> None:
    """Lanes and hot reads look up what they name; for as long as the connection lives."""
    await connection.execute(_plans("off", scope="SESSION"))


async def _leave_as_is(connection: Connection) -> None:
    """Skip the RESET ALL at each release: lanes set nothing, and it costs 1.3 to 2.6 times."""


def pool() -> Pool:
    """The asyncpg pool; raises RuntimeError before `open`."""
    if _pool is None:
        raise RuntimeError("core.db is not open")
    return _pool
