"""Rewards, events and vouchers as lists in Chromium: what they say, and that they stay fresh."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.async_api import expect

import samples
from core import redemptions
from core.program import Program
from tests.webapp.conftest import Client, SetClock
from tests.webapp.miniapp import offers, shops
from tests.webapp.miniapp.conftest import Bearer, signed
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.shops import Store

LOOK = {"is_visible": True}
"""The member takes the phone up again: what is shown is checked at once."""


async def test_rewards_show_the_missing_points(phone: Phone, program: Program, shop: Store) -> None:
    member = await shops.join(program, 1001, "林静")
    await shop.sell(member, "500.00", shops.NOW, "R-1")
    for points, title, stock in ((300, "保养", None), (501, "轮胎", None), (100, "水杯", 0)):
        await offers.reward(shop, points, offers.said(title, "x"), stock=stock)
    app = await phone.launch(signed(start_param="rewards"))
    rows = app.locator("[data-reward]")
    await expect(rows).to_have_count(3)
    expected = [("保养", "够了"), ("轮胎", "还差 1 分"), ("水杯", "已经换完了")]  # sold out is last
    for at, (title, reach) in enumerate(expected):
        await expect(rows.nth(at)).to_contain_text(title)
        await expect(rows.nth(at)).to_contain_text(reach)


async def test_pages_without_anything_teach(phone: Phone, program: Program) -> None:
    await shops.join(program, 1001, "林静")
    app = await phone.launch(signed(start_param="vouchers"))
    await expect(app.locator("main")).to_contain_text("还没有券")
    await app.locator("a[data-page=rewards]").click()
    await expect(app.locator("main")).to_contain_text("还没有好礼")
    await app.locator("a[data-page=events]").click()
    await expect(app.locator("main")).to_contain_text("现在没有活动")


async def test_an_event_counts_down_and_leads_to_its_reward(
    phone: Phone, program: Program, clock: SetClock, shop: Store
) -> None:
    await shops.join(program, 1001, "Lin Jing", language="en")
    reward = await offers.reward(shop, 6000, offers.said("保养", "Service"))
    await offers.event(
        shop,
        "summer",
        offers.said("夏日", "Summer"),
        starts=timedelta(days=1, hours=1),
        ends=timedelta(days=2),
        prices={reward.id: 5000},
    )
    await phone.page.emulate_media(reduced_motion="reduce")
    app = await phone.launch(signed(start_param="events"))
    count = app.get_by_role("timer")
    await expect(count).to_have_text("1 day 1 hour")
    await expect(app.locator(".season-pool .pattern")).to_be_visible()
    clock.forward(days=1, minutes=58, seconds=30)
    app = await phone.launch(signed(at=clock.at, start_param="events"))
    count = app.get_by_role("timer")
    await expect(count).to_have_text("1 minute")
    clock.forward(minutes=2)
    await phone.tell("visibility_changed", LOOK)
    await expect(app.locator(".runs")).to_contain_text("Ends in")
    await expect(count).to_have_text("22 hours 59 minutes")
    await app.locator(".lowered").click()
    await expect(app.locator(".gains")).to_contain_text("16.7 %")
    await expect(app.locator(".gains")).to_contain_text("20.0 %")
    await expect(app.locator(".now s")).to_contain_text("6,000")
    assert "season-pool" in (await app.locator("main > div").get_attribute("class") or "")


@pytest.mark.parametrize(
    ("language", "left", "written"),
    [
        ("zh-Hans", timedelta(days=3, hours=5), "3天5小时"),
        ("zh-Hans", timedelta(minutes=61), "1小时1分钟"),
        ("en", timedelta(days=1, hours=1), "1day1hour"),
        ("en", timedelta(days=2), "2days0hours"),
        ("en", timedelta(minutes=2), "2minutes"),
        ("en", timedelta(seconds=20), "1minute"),
    ],
)
async def test_server_and_browser_write_the_same_countdown(
    client: Client,
    phone: Phone,
    shop: Store,
    *,
    bearer: Bearer,
    program: Program,
    language: str,
    left: timedelta,
    written: str,
) -> None:
    await shops.join(program, 1001, "林静", language=language)
    title = offers.said("节", "Feast")
    await offers.event(shop, "new-year", title, starts=-offers.DAY, ends=left, multiplier="2")
    answer = await client.get("/app/pages/events", headers=await bearer(signed()))
    [count] = re.findall(r'data-at="[^"]+">(.*?)</p>', await answer.text(), re.DOTALL)
    assert re.sub(r"<[^>]+>|\s", "", count) == written
    await phone.page.emulate_media(reduced_motion="reduce")
    app = await phone.launch(signed(start_param="events"))
    await expect(app.locator("[data-written]")).to_be_visible()
    assert re.sub(r"\s", "", await app.get_by_role("timer").inner_text()) == written


async def test_seconds_run_in_the_last_hour_and_the_end_is_noticed(
    phone: Phone, program: Program, clock: SetClock, shop: Store
) -> None:
    await shops.join(program, 1001, "林静")
    await offers.event(
        shop,
        "spring-festival",
        offers.said("春节", "Spring"),
        starts=-timedelta(days=1),
        ends=timedelta(seconds=90),
        multiplier="2",
    )
    app = await phone.launch(signed(start_param="events"))
    await expect(app.get_by_role("timer")).to_contain_text("秒")
    clock.forward(seconds=90)
    await phone.tell("visibility_changed", LOOK)
    await expect(app.locator("main")).to_contain_text("现在没有活动")


async def test_voucher_bought_in_chat_appears_and_redeemed_voucher_is_stamped(
    phone: Phone, program: Program, shop: Store
) -> None:
    member = await shops.join(program, 1001, "林静")
    await shop.sell(member, "500.00", shops.NOW, "R-1")
    app = await phone.launch(signed(start_param="vouchers"))
    await expect(app.locator("main")).to_contain_text("还没有券")
    bought = await samples.redemption_of_points(
        program, member_id=member.id, merchant_id=shop.id, points=100, at=shops.NOW
    )
    await phone.tell("visibility_changed", LOOK)
    ticket = app.locator("[data-voucher]")
    await expect(ticket.locator(".code-typed")).to_have_text(bought.voucher.spoken)
    paper = await ticket.locator(".slip").evaluate("one => getComputedStyle(one).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    await redemptions.verify(
        program,
        code=bought.voucher.code,
        merchant_id=shop.id,
        request="r-1",
        till="2 号台",
        at=shops.NOW,
    )
    await phone.tell("visibility_changed", LOOK)
    await expect(ticket).to_contain_text("已使用")
    await ticket.click()
    await expect(app.locator(".ticket")).to_contain_text("已在 顺达汽车服务 使用（2 号台）")


async def test_expired_voucher_is_marked(
    phone: Phone, program: Program, clock: SetClock, shop: Store
) -> None:
    member = await shops.join(program, 1001, "林静")
    await shop.sell(member, "500.00", shops.NOW, "R-1")
    await samples.redemption_of_points(
        program, member_id=member.id, merchant_id=shop.id, points=100, at=shops.NOW
    )
    clock.forward(days=31)
    app = await phone.launch(signed(at=clock.at, start_param="vouchers"))
    await expect(app.locator("[data-state=ended]")).to_contain_text("已过期")
    await expect(app.locator(".slip")).to_have_count(0)
