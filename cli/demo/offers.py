"""What points buy in the demo world: in reach, just out of reach, and cheaper in a season."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

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
class Offered:
    """A reward of a shop; `stock` None: without an end."""

    shop: Shop
    kind: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    points: int
    market_price_fen: int
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
    Offered(
        TEA_SHOP,
        "goods",
        {"zh-Hans": "桂花乌龙一杯", "en": "A cup of osmanthus oolong"},
        {"zh-Hans": "现泡，热饮或冰饮", "en": "Brewed fresh, hot or iced"},
        240,
        2_400,
        limit=3,
    ),
    Offered(
        MARKET,
        "coupon",
        {"zh-Hans": "鸡蛋一盒", "en": "A dozen eggs"},
        {"zh-Hans": "散养，十二枚", "en": "Free range"},
        180,
        1_800,
        stock=200,
    ),
    Offered(
        CINEMA,
        "coupon",
        {"zh-Hans": "电影票一张", "en": "One cinema ticket"},
        {"zh-Hans": "普通厅任意场次", "en": "Any showing in a standard hall"},
        600,
        6_000,
        stock=100,
    ),
    Offered(
        GARAGE,
        "service",
        {"zh-Hans": "空调清洗", "en": "Air-conditioner cleaning"},
        {"zh-Hans": "蒸发箱杀菌除味", "en": "Evaporator cleaned and freshened"},
        6_000,
        60_000,
    ),
    Offered(
        GARAGE,
        "service",
        {"zh-Hans": "基础保养", "en": "Basic service"},
        {"zh-Hans": "机油、机滤和全车检查", "en": "Oil, filter and a full check"},
        5_000,
        50_000,
    ),
    Offered(
        GARAGE,
        "goods",
        {"zh-Hans": "轮胎一条", "en": "One tyre"},
        {"zh-Hans": "含安装和动平衡", "en": "Fitted and balanced"},
        10_000,
        100_000,
        stock=8,
        limit=4,
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
    for shop in {one.shop for one in OFFERED}:
        for reward in await catalog.rewards(at, merchant_id=shops[shop]):
            known[reward.terms.title["en"]] = reward.id
    for one in OFFERED:
        if one.title["en"] not in known:
            known[one.title["en"]] = await _publish(program, one, shops[one.shop], at=began)
            made += 1
    for season in SEASONS:
        await _hold(program, season, shops[season.shop], known, at=at)
    return made


async def _publish(program: Program, one: Offered, merchant_id: UUID, *, at: datetime) -> UUID:
    drafted = await catalog.draft_reward(
        program,
        merchant_id=merchant_id,
        kind=one.kind,
        terms=catalog.RewardTerms(
            title=one.title,
            description=one.description,
            points=one.points,
            cash_fen=0,
            market_price_fen=one.market_price_fen,
            limit=one.limit,
            voucher_days=90,
            delivery="pick-up",
            disclosure=reward_disclosure(
                program, points=one.points, stock=one.stock, limit=one.limit
            ),
        ),
        stock=one.stock,
        at=at,
    )
    await catalog.publish_reward(program, merchant_id=merchant_id, reward_id=drafted.id, at=at)
    return drafted.id


async def _hold(
    program: Program, season: Season, merchant_id: UUID, known: Mapping[str, UUID], *, at: datetime
) -> None:
    """A season that is live or coming already stands; else it is held anew."""
    standing = await catalog.events(merchant_id=merchant_id, at=at)
    if any(one.title == season.title for one in standing):
        return
    drafted = await catalog.draft_event(
        program,
        merchant_id=merchant_id,
        theme=season.theme,
        title=season.title,
        starts_at=at + timedelta(days=season.begins),
        ends_at=at + timedelta(days=season.ends),
        multiplier=None,
        prices={known[title]: points for title, points in season.prices.items()},
        disclosure=plain_disclosure(program),
        at=at - ANNOUNCED,
    )
    await catalog.publish_event(
        program, merchant_id=merchant_id, event_id=drafted.id, at=at - ANNOUNCED
    )
