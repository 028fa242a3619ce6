"""The rewards and price seasons of the demo: in reach, just out of reach, cheaper in a season."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import samples
from cli.demo.shops import (
    CINEMA,
    GARAGE,
    MARKET,
    TEA_SHOP,
    DemoShop,
    plain_disclosure,
    reward_disclosure,
)
from core import catalog
from core.program import Program

ANNOUNCED = timedelta(days=3)
"""How long ago rewards and seasons were published."""

TEXTS = {
    "A cup of osmanthus oolong": ("桂花乌龙一杯", "现泡，热饮或冰饮", "Brewed fresh, hot or iced"),
    "A dozen eggs": ("鸡蛋一盒", "散养，十二枚", "Free range"),
    "One cinema ticket": ("电影票一张", "普通厅任意场次", "Any showing in a standard hall"),
    "Air-conditioner cleaning": ("空调清洗", "蒸发箱杀菌除味", "Evaporator cleaned and freshened"),
    "Basic service": ("基础保养", "机油、机滤和全车检查", "Oil, filter and a full check"),
    "One tyre": ("轮胎一条", "含安装和动平衡", "Fitted and balanced"),
}
"""By the English title of a reward: its Chinese title, and its description in both languages."""


@dataclass(frozen=True)
class DemoReward:
    """A reward of a shop; `stock` None: unlimited."""

    shop: DemoShop
    kind: str
    name: str
    points: int
    market_price_fen: int
    stock: int | None = None
    limit: int | None = None

    @property
    def title(self) -> dict[str, str]:
        """The title in both languages."""
        return {"zh-Hans": TEXTS[self.name][0], "en": self.name}

    @property
    def description(self) -> dict[str, str]:
        """The description in both languages."""
        return dict(zip(("zh-Hans", "en"), TEXTS[self.name][1:], strict=True))


@dataclass(frozen=True)
class PriceSeason:
    """Lower prices at a shop, from and until so many days from now."""

    shop: DemoShop
    theme: str
    title: Mapping[str, str]
    begins: int
    ends: int
    prices: Mapping[str, int]
    """points by the English title of a reward"""


REWARDS = (
    DemoReward(TEA_SHOP, "goods", "A cup of osmanthus oolong", 240, 2_400, limit=3),
    DemoReward(MARKET, "coupon", "A dozen eggs", 180, 1_800, stock=200),
    DemoReward(CINEMA, "coupon", "One cinema ticket", 600, 6_000, stock=100),
    DemoReward(GARAGE, "service", "Air-conditioner cleaning", 6_000, 60_000),
    DemoReward(GARAGE, "service", "Basic service", 5_000, 50_000),
    DemoReward(GARAGE, "goods", "One tyre", 10_000, 100_000, stock=8, limit=4),
)
ANNIVERSARY = {"zh-Hans": "安途周年庆", "en": "Antu's anniversary"}
FILM_WEEK = {"zh-Hans": "跨年观影周", "en": "A week of films for the new year"}
SEASONS = (
    PriceSeason(GARAGE, "anniversary", ANNIVERSARY, -2, 28, {"Air-conditioner cleaning": 5_000}),
    PriceSeason(CINEMA, "new-year", FILM_WEEK, 10, 17, {"One cinema ticket": 480}),
)


async def offer(program: Program, shops: Mapping[DemoShop, UUID], *, at: datetime) -> int:
    """Publish the rewards and seasons that are missing; returns how many rewards are new."""
    known: dict[str, UUID] = {}
    for shop in {reward.shop for reward in REWARDS}:
        for published in await catalog.rewards(at, merchant_id=shops[shop]):
            known[published.terms.title["en"]] = published.id
    missing = [reward for reward in REWARDS if reward.name not in known]
    for reward in missing:
        known[reward.name] = await _publish(program, reward, shops[reward.shop], at=at - ANNOUNCED)
    for season in SEASONS:
        await _hold(program, season, shops[season.shop], known, at=at)
    return len(missing)


async def _publish(
    program: Program, reward: DemoReward, merchant_id: UUID, *, at: datetime
) -> UUID:
    points, stock, limit = reward.points, reward.stock, reward.limit
    published = await samples.reward(
        program,
        merchant_id=merchant_id,
        points=points,
        kind=reward.kind,
        stock=stock,
        at=at,
        title=reward.title,
        description=reward.description,
        market_price_fen=reward.market_price_fen,
        limit=limit,
        voucher_days=90,
        disclosure=reward_disclosure(program, points=points, stock=stock, limit=limit),
    )
    return published.id


async def _hold(
    program: Program,
    season: PriceSeason,
    merchant_id: UUID,
    rewards: Mapping[str, UUID],
    *,
    at: datetime,
) -> None:
    """Publish a season anew, unless it is live or coming."""
    events = await catalog.events(merchant_id=merchant_id, at=at)
    if any(event.title == season.title for event in events):
        return
    await samples.event(
        program,
        merchant_id=merchant_id,
        theme=season.theme,
        title=season.title,
        starts_at=at + timedelta(days=season.begins),
        ends_at=at + timedelta(days=season.ends),
        prices={rewards[name]: points for name, points in season.prices.items()},
        disclosure=plain_disclosure(program),
        at=at - ANNOUNCED,
    )
