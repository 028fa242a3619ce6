"""Keys that were used before the table of answers was: recognised after the migration as well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from tortoise import Tortoise
from tortoise.migrations import api

from core import db, families, merchants, purchases, redemptions
from core.errors import KeyReused
from core.program import Program
from tests.conftest import NOON

FANG = UUID("00000000-0000-0000-0000-00000000000a")
SHOP = UUID("00000000-0000-0000-0000-0000000000c1")
BEFORE = "core.0010_notice_until"
OLD_ROWS = Path(__file__).with_name("old_answers.sql")


@pytest.fixture
async def migrated(empty_database: str) -> AsyncIterator[None]:
    """A database with rows of before, brought to the schema of today, with core.db open on it."""
    await api.migrate(config=db.configuration(empty_database, connections=2), target=BEFORE)
    await Tortoise.close_connections()
    connection = await asyncpg.connect(**db.credentials(empty_database))
    await connection.execute(OLD_ROWS.read_text("utf-8"))
    await connection.close()
    await db.migrate(empty_database)
    await db.open(empty_database)
    yield
    await db.close()


@pytest.mark.usefixtures("migrated")
async def test_keys_of_before_are_recognised(program: Program) -> None:
    topped_up = await merchants.add_budget(program, merchant_id=SHOP, fen=50, key="K", at=NOON)
    assert (topped_up.replayed, topped_up.budget.topped_up_fen) == (True, 150)
    with pytest.raises(KeyReused):
        await merchants.add_budget(program, merchant_id=SHOP, fen=51, key="K", at=NOON)
    moved = await families.contribute(program, member_id=FANG, points=5, key="C", at=NOON)
    assert moved == families.Moved(5, 1, 7, replayed=True)
    moved = await families.withdraw(program, member_id=FANG, points=2, key="W", at=NOON)
    assert moved == families.Moved(2, 3, 5, replayed=True)
    with pytest.raises(KeyReused):
        await families.contribute(program, member_id=FANG, points=6, key="C", at=NOON)
    left = await families.leave(program, member_id=FANG, key="L", at=NOON)
    assert left == families.Left(5, replayed=True)
    verified = await redemptions.verify(
        program, code="0000-0000-0001", merchant_id=SHOP, request="R", at=NOON
    )
    assert (verified.replayed, verified.till, verified.verified_at) == (True, "till 3", NOON)


@pytest.mark.usefixtures("migrated")
async def test_refunds_of_before_are_recognised(program: Program) -> None:
    refund: dict[str, Any] = {"merchant_id": SHOP, "receipt": "R-1", "at": NOON}
    by_amount = await purchases.refund(program, refund="F-1", amount_fen=1000, **refund)
    assert by_amount == purchases.Refunded("F-1", 10, 9, 1, 0, replayed=True)
    lines = [purchases.RefundLine(1, 600), purchases.RefundLine(1, 400)]
    by_lines = await purchases.refund(program, refund="F-2", items=lines, **refund)
    assert by_lines == purchases.Refunded("F-2", 10, 10, 0, 3, replayed=True)
    with pytest.raises(KeyReused):
        await purchases.refund(program, refund="F-1", amount_fen=999, **refund)
