"""People and shops for the mini-app to show, made through core's own commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import samples
from core import catalog, families, members, purchases
from core.program import Program

NOW = datetime(2026, 2, 14, 4, 30, tzinfo=UTC)
"""2026-02-14 12:30 in Shanghai."""

DISCLOSURE = {
    part: {"zh-Hans": "春节期间全店适用", "en": "All goods, during the festival"}
    for part in catalog.DISCLOSURE
}


@dataclass
class Store:
    """One merchant's till."""

    program: Program
    id: UUID
    api_key: str

    async def sell(
        self, member: members.Member, yuan: str, at: datetime, receipt: str, **options: Any
    ) -> purchases.Recorded:
        """Post a purchase as it happens."""
        return await samples.purchase(
            self.program,
            merchant_id=self.id,
            receipt=receipt,
            member_id=member.id,
            amount_fen=int(Decimal(yuan) * 100),
            at=at,
            **options,
        )

    async def take_back(self, receipt: str, refund: str, yuan: str, at: datetime) -> None:
        """Refund a part of a purchase."""
        await samples.refund(
            self.program,
            merchant_id=self.id,
            receipt=receipt,
            refund=refund,
            amount_fen=int(Decimal(yuan) * 100),
            at=at,
        )


async def open_shop(program: Program, name: str, *, rate: str = "1") -> Store:
    added = await samples.merchant(
        program,
        name=name,
        budget_fen=10_000_000,
        rate=Decimal(rate),
        at=NOW - timedelta(days=390),
    )
    return Store(program, added.merchant.id, added.api_key)


async def hold_event(shop: Store) -> None:
    """A live double of everything at one shop."""
    await samples.event(
        shop.program,
        merchant_id=shop.id,
        title={"zh-Hans": "春节双倍", "en": "Spring Festival double"},
        starts_at=NOW - timedelta(days=3),
        ends_at=NOW + timedelta(days=9),
        multiplier=Decimal(2),
        disclosure=DISCLOSURE,
        at=NOW - timedelta(days=20),
    )


async def join(
    program: Program, telegram_id: int, name: str, *, language: str = "zh-Hans"
) -> members.Member:
    return await samples.member(
        program,
        telegram_id=telegram_id,
        name=name,
        language=language,
        at=NOW - timedelta(days=370),
    )


async def year_of(member: members.Member, program: Program, *, english: bool = False) -> Store:
    """A year of purchases: some points end soon, one purchase was partly returned."""
    names = ("好邻居超市", "顺达汽车服务", "星光影城", "一叶茶铺")
    if english:
        names = ("Good Neighbour Market", "Shunda Car Service", "Starlight Cinema", "Leaf Tea")
    market, cars, cinema, tea = [await open_shop(program, name) for name in names]
    await hold_event(market)
    prefix = member.number

    def days_ago(days: int) -> datetime:
        return NOW - timedelta(days=days, hours=days % 5, minutes=days * 7 % 60)

    await market.sell(member, "88.00", days_ago(355), f"M-{prefix}-1")
    await tea.sell(member, "36.00", days_ago(347), f"T-{prefix}-1")
    await cars.sell(member, "420.00", days_ago(281), f"C-{prefix}-1")
    await market.sell(member, "163.40", days_ago(232), f"M-{prefix}-2")
    await cinema.sell(member, "120.00", days_ago(168), f"S-{prefix}-1")
    await market.sell(member, "512.90", days_ago(96), f"M-{prefix}-3")
    await tea.sell(member, "58.00", days_ago(41), f"T-{prefix}-2")
    await cars.sell(member, "199.00", days_ago(6), f"C-{prefix}-2")
    await cars.take_back(f"C-{prefix}-2", "R-1", "60.00", days_ago(4))
    await cinema.sell(member, "76.00", NOW - timedelta(hours=17), f"S-{prefix}-2")
    await market.sell(
        member,
        "268.50",
        NOW - timedelta(minutes=25),
        f"M-{prefix}-4",
        items=(
            purchases.Item(sku="rice", name="有机大米", amount_fen=12_000, green=True),
            purchases.Item(sku="tea", name="龙井", amount_fen=14_850),
        ),
    )
    return market


async def owe(member: members.Member, program: Program) -> None:
    """Spend 30 of 50 points, then return what gave them: the member owes 30."""
    shop = await open_shop(program, "好邻居超市")
    await shop.sell(member, "50.00", NOW - timedelta(days=2), "OWE")
    await samples.redemption_of_points(
        program, member_id=member.id, merchant_id=shop.id, points=30, at=NOW
    )
    await shop.take_back("OWE", "R-1", "50.00", NOW)


async def household(program: Program, *, english: bool = False) -> list[members.Member]:
    """Three people who have bought things, and have no family yet."""
    names = ("Lin Jing", "Zhang Wei", "Lin Yue") if english else ("林静", "张伟", "林悦")
    language = "en" if english else "zh-Hans"
    shop = await open_shop(program, "Good Neighbour Market" if english else "好邻居超市")
    people = []
    for telegram_id, (name, yuan) in enumerate(zip(names, (3000, 2400, 900), strict=True), 1001):
        member = await join(program, telegram_id, name, language=language)
        await shop.sell(member, f"{yuan}.00", NOW - timedelta(days=30), f"F-{telegram_id}")
        people.append(member)
    return people


async def pool(
    program: Program,
    people: list[members.Member],
    name: str,
    points: Sequence[int] = (2300, 1900, 800),
) -> None:
    """Let them found a family and put in so many points each."""
    await samples.family(program, [member.id for member in people], name=name, at=NOW)
    for member, share in zip(people, points, strict=False):
        await families.contribute(program, member_id=member.id, points=share, key="pooled", at=NOW)
    await families.set_auto(program, member_id=people[0].id, percent=50, at=NOW)
