"""Fixtures of every test: a real PostgreSQL, a database of its own, and members."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.async_api import Browser, async_playwright, expect

import core.program
import samples
from core import db, members, merchants
from core.program import Program
from locales import Texts
from tests.shared_servers import SERVERS, SharedServers, new_database, worker_number

pytest_plugins = ["tests.run"]

# A machine that is busy with something else is slow, not wrong.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")
expect.set_options(timeout=20_000)

AMember = Callable[..., Awaitable[members.Member]]
AMerchant = Callable[..., Awaitable[merchants.Added]]

NOON = datetime(2025, 1, 10, 4, 0, tzinfo=UTC)
"""2025-01-10 12:00 in Shanghai."""


@pytest.fixture(scope="session")
def servers(pytestconfig: pytest.Config) -> SharedServers:
    return pytestconfig.stash[SERVERS]


@pytest.fixture(scope="session")
async def server(servers: SharedServers) -> AsyncIterator[str]:
    """The address of a PostgreSQL where databases may be created and dropped."""
    async with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
async def template(servers: SharedServers, server: str) -> str:
    """The name of a migrated database that nobody writes to: what the others are cloned from."""
    return await servers.template(server)


@pytest.fixture(scope="session")
async def prepared_data(servers: SharedServers) -> Path:
    """A data directory that processes of the programme get a copy of; see Deployment.prepare."""
    return await servers.data_directory()


@pytest.fixture(scope="session")
def redis_url(servers: SharedServers, pytestconfig: pytest.Config) -> str:
    """The address of a Redis database that no other worker uses; a test may flush it."""
    return servers.redis(worker_number(pytestconfig))


@pytest.fixture(scope="session")
async def browser(servers: SharedServers) -> AsyncIterator[Browser]:
    """Chromium; other workers use the same, each in contexts of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect(servers.chromium())
        yield browser
        await browser.close()


@pytest.fixture
async def empty_database(server: str) -> AsyncIterator[str]:
    """The address of a database without any table; nothing of ours is open."""
    async with new_database(server) as url:
        yield url


@pytest.fixture
async def migrated_database(server: str, template: str) -> AsyncIterator[str]:
    """The address of a migrated database; nothing of ours is open."""
    async with new_database(server, like=template) as url:
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


@pytest.fixture(scope="session")
def texts() -> Texts:
    return Texts.load()


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
        return await samples.member(
            program,
            telegram_id=telegram_id or next(telegram_ids),
            name=name,
            language=language,
            at=at,
        )

    return register


@pytest.fixture
def a_merchant(database: str, program: Program) -> AMerchant:
    """Add a merchant: `(await a_merchant()).merchant`, and its `api_key`."""

    async def add(*, at: datetime = NOON, **options: Any) -> merchants.Added:
        return await samples.merchant(program, at=at, **options)

    return add
