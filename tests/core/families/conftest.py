"""A household: founds, invites, joins and pools for the tests of families."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

import pytest

from core import db, families, ledger, members
from core.families import FamilyView, Moved
from core.program import Program
from tests.core.purchases.conftest import PurchaseTill, a_till

__all__ = ["a_till"]


@dataclass
class Household:
    """Members who earn at one till and pool; each act has a new key unless a test gives one."""

    program: Program
    till: PurchaseTill
    at: datetime
    keys: Any = field(default_factory=lambda: count(1))

    async def found(self, member: members.Member, name: str = "王家", **options: Any) -> FamilyView:
        options.setdefault("at", self.at)
        return await families.found(self.program, member_id=member.id, name=name, **options)

    async def invite(self, member: members.Member, **options: Any) -> families.NewInvitation:
        options.setdefault("at", self.at)
        return await families.invite(self.program, member_id=member.id, **options)

    async def join(self, member: members.Member, token: str, **options: Any) -> FamilyView:
        options.setdefault("at", self.at)
        options.setdefault("confirm", True)
        return await families.join(self.program, token=token, member_id=member.id, **options)

    async def bring(self, head: members.Member, *others: members.Member) -> FamilyView:
        """Let the others join the head's family, one after the other."""
        for other in others:
            await self.join(other, (await self.invite(head)).token)
        return await self.view(head)

    async def contribute(self, member: members.Member, points: int, **options: Any) -> Moved:
        options.setdefault("at", self.at)
        options.setdefault("key", f"C{next(self.keys)}")
        return await families.contribute(
            self.program, member_id=member.id, points=points, **options
        )

    async def withdraw(self, member: members.Member, points: int, **options: Any) -> Moved:
        options.setdefault("at", self.at)
        options.setdefault("key", f"W{next(self.keys)}")
        return await families.withdraw(self.program, member_id=member.id, points=points, **options)

    async def leave(self, member: members.Member, **options: Any) -> families.Left:
        options.setdefault("at", self.at)
        options.setdefault("key", f"L{next(self.keys)}")
        return await families.leave(self.program, member_id=member.id, **options)

    async def view(self, member: members.Member) -> FamilyView:
        family = await families.family_of(member.id, today=ledger.today(self.program, self.at))
        assert family is not None
        return family

    async def balance(self, member: members.Member) -> tuple[int, int]:
        """The member's points, as (personal, share)."""
        balance = await ledger.balance(member.id, today=ledger.today(self.program, self.at))
        return balance.personal, balance.share

    def ruled(self, **limits: int) -> Household:
        """The same household with other limits in the rulebook."""
        family = self.program.family.model_copy(update=limits)
        return replace(self, program=self.program.model_copy(update={"family": family}))


@pytest.fixture
async def household(
    program: Program, a_till: Callable[..., Awaitable[PurchaseTill]], at: datetime
) -> Household:
    return Household(program, await a_till(), at)


@pytest.fixture
def lots(database: str) -> Callable[[UUID], Awaitable[list[tuple[Any, ...]]]]:
    """Every lot that a member holds: (lot, owner, last day, points in personal, in share)."""

    async def read(member_id: UUID) -> list[tuple[Any, ...]]:
        async with db.reading() as connection:
            rows = await connection.fetch(
                """SELECT l.id, l.member_id, l.expires_on,
                          coalesce(sum(h.points) FILTER (WHERE w.kind = 'personal'), 0),
                          coalesce(sum(h.points) FILTER (WHERE w.kind = 'share'), 0)
                   FROM wallet w JOIN holding h ON h.wallet_id = w.id JOIN lot l ON l.id = h.lot_id
                   WHERE w.member_id = $1 GROUP BY l.id ORDER BY l.id""",
                member_id,
            )
        return [tuple(row) for row in rows]

    return read
