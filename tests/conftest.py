"""What every test stands on: a real PostgreSQL, a database of its own, and people to act."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

import asyncpg
import hypothesis
import pytest
from playwright.async_api import expect

import core.program
from core import db, members, merchants
from core.program import Program
from runtime.postgres import embedded

if TYPE_CHECKING:
    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection

# A machine that is busy with something else is slow, not wrong.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
expect.set_options(timeout=20_000)

AMember = Callable[..., Awaitable[members.Member]]
AMerchant = Callable[..., Awaitable[merchants.Added]]

NOON = datetime(2025, 1, 10, 4, 0, tzinfo=UTC)
"""2025-01-10 12:00 in Shanghai."""


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


@pytest.fixture(scope="session")
async def server() -> AsyncIterator[str]:
    """The address of a PostgreSQL where databases may be made and dropped."""
    if given := os.environ.get("JIAFEN_TEST_DATABASE_URL"):
        yield given
        return
    directory = Path(tempfile.mkdtemp(prefix="jiafen-tests-"))
    try:
        async with embedded.running(directory) as url:
            async with administration(url) as connection:
                await connection.execute("ALTER SYSTEM SET fsync = off")
                await connection.execute("SELECT pg_reload_conf()")
            yield url
    finally:
        embedded.erase(directory)


@asynccontextmanager
async def a_database(server: str, *, like: str = "template1") -> AsyncIterator[str]:
    """A database that lives as long as the block; yields its address."""
    name = f"jiafen_test_{secrets.token_hex(6)}"
    async with administration(server) as connection:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    try:
        yield url_of(server, name)
    finally:
        async with administration(server) as connection:
            await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
async def template(server: str) -> AsyncIterator[str]:
    """The name of a migrated database that nobody writes to: what the others are copied from."""
    async with a_database(server) as url:
        await db.migrate(url)
        yield urlsplit(url).path.lstrip("/")


@pytest.fixture
async def empty_database(server: str) -> AsyncIterator[str]:
    """The address of a database without any table; nothing of ours is open."""
    async with a_database(server) as url:
        yield url


@pytest.fixture
async def migrated_database(server: str, template: str) -> AsyncIterator[str]:
    """The address of a migrated database; nothing of ours is open."""
    async with a_database(server, like=template) as url:
        yield url


@pytest.fixture
async def database(migrated_database: str) -> AsyncIterator[str]:
    """A migrated database of this test alone, with core.db open on it; its address."""
    await db.open(migrated_database)
    try:
        yield migrated_database
    finally:
        await db.close()


@pytest.fixture(scope="session")
def program() -> Program:
    """The rulebook as it is delivered."""
    return core.program.load()


@pytest.fixture
def at() -> datetime:
    """The moment at which a test begins."""
    return NOON


@pytest.fixture
def a_member(database: str, program: Program) -> AMember:
    """Register somebody: `await a_member()`; every call without telegram_id is another person."""
    telegram_ids = count(1001)

    async def register(
        *,
        name: str = "王芳",
        telegram_id: int | None = None,
        language: str = "zh-Hans",
        at: datetime = NOON,
    ) -> members.Member:
        registered = await members.register(
            program,
            telegram_id=telegram_id or next(telegram_ids),
            name=name,
            language=language,
            at=at,
        )
        return registered.member

    return register


@pytest.fixture
def a_merchant(database: str, program: Program) -> AMerchant:
    """Add a merchant: `(await a_merchant()).merchant`, and its `api_key`."""

    async def add(
        *,
        name: str = "好邻居超市",
        licence: str = "91110000MA01ABCD2E",
        budget_fen: int = 1_000_000,
        at: datetime = NOON,
        **options: Any,
    ) -> merchants.Added:
        options.setdefault("rate", Decimal(1))
        return await merchants.add(
            program, name=name, licence=licence, budget_fen=budget_fen, at=at, **options
        )

    return add
