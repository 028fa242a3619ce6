"""A member's balance with what ends soon, beside the same join on a held connection."""

from __future__ import annotations

from benchmarks import limits, measure, world
from benchmarks.purchases import TODAY, Held
from benchmarks.world import World
from core import ledger


def ours(there: World) -> measure.Side:
    """The query as the faces call it."""

    async def act(number: int) -> None:
        member = there.members[number % world.MEMBERS]
        assert (await ledger.balance(member.id, today=TODAY)).points

    return measure.Side(act)


def held_join(there: World, held: Held) -> measure.Side:
    """The same statement, prepared, on a connection that nobody gives back."""

    async def act(number: int) -> None:
        connection = await held.free.get()
        try:
            member = there.members[number % world.MEMBERS]
            assert await connection.fetch(limits.BALANCE, member.id, TODAY)
        finally:
            held.free.put_nowait(connection)

    return measure.Side(act)


async def measured(there: World) -> list[measure.Result]:
    """32 callers over as many connections as the pool has."""
    made = await world.connections(there.url, 32)
    try:
        return [
            await measure.compare(
                "balance, 32 callers : the held join",
                ours=ours(there),
                limit=held_join(there, Held(made)),
                goal=0.6,
                callers=32,
                calls=16_000,
            )
        ]
    finally:
        for connection in made:
            await connection.close()
