"""Offers of shops for screenshots and tests: rewards of every kind, and a season of each look."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import samples
from core import catalog, members, redemptions
from core.program import Program
from tests.webapp.miniapp.shops import NOW, Store

DAY = timedelta(days=1)


def said(chinese: str, english: str) -> dict[str, str]:
    return {"zh-Hans": chinese, "en": english}


RULES = {
    "threshold": said("积分达到标价即可兑换", "As many points as the price says"),
    "earning": said(
        "在参与商家消费获得，每元 1 分", "By purchases in the programme, a point per yuan"
    ),
    "validity": said("积分自消费起 12 个月有效", "Points are good for 12 months from the purchase"),
    "limits": said("换完即止，每人限两份", "While stock lasts, two for each"),
    "how_to_redeem": said(
        "到店出示二维码，或报出券码", "Show the QR in the shop, or read out its code"
    ),
    "delivery": said("到店领取，不收配送费", "Pick-up in the shop, nothing to pay for it"),
    "complaints": said("电话 400-000-1234，每天 9–21 点", "Call 400-000-1234, daily 9 to 21"),
}


async def reward(shop: Store, points: int, title: dict[str, str], **more: Any) -> catalog.Reward:
    """Publish one; `yuan` is its market price."""
    yuan = more.pop("yuan", points // 10)
    return await samples.reward(
        shop.program,
        merchant_id=shop.id,
        points=points,
        at=NOW - 20 * DAY,
        title=title,
        market_price_fen=yuan * 100,
        **{"disclosure": RULES, "description": {}, "voucher_days": 60, **more},
    )


async def buy(
    program: Program,
    member: members.Member,
    reward: catalog.Reward,
    *,
    till: str | None = None,
    at: datetime = NOW,
) -> redemptions.Redeemed:
    """Redeem it from the wallet; with a `till`, take its voucher there at once."""
    bought = await samples.redemption(program, member_id=member.id, reward_id=reward.id, at=at)
    if till:
        await redemptions.verify(
            program,
            code=bought.voucher.code,
            merchant_id=reward.merchant_id,
            request=bought.voucher.code,
            till=till,
            at=at,
        )
    return bought


async def event(
    shop: Store,
    theme: str,
    title: dict[str, str],
    *,
    starts: timedelta,
    ends: timedelta,
    multiplier: str | None = None,
    prices: dict[UUID, int] | None = None,
    at: datetime = NOW,
    **more: Any,
) -> catalog.Event:
    """Publish one that starts and ends so far from `at`."""
    return await samples.event(
        shop.program,
        merchant_id=shop.id,
        theme=theme,
        title=title,
        starts_at=at + starts,
        ends_at=at + ends,
        multiplier=Decimal(multiplier) if multiplier else None,
        prices=prices or {},
        disclosure=RULES,
        at=NOW - 20 * DAY,
        **more,
    )


async def shelves(program: Program, cars: Store, tea: Store) -> dict[str, catalog.Reward]:
    """Six rewards: within reach, for a family together, out of reach, and sold out."""
    rewards = {
        "wash": await reward(cars, 300, said("洗车", "Car wash"), yuan=30, voucher_days=14),
        "tea": await reward(
            tea, 1200, said("龙井礼盒", "Box of green tea"), kind="goods", yuan=138, stock=40
        ),
        "tickets": await reward(
            tea, 1800, said("双人茶席", "Tea for two"), kind="coupon", yuan=168, limit=2
        ),
        "service": await reward(
            cars,
            6000,
            said("基础保养", "Basic service"),
            yuan=598,
            stock=12,
            limit=2,
            description=said(
                "更换机油与机滤，检查轮胎、刹车与灯光，约四十分钟。",
                "Oil and filter changed; tyres, brakes and lights checked. About forty minutes.",
            ),
        ),
        "seat": await reward(
            cars,
            9800,
            said("儿童安全座椅", "Child seat"),
            kind="goods",
            yuan=1288,
            cash_fen=19_900,
            delivery="delivery",
        ),
    }
    gone = await reward(tea, 800, said("手工茶杯", "Handmade cup"), kind="goods", yuan=79, stock=0)
    return {**rewards, "gone": gone}


async def seasons(cars: Store, tea: Store, service: catalog.Reward) -> None:
    """One of each look: two live, three to come."""
    await event(
        cars,
        "spring-festival",
        said("新春保养季", "Spring Festival at the garage"),
        starts=-3 * DAY,
        ends=9 * DAY + timedelta(hours=5),
        multiplier="2",
        prices={service.id: 5000},
    )
    await event(
        tea,
        "anniversary",
        said("茶铺十周年", "Ten years of the tea shop"),
        starts=-DAY,
        ends=timedelta(hours=7, minutes=30),
        multiplier="1.5",
    )
    await event(
        tea,
        "qingming",
        said("明前茶上市", "First tea of spring"),
        starts=20 * DAY,
        ends=34 * DAY,
        multiplier="3",
        categories=["绿茶", "白茶"],
    )
    await event(
        cars,
        "summer",
        said("清凉一夏", "A cool summer"),
        starts=120 * DAY,
        ends=150 * DAY,
        multiplier="2",
    )
    await event(
        tea,
        "mid-autumn",
        said("中秋茶会", "Mid-Autumn tea"),
        starts=220 * DAY,
        ends=226 * DAY,
        multiplier="2",
    )
