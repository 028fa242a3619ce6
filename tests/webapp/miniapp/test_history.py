"""Lines of the history for a redemption and for a purchase that was recorded late."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect

import samples
from core import members
from core.program import Program
from tests.webapp.miniapp import offers, shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.shops import Store


@pytest.fixture
async def jing(program: Program, shop: Store) -> members.Member:
    """Lin Jing, with 500 points."""
    member = await shops.join(program, 1001, "林静")
    await shop.sell(member, "500.00", shops.NOW - timedelta(days=9), "J-1")
    return member


async def test_a_redemption_names_the_reward_and_opens_its_voucher(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await offers.reward(shop, 300, offers.said("基础保养", "Basic service"))
    bought = await offers.buy(program, jing, reward)
    app = await phone.launch(signed())
    await expect(app.locator("[data-live=recent] li").first).to_contain_text("基础保养")
    await app.locator(".label a").click()
    entry = app.locator("details").first
    await expect(entry.locator("summary b")).to_have_text("基础保养")
    await expect(entry.locator("summary")).to_contain_text("兑换 · 顺达汽车服务 · 12:30")
    await expect(entry.locator("summary")).to_contain_text("−300")
    await entry.locator("summary").click()
    await entry.get_by_role("link", name="看券和收据").click()
    await expect(app.locator(".code-typed")).to_have_text(bought.voucher.spoken)
    await phone.tell("back_button_pressed")
    await expect(app.locator("h1")).to_have_text("积分明细")


async def test_contributor_reads_the_redeemer_and_their_own_part(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    wei = await shops.join(program, 1002, "张伟")
    await shop.sell(wei, "200.00", shops.NOW, "W-1")
    await shops.pool(program, [jing, wei], "林家", points=(400, 100))
    reward = await offers.reward(shop, 500, offers.said("基础保养", "Basic service"))
    bought = await samples.redemption(
        program, member_id=wei.id, reward_id=reward.id, source="purse", at=shops.NOW
    )
    app = await phone.launch(signed(start_param="history"))
    entry = app.locator("details").first
    await expect(entry.locator("summary")).to_contain_text("基础保养")
    await expect(entry.locator("summary")).to_contain_text("−400")
    await entry.locator("summary").click()
    await expect(entry).to_contain_text("券已发给 张伟")
    await entry.get_by_role("link", name="收据：用了谁的积分").click()
    await expect(app.locator("[data-paid]")).to_have_text(["林静400"])
    await expect(app.locator(".receipt")).to_contain_text("由 张伟 兑换")
    assert bought.voucher.code not in await app.content()


async def test_strangers_read_no_receipt(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await offers.reward(shop, 300, offers.said("基础保养", "Basic service"))
    bought = await offers.buy(program, jing, reward)
    await shops.join(program, 1003, "周新")
    app = await phone.launch(signed(1003), path=f"/app/vouchers/{bought.redemption_id}")
    await expect(app.get_by_role("alert")).to_contain_text("这里什么都没有")


async def test_a_purchase_that_came_in_late_says_its_day(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    await samples.purchase(
        program,
        merchant_id=shop.id,
        receipt="FILE-1",
        member_id=jing.id,
        amount_fen=12_000,
        channel="file",
        occurred_at=shops.NOW - timedelta(days=60),
        at=shops.NOW,
    )
    app = await phone.launch(signed(start_param="history"))
    lines = app.locator("summary")
    await expect(lines.first).to_contain_text("消费得分 · 12:30 · 2025年12月16日消费")
    await expect(lines.nth(1)).not_to_contain_text("日消费")
