"""A shop where people earn, and what they can redeem there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from core import catalog, families, ledger, members, merchants, purchases, redemptions
from core.program import Program
from tests.core import spending


@dataclass
class Shop:
    """A merchant that sells and offers rewards, at one moment unless another is named."""

    program: Program
    merchant_id: UUID
    at: datetime

    async def sell(
        self, member: members.Member, yuan: int, *, at: datetime | None = None
    ) -> purchases.Recorded:
        """A purchase of whole yuan, a point each."""
        moment = at or self.at
        return await purchases.record(
            self.program,
            purchases.NewPurchase(
                merchant_id=self.merchant_id,
                receipt=uuid4().hex,
                member=members.ById(member.id),
                amount_fen=yuan * 100,
                occurred_at=moment,
                at=moment,
            ),
        )

    async def offer(self, points: int, **options: Any) -> catalog.Reward:
        """Publish a reward."""
        options.setdefault("at", self.at)
        return await spending.offer(
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
        """The first founds it, the others join."""
        head = people[0]
        await families.found(self.program, member_id=head.id, name="王家", at=self.at)
        for one in people[1:]:
            link = await families.invite(self.program, member_id=head.id, at=self.at)
            await families.join(
                self.program, token=link.token, member_id=one.id, confirm=True, at=self.at
            )
        found = await families.family_of(head.id, today=ledger.today(self.program, self.at))
        assert found is not None
        return found

    async def contribute(self, member: members.Member, points: int) -> None:
        await families.contribute(
            self.program, member_id=member.id, points=points, key=uuid4().hex, at=self.at
        )


AShop = Callable[..., Awaitable[Shop]]


@pytest.fixture
def a_shop(
    program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]], at: datetime
) -> AShop:
    """Open a shop of a new merchant: `await a_shop(name=…)`."""

    async def open_shop(**options: Any) -> Shop:
        options.setdefault("budget_fen", 10**9)
        return Shop(program, (await a_merchant(**options)).merchant.id, at)

    return open_shop
