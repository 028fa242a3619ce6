"""Rewards, events and vouchers in Chromium: found, bought in two presses, shown as a ticket."""

from __future__ import annotations

from playwright.async_api import expect

from core.program import Program
from tests.core.spending import offer
from tests.webapp.miniapp import scene
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.host import Host


async def test_a_reward_is_bought_in_two_presses_and_becomes_a_ticket(
    phone: Host, program: Program
) -> None:
    member = await scene.join(program, 1001, "林静")
    shop = await scene.open_shop(program, "顺达车行")
    await shop.sell(member, "500.00", scene.NOW, "R-1")
    await offer(program, merchant_id=shop.id, points=300, at=scene.NOW)
    await offer(
        program,
        merchant_id=shop.id,
        points=501,
        at=scene.NOW,
        title={"zh-Hans": "轮胎", "en": "Tyre"},
    )
    app = await phone.launch(signed(start_param="rewards"))
    await expect(app.locator("details").filter(has_text="轮胎").first).to_contain_text("还差 1 分")
    service = app.locator("[data-reward]").filter(has_text="基础保养")
    await service.locator("summary").first.click()
    buy = service.locator("[data-buy]")
    await expect(buy).to_have_text("用个人积分换 · 300 分")
    await buy.click()
    await expect(buy).to_have_text("确认兑换 · 300 分")
    await buy.click()
    await expect(app.locator("main")).to_contain_text("个人 200 分")
    await app.locator("a[data-page=vouchers]").click()
    ticket = app.locator("[data-voucher]")
    await expect(ticket).to_contain_text("基础保养")
    await expect(ticket.locator("svg")).to_be_visible()


async def test_pages_without_anything_teach(phone: Host, program: Program) -> None:
    await scene.join(program, 1001, "林静")
    app = await phone.launch(signed(start_param="vouchers"))
    await expect(app.locator("main")).to_contain_text("还没有券")
    await app.locator("a[data-page=rewards]").click()
    await expect(app.locator("main")).to_contain_text("还没有好礼")
    await app.locator("a[data-page=events]").click()
    await expect(app.locator("main")).to_contain_text("现在没有活动")
