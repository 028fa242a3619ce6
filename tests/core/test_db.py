"""Transactions: one for each command, deadlocks are tried again, new tasks are refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

import asyncpg
import pytest

from core import db, members, merchants
from core.merchants import models
from core.program import Program
from tests.conftest import AMerchant
from tests.shared_servers import Connection

TALLY = """
CREATE TABLE tally (name text PRIMARY KEY, times int NOT NULL);
INSERT INTO tally VALUES ('a', 0), ('b', 0)
"""
FALL = "DO $$ BEGIN RAISE EXCEPTION 'victim' USING ERRCODE = 'deadlock_detected'; END $$"


@pytest.fixture
async def rival(database: str) -> AsyncIterator[Connection]:
    """A second connection, to a database that also has a table `tally`."""
    connection = await asyncpg.connect(**db.credentials(database))
    await connection.execute(TALLY)
    yield connection
    await connection.close()


async def add_one(name: str) -> None:
    await db.connection().execute("UPDATE tally SET times = times + 1 WHERE name = $1", name)


async def tally(connection: Connection) -> dict[str, int]:
    return dict(await connection.fetch("SELECT name, times FROM tally ORDER BY name"))  # type: ignore[arg-type]


async def test_a_command_joins_its_caller_instead_of_nesting(rival: Connection) -> None:
    @db.command
    async def inner() -> object:
        await add_one("a")
        return db.connection()

    @db.command
    async def outer() -> None:
        assert await inner() is db.connection()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await outer()
    assert await tally(rival) == {"a": 0, "b": 0}


async def test_a_command_is_seen_by_others_when_it_is_done(rival: Connection) -> None:
    @db.command
    async def act() -> dict[str, int]:
        await add_one("a")
        return await tally(rival)

    assert await act() == {"a": 0, "b": 0}
    assert await tally(rival) == {"a": 1, "b": 0}


async def test_models_and_statements_share_the_transaction(
    rival: Connection, program: Program, at: datetime
) -> None:
    @db.command
    async def act() -> None:
        added = await merchants.add(program, name="茶馆", licence="L-1", budget_fen=5, at=at)
        assert await merchants.by_api_key(added.api_key) == added.merchant
        assert await merchants.by_id(added.merchant.id) == added.merchant
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await act()
    assert await rival.fetchval("SELECT count(*) FROM merchant") == 0


async def test_two_commands_that_wait_for_each_other_both_succeed(rival: Connection) -> None:
    attempts: list[str] = []
    both_hold_one = asyncio.Barrier(2)

    @db.command
    async def act(first: str, second: str) -> None:
        attempts.append(first)
        await add_one(first)
        if len(attempts) <= 2:
            await both_hold_one.wait()
        await add_one(second)

    await asyncio.gather(act("a", "b"), act("b", "a"))
    # The one that was ended may take its first row again before the other wakes up, and be ended
    # once more: PostgreSQL promises no order between them.
    assert len(attempts) > 2, "PostgreSQL ends one of the two, and it is tried again"
    assert await tally(rival) == {"a": 2, "b": 2}


@pytest.mark.parametrize("falls", [1, 2, 99])
async def test_a_deadlocked_command_runs_three_times_at_most(rival: Connection, falls: int) -> None:
    attempts = 0

    @db.command
    async def inner() -> None:
        nonlocal attempts
        attempts += 1
        await add_one("a")
        if attempts <= falls:
            await db.connection().execute(FALL)

    @db.command
    async def outer() -> None:
        await inner()

    if falls < db.ATTEMPTS_MAX:
        await outer()
        assert (attempts, await tally(rival)) == (falls + 1, {"a": 1, "b": 0})
    else:
        with pytest.raises(asyncpg.DeadlockDetectedError):
            await outer()
        assert (attempts, await tally(rival)) == (3, {"a": 0, "b": 0})


async def test_a_command_may_ask_for_a_new_transaction(rival: Connection) -> None:
    attempts = 0

    @db.command
    async def act() -> None:
        nonlocal attempts
        attempts += 1
        await add_one("a")
        if attempts == 1:
            raise db.TryAgain

    await act()
    assert await tally(rival) == {"a": 1, "b": 0}


async def test_an_error_at_commit_is_raised_and_rolls_back(
    rival: Connection, a_merchant: AMerchant
) -> None:
    merchant = (await a_merchant(budget_fen=10)).merchant

    @db.command
    async def overstate() -> None:
        await add_one("a")
        await db.connection().execute("UPDATE budget SET topped_up_fen = 1000")

    for _ in range(30):  # more often than the pool has connections: none may be lost on the way
        with pytest.raises(asyncpg.IntegrityConstraintViolationError) as broken:
            await overstate()
        assert broken.value.constraint_name == "budget_is_sum_of_top_ups"
    assert await tally(rival) == {"a": 0, "b": 0}
    assert (await merchants.budget(merchant.id)).topped_up_fen == 10


async def test_a_broken_constraint_becomes_the_error_that_claims_it(
    database: str, a_merchant: AMerchant
) -> None:
    merchant = (await a_merchant(budget_fen=10)).merchant

    @db.command
    async def overspend() -> None:
        await merchants.locked.change_budgets({merchant.id: merchants.BudgetChange(reserve_fen=11)})

    with pytest.raises(merchants.BudgetExhausted):
        await overspend()
    assert (await merchants.budget(merchant.id)).headroom_fen == 10


async def test_a_model_that_breaks_a_constraint_becomes_the_error_too(
    database: str, a_merchant: AMerchant, at: datetime
) -> None:
    merchant = (await a_merchant()).merchant

    @db.command
    async def date_the_same_moment() -> None:
        await models.Rate.create(merchant_id=merchant.id, points_per_yuan=Decimal(2), set_at=at)

    with pytest.raises(merchants.RateTaken):
        await date_the_same_moment()


async def test_a_constraint_without_an_error_class_is_raised_as_it_is(rival: Connection) -> None:
    @db.command
    async def act() -> None:
        await db.connection().execute("INSERT INTO tally VALUES ('a', 1)")

    with pytest.raises(asyncpg.UniqueViolationError):
        await act()


async def test_a_task_started_in_a_command_is_refused(
    rival: Connection, program: Program, at: datetime
) -> None:
    refused: list[BaseException | object] = []

    @db.command
    async def act() -> None:
        await add_one("a")
        refused.extend(
            await asyncio.gather(
                add_one("b"),
                members.by_telegram(1),
                members.register(program, telegram_id=1, name="王芳", language="en", at=at),
                return_exceptions=True,
            )
        )

    await act()
    assert [type(error) for error in refused] == [db.NoTransaction] * 3
    assert await tally(rival) == {"a": 1, "b": 0}
    assert await members.by_telegram(1) is None


async def test_a_task_that_outlives_its_command_is_refused(rival: Connection) -> None:
    done = asyncio.Event()

    async def later() -> None:
        await done.wait()
        await add_one("b")

    @db.command
    async def act() -> asyncio.Task[None]:
        return asyncio.create_task(later())

    task = await act()
    done.set()
    with pytest.raises(db.NoTransaction):
        await task
    assert await tally(rival) == {"a": 0, "b": 0}


async def test_rows_that_decide_are_not_touched_outside_a_command(database: str) -> None:
    with pytest.raises(db.NoTransaction):
        await members.locked.lock([uuid4()])
