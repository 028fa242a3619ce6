"""A merchant with a licence, a budget, a rate and an API key."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from core import merchants
from core.program import Program


async def merchant(
    program: Program,
    *,
    name: str = "好邻居超市",
    licence: str = "91110000MA01ABCD2E",
    budget_fen: int = 1_000_000,
    rate: Decimal = Decimal(1),
    at: datetime,
) -> merchants.Added:
    """A point for every yuan, from a budget of 10,000 yuan."""
    return await merchants.add(
        program, name=name, licence=licence, budget_fen=budget_fen, rate=rate, at=at
    )
