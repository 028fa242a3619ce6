"""What points buy in the demo world: in reach, just out of reach, and cheaper in a season."""

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
    Shop,
    plain_disclosure,
    reward_disclosure,
)
from core import catalog
from core.program import Program


@dataclass(frozen=True)
class OfferedReward:
    """A reward of a shop; `stock` None: without an end."""

    shop: Shop
    points: int
    title: Mapping[str, str]
    description: Mapping[str, str]
    kind: str = "service"
    stock: int | None = None
    limit: int | None = None


@dataclass(frozen=True)
class Season:
    """Lower prices at a shop, from and until so many days from now."""

    shop: Shop
    theme: str
    title: Mapping[str, str]
    begins: int
    ends: int
    prices: Mapping[str, int]
    """points by the English title of a reward"""


OFFERED = (
    OfferedReward(
        TEA_SHOP,
        kind="goods",
        points=240,
        limit=3,
        title={"zh-Hans": "桂花乌龙一杯", "en": "A cup of osmanthus oolong"},
        description={"zh-Hans": "现泡，热饮或冰饮", "en": "Brewed fresh, hot or iced"},
    ),
    OfferedReward(
        MARKET,
        kind="coupon",
        points=180,
        title={"zh-Hans": "鸡蛋一盒", "en": "A dozen eggs"},
        stock=200,
        description={"zh-Hans": "散养，十二枚", "en": "Free range"},
    ),
    OfferedReward(
        CINEMA,
        kind="coupon",
        points=600,
        title={"zh-Hans": "电影票一张", "en": "One cinema ticket"},
        description={"zh-Hans": "普通厅任意场次", "en": "Any showing in a standard hall"},
        stock=100,
    ),
    OfferedReward(
        GARAGE,
        points=6_000,
        title={"zh-Hans": "空调清洗", "en": "Air-conditioner cleaning"},
        description={"zh-Hans": "蒸发箱杀菌除味", "en": "Evaporator cleaned and freshened"},
    ),
    OfferedReward(
        GARAGE,
        points=5_000,
        title={"zh-Hans": "基础保养", "en": "Basic service"},
        description={"zh-Hans": "机油、机滤和全车检查", "en": "Oil, filter and a full check"},
    ),
    OfferedReward(
        GARAGE,
        kind="goods",
        points=10_000,
        stock=8,
        limit=4,
        title={"zh-Hans": "轮胎一条", "en": "One tyre"},
        description={"zh-Hans": "含安装和动平衡", "en": "Fitted and balanced"},
    ),
)
SEASONS = (
    Season(
        GARAGE,
        "anniversary",
        {"zh-Hans": "安途周年庆", "en": "Antu's anniversary"},
        -2,
        28,
        {"Air-conditioner cleaning": 5_000},
    ),
    Season(
        CINEMA,
        "new-year",
        {"zh-Hans": "跨年观影周", "en": "A week of films for the new year"},
        10,
        17,
        {"One cinema ticket": 480},
    ),
)
ANNOUNCED = timedelta(days=3)


async def offer(program: Program, shops: Mapping[Shop, UUID], *, at: datetime) -> int:
    """Publish what is not there yet; how many rewards are new."""
    began = at - ANNOUNCED
    made = 0
    known: dict[str, UUID] = {}
    for shop in {offered.shop for offered in OFFERED}:
        for reward in await catalog.rewards(at, merchant_id=shops[shop]):
            known[reward.terms.title["en"]] = reward.id
    for offered in OFFERED:
        title = offered.title["en"]
        if title not in known:
            known[title] = await _publish(program, offered, shops[offered.shop], at=began)
            made += 1
    for season in SEASONS:
        await _hold(program, season, shops[season.shop], known, at=at)
    return made


async def _publish(
    program: Program, offered: OfferedReward, merchant_id: UUID, *, at: datetime
) -> UUID:
    published = await samples.reward(
        program,
        merchant_id=merchant_id,
        kind=offered.kind,
        title=offered.title,
        description=offered.description,
        points=offered.points,
        stock=offered.stock,
        limit=offered.limit,
        voucher_days=90,
        disclosure=reward_disclosure(
            program, points=offered.points, stock=offered.stock, limit=offered.limit
        ),
        at=at,
    )
    return published.id


async def _hold(
    program: Program, season: Season, merchant_id: UUID, known: Mapping[str, UUID], *, at: datetime
) -> None:
    """A season that is live or coming already stands; else it is held anew."""
    standing = await catalog.events(merchant_id=merchant_id, at=at)
    if any(event.title == season.title for event in standing):
        return
    await samples.event(
        program,
        merchant_id=merchant_id,
        theme=season.theme,
        title=season.title,
        starts_at=at + timedelta(days=season.begins),
        ends_at=at + timedelta(days=season.ends),
        prices={known[title]: points for title, points in season.prices.items()},
        disclosure=plain_disclosure(program),
        at=at - ANNOUNCED,
    )
