"""Interruptions: going back during a payment, two windows, an old launch; and keyboard use."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from playwright.async_api import BrowserContext, Frame, Route, expect

import samples
from core import ledger, members, redemptions
from core.program import Program
from tests.webapp.conftest import Client, SetClock
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.shops import Store


async def held(phone: Phone, program: Program, shop: Store) -> Frame:
    """A reward of 100 points whose price is held, reached from the list."""
    await samples.reward(program, merchant_id=shop.id, points=100, at=shops.NOW)
    app = await phone.launch(signed(start_param="rewards"))
    await app.locator("[data-reward]").click()
    await phone.main_button.click()
    await expect(phone.main_button).to_have_text("确认支付 100 分")
    return app


async def points_of(program: Program, member: members.Member) -> int:
    return (await ledger.balance(member.id, today=ledger.today(program, shops.NOW))).points


async def test_going_back_during_payment_shows_where_the_voucher_is_kept(
    phone: Phone, context: BrowserContext, program: Program, shop: Store, jing: members.Member
) -> None:
    gone = asyncio.Event()

    async def wait(route: Route) -> None:
        await gone.wait()
        await route.continue_()

    app = await held(phone, program, shop)
    await context.route("**/app/api/redemptions", wait, times=1)
    await phone.main_button.click()
    await phone.tell("back_button_pressed")
    await expect(app.locator("h1")).to_have_text("好礼")
    gone.set()
    await expect(app.get_by_role("status")).to_have_text("兑换成功，券在“我的券”里。")
    await expect(app.locator("h1")).to_have_text("好礼")
    assert len(await redemptions.vouchers(jing.id)) == 1


async def test_going_back_before_a_lost_answer_shows_where_to_look(
    phone: Phone, context: BrowserContext, program: Program, shop: Store, jing: members.Member
) -> None:
    gone = asyncio.Event()

    async def lose(route: Route) -> None:
        await gone.wait()
        await route.fetch()
        await route.abort()

    app = await held(phone, program, shop)
    await context.route("**/app/api/redemptions", lose, times=1)
    await phone.main_button.click()
    await phone.tell("back_button_pressed")
    await expect(app.locator("h1")).to_have_text("好礼")
    gone.set()
    await expect(app.get_by_role("status")).to_contain_text("请看看“我的券”")
    await app.locator("a[data-page=vouchers]").click()
    await expect(app.locator(".code-typed")).to_be_visible()


async def test_back_with_a_held_price_spends_nothing_and_it_can_be_asked_again(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    app = await held(phone, program, shop)
    await phone.tell("back_button_pressed")
    await expect(app.locator("h1")).to_have_text("好礼")
    await expect(phone.main_button).to_be_hidden()
    await app.locator("[data-reward]").click()
    await expect(phone.main_button).to_have_text("用 100 分兑换")
    assert await points_of(program, jing) == 500


async def test_expired_launch_after_quote_spends_nothing(
    phone: Phone, clock: SetClock, program: Program, shop: Store, jing: members.Member
) -> None:
    app = await held(phone, program, shop)
    clock.forward(hours=25)  # whoever asks first, the button or a look by itself, finds the end
    await phone.tell("main_button_pressed")
    await expect(app.get_by_role("alert")).to_contain_text("请重新打开")
    await expect(app.get_by_role("alert")).to_contain_text("您的积分都在")
    await expect(phone.main_button).to_be_hidden()
    assert await points_of(program, jing) == 500


async def test_two_windows_cannot_overspend(
    phone: Phone, context: BrowserContext, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=400, at=shops.NOW)
    other = phone.beside(await context.new_page())
    windows = [phone, other]
    apps = [await window.launch(signed(start_param=f"reward-{reward.id}")) for window in windows]
    for window in windows:
        await window.main_button.click()
        await expect(window.main_button).to_have_text("确认支付 400 分")
    await phone.main_button.click()
    await expect(apps[0].locator(".receipt")).to_be_visible()
    await other.main_button.click()
    await expect(apps[1].get_by_role("alert")).to_contain_text("积分一分没动")
    await expect(apps[1].locator("[data-fund]")).to_contain_text("还差 300 分")
    assert await points_of(program, jing) == 100


async def test_with_keys_alone_a_reward_is_bought(
    phone: Phone, client: Client, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=shops.NOW)
    address = client.make_url(f"/app/rewards/{reward.id}")
    page = phone.page
    await page.goto(f"{address}#tgWebAppData={signed().replace('%', '%25')}".replace("&", "%26"))
    button = page.locator("[data-press]")
    await expect(button).to_have_text("用 100 分兑换")
    await button.focus()
    await page.keyboard.press("Enter")
    await expect(button).to_have_text("确认支付 100 分")
    await expect(button).to_be_focused()
    await page.keyboard.press("Shift+Tab")
    await expect(page.get_by_role("button", name="先不换")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(button).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(button).to_have_text("确认支付 100 分")
    await page.keyboard.press("Enter")
    await expect(page.locator(".receipt")).to_be_visible()
    await expect(page.locator("main")).to_be_focused()


async def test_earlier_entries_are_loaded_with_the_keyboard_alone(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    for n in range(25):
        await shop.sell(jing, "10.00", shops.NOW - timedelta(hours=7 * n), f"K-{n}")
    app = await phone.launch(signed(start_param="history"))
    await app.locator("[data-more]").press("Enter")
    await expect(app.locator("[data-entry]")).to_have_count(26)
    await expect(app.locator("[data-entry] summary").nth(20)).to_be_focused()
