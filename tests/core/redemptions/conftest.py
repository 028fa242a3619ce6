"""A shop where members earn points and redeem rewards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

import samples
from core import catalog, families, ledger, members, merchants, purchases, redemptions
from core.program import Program


@dataclass
class RewardShop:
    """A merchant that sells and offers rewards, at one moment unless a test gives another."""

    program: Program
    merchant_id: UUID
    at: datetime

    async def sell(
        self, member: members.Member, yuan: int, *, at: datetime | None = None
    ) -> purchases.Recorded:
        """A purchase of whole yuan, a point each."""
        return await samples.purchase(
            self.program,
            merchant_id=self.merchant_id,
            member_id=member.id,
            amount_fen=yuan * 100,
            at=at or self.at,
        )

    async def offer(self, points: int, **options: Any) -> catalog.Reward:
        """Publish a reward."""
        options.setdefault("at", self.at)
        return await samples.reward(
            self.program, merchant_id=self.merchant_id, points=points, **options
        )

    async def quote(
        self, member: members.Member, reward: catalog.Reward, **options: Any
    ) -> redemptions.Quote:
        options.setdefault("at", self.at)
        return await redemptions.quote(
            self.program, member_id=member.id, reward_id=reward.id, **options
        )

    async def redeem(
        self, member: members.Member, quoted: redemptions.Quote, **options: Any
    ) -> redemptions.Redeemed:
        options.setdefault("at", self.at)
        return await redemptions.redeem(
            self.program, quote_id=quoted.id, member_id=member.id, **options
        )

    async def buy(
        self, member: members.Member, reward: catalog.Reward, **options: Any
    ) -> redemptions.Redeemed:
        """Quote and redeem."""
        return await self.redeem(member, await self.quote(member, reward, **options))

    async def balance(self, member: members.Member) -> int:
        today = ledger.today(self.program, self.at)
        return (await ledger.balance(member.id, today=today)).points

    async def family(self, *people: members.Member) -> families.FamilyView:
        """The family of these members; the first is its head."""
        return await samples.family(self.program, [person.id for person in people], at=self.at)

    async def contribute(self, member: members.Member, points: int) -> None:
        await families.contribute(
            self.program, member_id=member.id, points=points, key=uuid4().hex, at=self.at
        )


def outcomes(answers: Iterable[object]) -> Counter[str]:
    """The number of answers and refusals of each class, by its name."""
    return Counter(type(answer).__name__ for answer in answers)


AShop = Callable[..., Awaitable[RewardShop]]


@pytest.fixture
def a_shop(
    program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]], at: datetime
) -> AShop:
    """Open a shop of a new merchant: `await a_shop(name=…)`."""

    async def open_shop(**options: Any) -> RewardShop:
        options.setdefault("budget_fen", 10**9)
        return RewardShop(program, (await a_merchant(**options)).merchant.id, at)

    return open_shop
