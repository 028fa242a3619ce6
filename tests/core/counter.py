"""A `decide` function for tests of lanes: counts batches, writes items, waits on request."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from core import db
from core.errors import LoyaltyError, Refused


class TooMany(Refused, code="tests-too-many", constraint="tally_small"):
    """A refusal that only these tests raise, also from a constraint of the database."""


@dataclass
class Counter:
    """Writes its items, and waits until `may_go` is set."""

    batches: list[list[int]] = field(default_factory=list)
    may_go: asyncio.Event = field(default_factory=asyncio.Event)
    began: asyncio.Event = field(default_factory=asyncio.Event)

    async def decide(self, first: str, items: list[int]) -> list[int | LoyaltyError]:
        self.batches.append(items)
        self.began.set()
        await self.may_go.wait()
        answers: list[int | LoyaltyError] = []
        for item in items:
            if item < 0:
                answers.append(TooMany(item=item))
                continue
            await db.connection().execute("INSERT INTO tally VALUES ($1, $2)", first, item)
            answers.append(item * 2)
        return answers
