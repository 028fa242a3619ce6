"""The database that is measured: PostgreSQL with full durability, members, merchants, lots."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg

import core.program
import samples
from core import db, ledger, members, purchases
from core.program import Program
from runtime.postgres import embedded

AT = datetime(2026, 6, 1, 4, tzinfo=UTC)
MEMBERS = 2_000
MERCHANTS = 50
LOTS = 10_000
BUDGET_FEN = 10**14
BATCH = 1_000
FILLED = (
    "holding",
    "member",
    "merchant",
    "budget",
    "rate",
    "purchase",
    "wallet",
    "lot",
    "entry",
    "movement",
)


@dataclass(frozen=True)
class FilledDatabase:
    """An open database with members, merchants and lots in it."""

    url: str
    program: Program
    members: list[members.Member]
    merchants: list[UUID]
    api_keys: list[str]
    wallets: dict[UUID, int]


@asynccontextmanager
async def opened() -> AsyncIterator[FilledDatabase]:
    """A fresh database with lots in it and fresh statistics; gone afterwards."""
    directory = Path(tempfile.mkdtemp(prefix="jiafen-bench-"))
    try:
        async with embedded.running(directory) as url:
            await db.migrate(url)
            await db.open(url, connections=40)
            try:
                yield await _peopled(url)
            finally:
                await db.close()
    finally:
        embedded.erase(directory)


async def _peopled(url: str) -> FilledDatabase:
    program = core.program.load()
    people = [
        await members.add(program, name=f"member {number}", at=AT) for number in range(MEMBERS)
    ]
    added = [
        await samples.merchant(program, name=f"merchant {number}", budget_fen=BUDGET_FEN, at=AT)
        for number in range(MERCHANTS)
    ]
    shops = [shop.merchant.id for shop in added]
    for start in range(0, LOTS, BATCH):
        await purchases.record_many(
            program,
            purchases=[
                purchase(shops[number % MERCHANTS], people[number % MEMBERS].id, f"W{number}")
                for number in range(start, start + BATCH)
            ],
        )
    async with db.reading() as connection:
        # Not the empty tables: PostgreSQL would know them as empty, as it does nowhere else.
        await connection.execute(f"ANALYZE {', '.join(FILLED)}")

    @db.command
    async def wallets(program: Program) -> dict[UUID, int]:
        del program
        return await ledger.locked.personal_wallets([member.id for member in people])

    return FilledDatabase(
        url, program, people, shops, [shop.api_key for shop in added], await wallets(program)
    )


def purchase(merchant_id: UUID, member_id: UUID, receipt: str) -> purchases.NewPurchase:
    """A purchase of 300 yuan."""
    return purchases.NewPurchase(merchant_id, receipt, members.ById(member_id), 30_000, AT, AT)


async def connections(url: str, count: int) -> list[asyncpg.Connection[asyncpg.Record]]:
    """Connections held by the callers of a limit."""
    return [await asyncpg.connect(**db.credentials(url)) for _ in range(count)]
