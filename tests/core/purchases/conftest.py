"""A till: posts purchases and refunds for one merchant, as the web face would."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import pytest

import samples
from core import catalog, ledger, members, merchants, purchases
from core.program import Program


@dataclass
class PurchaseTill:
    """Posts one merchant's purchases; each receipt is new unless a test gives one."""

    program: Program
    merchant_id: UUID
    at: datetime
    receipts: Any = field(default_factory=lambda: count(1))

    async def sell(
        self, member: members.Member, yuan: int, *, receipt: str = "", **options: Any
    ) -> purchases.Recorded:
        """Post a purchase of whole yuan."""
        options.setdefault("occurred_at", self.at)
        options.setdefault("at", self.at)
        options.setdefault("member", options.pop("named", members.ById(member.id)))
        return await samples.purchase(
            self.program,
            merchant_id=self.merchant_id,
            member_id=member.id,
            receipt=receipt or f"R{next(self.receipts)}",
            amount_fen=yuan * 100,
            items=tuple(options.pop("items", ())),
            **options,
        )

    async def give_back(
        self, receipt: str, refund: str, yuan: int | None = None, **options: Any
    ) -> purchases.Refunded:
        """Refund whole yuan, or `items`."""
        options.setdefault("at", self.at)
        return await purchases.refund(
            self.program,
            merchant_id=self.merchant_id,
            receipt=receipt,
            refund=refund,
            amount_fen=None if yuan is None else yuan * 100,
            **options,
        )

    async def hold_event(self, multiplier: str, **options: Any) -> catalog.Event:
        """Publish an event that is live now; it is published a week ago."""
        options.setdefault("starts_at", self.at - timedelta(days=1))
        options.setdefault("ends_at", self.at + timedelta(days=1))
        return await samples.event(
            self.program,
            merchant_id=self.merchant_id,
            multiplier=Decimal(multiplier),
            at=self.at - timedelta(days=7),
            **options,
        )

    async def budget(self) -> merchants.BudgetState:
        """The merchant's budget."""
        return await merchants.budget(self.merchant_id)

    async def balance(self, member: members.Member) -> int:
        """The member's points today."""
        today = ledger.today(self.program, self.at)
        return (await ledger.balance(member.id, today=today)).points


@pytest.fixture
def a_till(
    program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]], at: datetime
) -> Callable[..., Awaitable[PurchaseTill]]:
    """Open a till at a new merchant: `await a_till(budget_fen=…, rate=…)`."""

    async def open_till(**options: Any) -> PurchaseTill:
        return PurchaseTill(program, (await a_merchant(**options)).merchant.id, at)

    return open_till
