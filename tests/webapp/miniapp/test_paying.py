"""Which of wallet and purse pays a reward, and what helps when one of them is short."""

from __future__ import annotations

import pytest
from playwright.async_api import Frame, expect

import samples
from core import families, ledger, members
from core.program import Program
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.shops import Store


@pytest.fixture
async def jing(program: Program, shop: Store) -> members.Member:
    """Lin Jing, with 300 points in her wallet and 500 in a family of which 200 are hers."""
    people = [
        await shops.join(program, 1001 + at, name) for at, name in enumerate(("林静", "张伟"))
    ]
    for at, member in enumerate(people):
        await shop.sell(member, "500.00", shops.NOW, f"R-{at}")
    await shops.pool(program, people, "林家", points=(200, 300))
    return people[0]


async def opened(phone: Phone, program: Program, shop: Store, points: int) -> Frame:
    reward = await samples.reward(program, merchant_id=shop.id, points=points, at=shops.NOW)
    app = await phone.launch(signed(start_param=f"reward-{reward.id}"))
    await expect(app.locator("[data-pay]")).to_be_visible()
    return app


async def test_a_short_purse_is_filled_from_the_wallet(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    app = await opened(phone, program, shop, 650)
    fund = app.locator("[data-fund=purse]")
    await expect(fund).to_contain_text("还差 150 分")
    await expect(fund).to_contain_text("放 150 分进家庭，就能换了")
    await fund.get_by_role("link", name="放入积分").click()
    await expect(app.locator("#family-points")).to_have_value("150")
    await app.locator("button[value=contribute]").click()
    await expect(app.get_by_role("status")).to_have_text("已放入家庭，仍是您的。")
    await phone.tell("back_button_pressed")
    await expect(app.locator("[data-fund=purse]")).to_contain_text("刚好够")
    await expect(phone.main_button).to_have_text("用 650 分兑换")


async def test_price_beyond_wallet_and_purse_offers_no_transfer(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    app = await opened(phone, program, shop, 801)
    await expect(app.locator("[data-fund=purse]")).to_contain_text("家人再放一些进来")
    await app.locator(".segments label").first.click()
    await expect(app.locator("[data-fund=wallet]")).to_contain_text("每一笔都更近一步")
    await expect(app.locator("[data-fund=wallet] a")).to_have_count(0)


async def test_insufficient_wallet_offers_a_sufficient_purse(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    app = await opened(phone, program, shop, 400)
    await app.locator(".segments label").first.click()
    await expect(phone.main_button).to_be_hidden()
    await app.get_by_role("button", name="改用家庭的积分").click()
    await expect(app.locator("input[value=purse]")).to_be_checked()
    await expect(app.locator("input[value=purse]")).to_be_focused()
    await phone.main_button.click()
    await expect(phone.main_button).to_have_text("确认支付 400 分")
    await phone.main_button.click()
    await expect(app.locator(".receipt")).to_contain_text("从家庭支付")
    balance = await ledger.balance(jing.id, today=ledger.today(program, shops.NOW))
    assert balance.personal == 300


async def test_insufficient_purse_offers_a_sufficient_wallet(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    await families.set_auto(program, member_id=jing.id, percent=0, at=shops.NOW)
    await shop.sell(jing, "900.00", shops.NOW, "R-9")
    app = await opened(phone, program, shop, 600)
    await app.locator(".segments label").last.click()
    fund = app.locator("[data-fund=purse]")
    await expect(fund).to_contain_text("您的钱包就够付")
    await fund.get_by_role("button", name="改用我的钱包").press("Enter")
    await expect(app.locator("input[value=wallet]")).to_be_checked()
    await expect(phone.main_button).to_have_text("用 600 分兑换")


async def test_reward_list_counts_wallet_and_purse_together(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    for points in (300, 500, 800, 801):
        await samples.reward(program, merchant_id=shop.id, points=points, at=shops.NOW)
    app = await phone.launch(signed(start_param="rewards"))
    reach = app.locator(".reach")
    await expect(reach).to_have_text(
        ["够了", "用家庭的就够了", "钱包和家庭合起来就够了", "还差 301 分"]
    )
