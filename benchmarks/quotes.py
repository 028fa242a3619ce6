"""Quotes made ahead, so that only redeeming is timed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from benchmarks.filled_database import AT
from core import catalog, db

QUOTES = """
INSERT INTO quote (id, member_id, recipient_id, reward_version_id, points, source, family_id,
                   made_at, ends_at)
SELECT id, member_id, member_id, $3, 1, $4, $5, $6, $7
FROM unnest($1::uuid[], $2::uuid[]) AS asked(id, member_id)
"""


class Quotes:
    """Quotes made ahead, so that only redeeming is timed."""

    def __init__(self, quotes: Sequence[tuple[UUID, UUID]]) -> None:
        self._left = iter(quotes)

    def take(self) -> tuple[UUID, UUID]:
        """A quote that nobody has redeemed, and its member."""
        return next(self._left)


async def quotes_of(
    reward: catalog.Reward, people: Sequence[UUID], family_id: UUID | None, number_of_quotes: int
) -> Quotes:
    """Take quotes of these people in turns, from the family's purse if one is named."""
    quotes = [(uuid4(), people[number % len(people)]) for number in range(number_of_quotes)]
    async with db.reading() as connection:
        await connection.execute(
            QUOTES,
            [quote for quote, _ in quotes],
            [member for _, member in quotes],
            reward.version_id,
            "purse" if family_id else "wallet",
            family_id,
            AT,
            AT + timedelta(minutes=10),
        )
    return Quotes(quotes)
