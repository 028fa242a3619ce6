"""A member's balance with what ends soon, beside the same join on a held connection."""

from __future__ import annotations

from benchmarks import filled_database, limits, measure
from benchmarks.filled_database import FilledDatabase
from benchmarks.purchases import TODAY, FreeConnections
from core import ledger


def ours(filled: FilledDatabase) -> measure.Side:
    """The query as the faces call it."""

    async def act(number: int) -> None:
        member = filled.members[number % filled_database.MEMBERS]
        assert (await ledger.balance(member.id, today=TODAY)).points

    return measure.Side(act)


def held_join(filled: FilledDatabase, held: FreeConnections) -> measure.Side:
    """The same statement, prepared, on a connection that is not returned to the pool."""

    async def act(number: int) -> None:
        connection = await held.free.get()
        try:
            member = filled.members[number % filled_database.MEMBERS]
            assert await connection.fetch(limits.BALANCE, member.id, TODAY)
        finally:
            held.free.put_nowait(connection)

    return measure.Side(act)


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """32 callers over as many connections as the pool has."""
    opened = await filled_database.connections(filled.url, 32)
    try:
        return [
            await measure.compare(
                "balance, 32 callers : the held join",
                ours=ours(filled),
                limit=held_join(filled, FreeConnections(opened)),
                goal=0.6,
                callers=32,
                calls=16_000,
            )
        ]
    finally:
        for connection in opened:
            await connection.close()
