"""The schema: migrations create the tables of the models, also when they run twice."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from tortoise import Tortoise

from core import db
from tests.shared_servers import Connection

SCRIPTS = Path(__file__).parents[2] / "core" / "migrations"
OURS = "c.relnamespace = 'public'::regnamespace AND c.relname !~ '^(pgqueuer|tortoise)'"
COLUMNS = f"""
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND {OURS} ORDER BY 1, 2
"""
INDEXES = f"""
SELECT c.relname, i.indisunique, i.indisprimary, pg_get_expr(i.indpred, i.indrelid),
       (SELECT string_agg(pg_get_indexdef(i.indexrelid, n, true), ', ' ORDER BY n)
        FROM generate_series(1, i.indnkeyatts) n), n.relname AS name
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
WHERE {OURS} ORDER BY 1, 5
"""
LINKS = f"""
SELECT c.relname, pg_get_constraintdef(o.oid), o.conname
FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
WHERE o.contype = 'f' AND {OURS} ORDER BY 1, 2
"""


@pytest.fixture
async def by_models(empty_database: str) -> AsyncIterator[Connection]:
    """A database as Tortoise would make it from the models alone."""
    await Tortoise.init(config=db.configuration(empty_database), _enable_global_fallback=True)
    await Tortoise.generate_schemas(safe=False)
    await Tortoise.close_connections()
    connection = await asyncpg.connect(**db.credentials(empty_database))
    yield connection
    await connection.close()


@pytest.fixture
async def by_migrations(migrated_database: str) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(**db.credentials(migrated_database))
    yield connection
    await connection.close()


async def rows(connection: Connection, query: str, columns: int) -> set[tuple[object, ...]]:
    return {tuple(row)[:columns] for row in await connection.fetch(query)}


def written_by_hand() -> str:
    """The SQL of all migrations; the models need not repeat its indexes and links."""
    return "\n".join(path.read_text("utf-8") for path in SCRIPTS.glob("0*"))


async def test_tables_and_columns_are_the_models_own(
    by_models: Connection, by_migrations: Connection
) -> None:
    expected = await rows(by_models, COLUMNS, 4)
    assert len(expected) > 100
    assert await rows(by_migrations, COLUMNS, 4) == expected


async def test_every_index_of_the_models_exists(
    by_models: Connection, by_migrations: Connection
) -> None:
    expected = await rows(by_models, INDEXES, 5)
    assert expected - await rows(by_migrations, INDEXES, 5) == set()


async def test_every_other_index_is_written_by_hand(
    by_models: Connection, by_migrations: Connection
) -> None:
    known, by_hand = await rows(by_models, INDEXES, 5), written_by_hand()
    for row in await by_migrations.fetch(INDEXES):
        assert tuple(row)[:5] in known or re.search(rf"\b{row['name']}\b", by_hand)


async def test_every_link_of_the_models_exists_and_others_are_written_by_hand(
    by_models: Connection, by_migrations: Connection
) -> None:
    known, by_hand = await rows(by_models, LINKS, 2), written_by_hand()
    assert known - await rows(by_migrations, LINKS, 2) == set()
    for row in await by_migrations.fetch(LINKS):
        assert tuple(row)[:2] in known or re.search(rf"\b{row['conname']}\b", by_hand)


async def schema(url: str) -> set[tuple[object, ...]]:
    connection = await asyncpg.connect(**db.credentials(url))
    try:
        return {
            *await rows(connection, COLUMNS, 4),
            *await rows(connection, INDEXES, 5),
            *await rows(connection, "SELECT name, applied_at FROM tortoise_migrations", 2),
        }
    finally:
        await connection.close()


async def test_migrating_twice_is_harmless(empty_database: str) -> None:
    await db.migrate(empty_database)
    once = await schema(empty_database)
    await db.migrate(empty_database)
    assert await schema(empty_database) == once


async def test_two_processes_may_migrate_at_once(
    empty_database: str, migrated_database: str
) -> None:
    script = "import asyncio, sys; from core import db; asyncio.run(db.migrate(sys.argv[1]))"
    both = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", script, empty_database, stderr=asyncio.subprocess.PIPE
        )
        for _ in range(2)
    ]
    outputs = [(await process.communicate())[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    without_moments = {row for row in await schema(empty_database) if len(row) > 2}
    assert without_moments == {row for row in await schema(migrated_database) if len(row) > 2}


async def test_a_database_names_its_missing_migrations(empty_database: str) -> None:
    names = sorted(path.stem for path in SCRIPTS.glob("0*.py"))
    assert await db.pending(empty_database) == names
    await db.migrate(empty_database)
    assert await db.pending(empty_database) == []
