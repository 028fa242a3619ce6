"""Query plans: look-ups go by index, even in a table that is small today."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from core import db, members

if TYPE_CHECKING:
    from core.db.connections import Connection

AMember = Callable[..., Awaitable[members.Member]]

LOOK_UP = "SELECT number FROM member JOIN wallet ON wallet.member_id = member.id"


async def plan(connection: Connection) -> str:
    return "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN {LOOK_UP}"))


async def test_lanes_and_hot_reads_look_up_even_in_a_small_table(a_member: AMember) -> None:
    await a_member()
    async with db.reading() as connection:
        await connection.execute("ANALYZE member, wallet")
        assert "Index" in await plan(connection)
    async with db.transaction() as connection:
        assert "Index" in await plan(connection)


async def test_whole_table_plans_hold_for_one_transaction(a_member: AMember) -> None:
    await a_member()
    async with db.transaction() as connection:
        await connection.execute("ANALYZE member, wallet")
        await connection.execute(db.WHOLE_TABLES)
        assert "Index" not in await plan(connection)
    for _ in range(2):
        async with db.reading() as connection:
            assert "Index" in await plan(connection)


async def test_a_command_goes_by_index_when_it_asks_for_it(a_member: AMember) -> None:
    await a_member()

    @db.command
    async def plans() -> tuple[str, str]:
        await db.connection().execute("ANALYZE member, wallet")
        before = await plan(db.connection())
        await db.connection().execute(db.BY_INDEX)
        return before, await plan(db.connection())

    before, after = await plans()
    assert "Index" not in before
    assert "Index" in after
