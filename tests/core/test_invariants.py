"""Promises of the database: each holds against an attempt to break it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from core import db
from tests.core.attempt import NEW, Attempt
from tests.core.attempts import ATTEMPTS as FIRST_ATTEMPTS
from tests.core.attempts import UNNAMED as FIRST_UNNAMED
from tests.core.owning_attempts import OWNING_ATTEMPTS
from tests.core.reward_attempts import REWARD_ATTEMPTS, REWARD_UNNAMED
from tests.shared_servers import Connection, new_database

WORLD = Path(__file__).with_name("world.sql")
DOCUMENT = Path(__file__).parents[2] / "docs" / "INVARIANTS.md"
GUARDS = """
SELECT conname AS name FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'u', 'x', 't')
  AND conrelid::regclass::text !~ '^(pgqueuer|tortoise)'
UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
  AND tgrelid::regclass::text !~ '^pgqueuer'
UNION SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid
WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace
  AND indrelid::regclass::text !~ '^(pgqueuer|tortoise)'
UNION SELECT conname FROM pg_constraint WHERE contype = 'f' AND conname !~ '_fkey$'
"""
ATTEMPTS = FIRST_ATTEMPTS + OWNING_ATTEMPTS + REWARD_ATTEMPTS
UNNAMED = FIRST_UNNAMED | REWARD_UNNAMED
BY_NUMBER = {"lot_id", "entry_id", "debt_id", "wallet_id", "reward_version_id"}
LINKS = """
SELECT conname, conrelid::regclass::text AS "table", attname AS "column",
       confdeltype::text AS deletes
FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY conname
"""


@pytest.fixture(scope="module")
async def world(server: str, template: str) -> AsyncIterator[Connection]:
    """A database with a row or more in every table; each test is rolled back."""
    async with new_database(server, like=template) as url:
        connection = await asyncpg.connect(**db.credentials(url))
        await connection.execute(WORLD.read_text("utf-8"))
        yield connection
        await connection.close()


async def broken(world: Connection, sql: str) -> str | None:
    """The name of the promise that refuses this SQL, at once or at COMMIT, or None."""
    undone = world.transaction()
    await undone.start()
    try:
        await world.execute(sql)
        await world.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except asyncpg.IntegrityConstraintViolationError as error:
        return str(error.constraint_name)
    finally:
        await undone.rollback()
    return None


async def guards(world: Connection) -> set[str]:
    return {row["name"] for row in await world.fetch(GUARDS)}


@pytest.mark.parametrize("tried", ATTEMPTS, ids=lambda attempt: attempt.guard)
async def test_the_promise_holds(world: Connection, tried: Attempt) -> None:
    assert await broken(world, tried.sql) == tried.promise


@pytest.mark.parametrize("table", UNNAMED)
async def test_every_unique_index_refuses_a_second_row(world: Connection, table: str) -> None:
    refused = await broken(world, UNNAMED[table])
    assert refused
    assert refused.startswith(f"uid_{table[:8]}")


async def test_a_row_refers_only_to_existing_rows_and_protects_them(world: Connection) -> None:
    links = await world.fetch(LINKS)
    assert len(links) >= 15
    for link in links:
        nowhere = "'" + NEW + "'" if link["column"] not in BY_NUMBER else "987654321"
        sql = (
            f"ALTER TABLE {link['table']} DISABLE TRIGGER USER;"
            f"UPDATE {link['table']} SET {link['column']} = {nowhere}"
            f" WHERE ctid = (SELECT min(ctid) FROM {link['table']}"
            f" WHERE {link['column']} IS NOT NULL)"
        )
        assert await broken(world, sql) == link["conname"]
        assert link["deletes"] in {"r", "a"}, "a row cannot be deleted while others refer to it"


async def test_every_promise_is_tried(world: Connection) -> None:
    named = {name for name in await guards(world) if not name.startswith("uid_")}
    assert {attempt.guard for attempt in ATTEMPTS} == named
    unnamed = {name for name in await guards(world) if name.startswith("uid_")}
    assert len(unnamed) == len(UNNAMED)


async def test_every_promise_is_documented(world: Connection) -> None:
    rows = re.findall(r"^\| `(\w+)`", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(await guards(world) | {attempt.promise for attempt in ATTEMPTS})
