"""Lanes: calls are decided in batches and answered one by one after COMMIT."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from contextvars import Context

import asyncpg
import pytest

from core import db
from core.errors import LoyaltyError
from tests.core.counter import Counter, TooMany
from tests.shared_servers import Connection

CONNECTIONS = 10
"""The default number of connections of core.db."""


@pytest.fixture
async def rival(migrated_database: str) -> AsyncIterator[Connection]:
    connection = await asyncpg.connect(**db.credentials(migrated_database))
    await connection.execute(
        "CREATE TABLE tally (name text, n int, CONSTRAINT tally_small CHECK (n < 1000),"
        " CONSTRAINT tally_odd CHECK (n <> 13) )"
    )
    yield connection
    await connection.close()


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
async def lane(
    rival: Connection, counter: Counter, migrated_database: str
) -> AsyncIterator[db.Lane[str, int, int]]:
    """A lane that was there when the process opened the database."""
    lane: db.Lane[str, int, int] = db.Lane(counter.decide, batch_max=8)
    try:
        await db.open(migrated_database)
        yield lane
    finally:
        counter.may_go.set()
        await db.close()
        db.Lane.every.remove(lane)


async def written(rival: Connection) -> list[int]:
    return [row["n"] for row in await rival.fetch("SELECT n FROM tally ORDER BY n")]


def submitted(lane: db.Lane[str, int, int], *items: int) -> list[asyncio.Task[int]]:
    return [asyncio.create_task(lane.submit("a", item)) for item in items]


async def test_calls_that_arrive_meanwhile_form_the_next_batch(
    lane: db.Lane[str, int, int], counter: Counter, rival: Connection
) -> None:
    first = submitted(lane, 1)
    await counter.began.wait()
    others = submitted(lane, 2, 3, 4)
    await asyncio.sleep(0)  # lets the tasks reach the lane
    counter.may_go.set()
    assert await asyncio.gather(*first, *others) == [2, 4, 6, 8]
    assert counter.batches == [[1], [2, 3, 4]]


async def test_a_batch_is_bounded(lane: db.Lane[str, int, int], counter: Counter) -> None:
    counter.may_go.set()
    assert await asyncio.gather(*submitted(lane, *range(100, 120))) == [
        2 * n for n in range(100, 120)
    ]
    assert [len(batch) for batch in counter.batches] == [8, 8, 4]


async def test_a_batch_serves_one_rulebook(lane: db.Lane[str, int, int], counter: Counter) -> None:
    counter.may_go.set()
    calls = [lane.submit(first, n) for n, first in enumerate(["a", "a", "b", "a"])]
    assert await asyncio.gather(*calls) == [0, 2, 4, 6]
    assert counter.batches == [[0, 1], [2], [3]]


async def test_the_answer_comes_after_commit(
    lane: db.Lane[str, int, int], counter: Counter, rival: Connection
) -> None:
    await rival.execute(
        "CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = 'late'; END $$;"
        "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON tally DEFERRABLE INITIALLY DEFERRED"
        " FOR EACH ROW WHEN (NEW.n = 7) EXECUTE FUNCTION late()"
    )
    counter.may_go.set()
    [answer] = await asyncio.gather(*submitted(lane, 7), return_exceptions=True)
    assert isinstance(answer, asyncpg.CheckViolationError), "COMMIT refused what was answered 14"
    assert await asyncio.gather(*submitted(lane, 8)) == [16]
    assert await written(rival) == [8]


async def test_a_refusal_does_not_affect_the_other_items(
    lane: db.Lane[str, int, int], counter: Counter, rival: Connection
) -> None:
    counter.may_go.set()
    first, refused, last = await asyncio.gather(*submitted(lane, 1, -1, 2), return_exceptions=True)
    assert (first, last) == (2, 4)
    assert isinstance(refused, TooMany)
    assert refused.facts == {"item": -1}
    assert len(counter.batches) == 1
    assert await written(rival) == [1, 2]


@pytest.mark.parametrize(
    ("poison", "error"), [(13, asyncpg.CheckViolationError), (1000, TooMany), (2**40, Exception)]
)
async def test_a_failing_item_does_not_affect_the_other_items(
    lane: db.Lane[str, int, int],
    counter: Counter,
    rival: Connection,
    poison: int,
    error: type[Exception],
) -> None:
    counter.may_go.set()
    first, poisoned, last = await asyncio.gather(
        *submitted(lane, 1, poison, 2), return_exceptions=True
    )
    assert (first, last) == (2, 4)
    assert isinstance(poisoned, error)
    assert await written(rival) == [1, 2]


async def test_a_lane_is_open_as_soon_as_the_database_is(
    lane: db.Lane[str, int, int], counter: Counter, rival: Connection
) -> None:
    counter.may_go.set()

    @db.command
    async def act() -> asyncio.Task[int]:
        task = asyncio.create_task(lane.submit("a", 5), context=Context())
        await asyncio.wait([task])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await act()
    assert await written(rival) == [5], "the lane's work does not fall with its caller's"


async def test_inside_a_command_an_item_is_rolled_back_with_it(
    lane: db.Lane[str, int, int], counter: Counter, rival: Connection
) -> None:
    counter.may_go.set()

    @db.command
    async def act(*, fails: bool) -> int:
        answer = await lane.submit("a", 5)
        if fails:
            raise ZeroDivisionError
        return answer

    with pytest.raises(ZeroDivisionError):
        await act(fails=True)
    assert await written(rival) == []
    assert await act(fails=False) == 10
    assert await written(rival) == [5]


async def test_a_cancelled_caller_does_not_delay_the_others(
    lane: db.Lane[str, int, int], counter: Counter, rival: Connection
) -> None:
    gone, staying = submitted(lane, 1, 2)
    await counter.began.wait()
    gone.cancel()
    counter.may_go.set()
    assert await staying == 4
    assert await written(rival) == [1, 2]


async def test_a_decide_function_that_forgets_an_item_fails(
    rival: Connection, migrated_database: str
) -> None:
    async def forgetful(first: str, items: list[int]) -> list[int | LoyaltyError]:
        await db.connection().execute("INSERT INTO tally VALUES ($1, $2)", first, items[0])
        return []

    lane: db.Lane[str, int, int] = db.Lane(forgetful)
    try:
        await db.open(migrated_database)
        with pytest.raises(AssertionError, match="every item"):
            await lane.submit("a", 1)
    finally:
        await db.close()
        db.Lane.every.remove(lane)
    assert await written(rival) == []


async def test_closing_answers_items_in_flight_and_waiting_items(
    lane: db.Lane[str, int, int], counter: Counter, rival: Connection
) -> None:
    in_flight = submitted(lane, 1)
    await counter.began.wait()
    waiting = submitted(lane, 2, 3)
    await asyncio.sleep(0)  # lets the tasks reach the lane
    closing = asyncio.create_task(lane.stop())
    await asyncio.sleep(0)  # lets closing begin
    [late] = submitted(lane, 4)
    with pytest.raises(RuntimeError, match="not open"):
        await late
    counter.may_go.set()
    assert await asyncio.gather(*in_flight, *waiting) == [2, 4, 6]
    await closing
    assert await written(rival) == [1, 2, 3]


async def test_a_lane_serves_again_after_its_connections_were_lost(
    lane: db.Lane[str, int, int], counter: Counter, rival: Connection
) -> None:
    calls = submitted(lane, 1, 2)
    await counter.began.wait()
    await rival.execute(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    counter.may_go.set()
    lost = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(answer, Exception) for answer in lost)
    assert len(counter.batches) == 1
    for _ in range(CONNECTIONS):  # each dead connection may cost one caller an error, no more
        with suppress(asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError):
            assert await lane.submit("a", 3) == 6
            break
    assert await written(rival) == [3]
