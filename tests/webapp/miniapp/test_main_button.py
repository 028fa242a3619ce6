"""Telegram's own button: by its script as over the wire, and never for another page."""

from __future__ import annotations

import asyncio

from playwright.async_api import BrowserContext, Route, expect

import samples
from core import redemptions
from core.program import Program
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import TELEGRAM_JS, signed
from tests.webapp.miniapp.phone import Phone

OFFICIAL = """
const nothing = { show() {}, hide() {} };
const main = (window.main = { text: "", visible: false, active: true, wheel: false, wheels: 0 });
const MainButton = {
  setText(text) {
    if (!text) throw new Error("WebAppBottomButtonParamInvalid");
    main.text = text;
    return this;
  },
  show() { main.visible = true; return this; }, hide() { main.visible = false; return this; },
  enable() { main.active = true; return this; },
  showProgress() { main.wheel = true; main.wheels += 1; main.active = false; return this; },
  hideProgress() { main.wheel = false; return this; },
};
const heard = {};
window.Telegram.WebApp = {
  themeParams: {}, onEvent: (name, handler) => { heard[name] = handler; },
  setHeaderColor() {}, setBackgroundColor() {}, expand() {}, ready() {},
  BackButton: nothing, SettingsButton: nothing, MainButton,
  HapticFeedback: { notificationOccurred() {}, selectionChanged() {} },
};
window.pressMain = () => heard.mainButtonClicked();
"""


async def test_telegrams_script_drives_the_same_button(
    phone: Phone, context: BrowserContext, program: Program
) -> None:
    await context.route(
        TELEGRAM_JS, lambda route: route.fulfill(content_type="text/javascript", body=OFFICIAL)
    )
    member = await shops.join(program, 1001, "Lin Jing", language="en")
    shop = await shops.open_shop(program, "Leaf Tea")
    await shop.sell(member, "500.00", shops.NOW, "J-1")
    reward = await samples.reward(program, merchant_id=shop.id, points=300, at=shops.NOW)
    app = await phone.launch(signed(start_param=f"reward-{reward.id}"))
    await app.wait_for_function("() => window.main?.text === 'Redeem for 300 points'")
    assert await app.evaluate("() => main.visible && main.active")
    await app.evaluate("() => { pressMain(); pressMain(); }")
    await app.wait_for_function("() => main.text === 'Confirm 300 points' && main.active")
    assert await app.evaluate("() => [main.wheel, main.wheels]") == [False, 1]
    await app.evaluate("() => { pressMain(); pressMain(); }")
    await expect(app.locator(".receipt")).to_be_visible()
    assert await app.evaluate("() => [main.visible, main.wheel]") == [False, False]
    assert len(await redemptions.vouchers(member.id)) == 1


async def test_a_price_that_comes_late_is_not_held_on_another_page(
    phone: Phone, context: BrowserContext, program: Program
) -> None:
    member = await shops.join(program, 1001, "林静")
    shop = await shops.open_shop(program, "一叶茶铺")
    await shop.sell(member, "500.00", shops.NOW, "J-1")
    for points in (100, 200):
        await samples.reward(program, merchant_id=shop.id, points=points, at=shops.NOW)
    go = asyncio.Event()
    answered = asyncio.Event()

    async def late(route: Route) -> None:
        await go.wait()
        await route.continue_()
        answered.set()

    await context.route("**/app/api/quotes", late, times=1)
    app = await phone.launch(signed(start_param="rewards"))
    await app.locator("[data-reward]").first.click()
    await expect(phone.main_button).to_have_text("用 100 分兑换")
    await phone.main_button.click()
    await expect(phone.main_button).to_be_disabled()
    await phone.tell("back_button_pressed")
    await expect(app.locator("[data-reward]")).to_have_count(2)  # the list, no longer the reward
    await app.locator("[data-reward]").last.click()
    await expect(phone.main_button).to_have_text("用 200 分兑换")
    async with phone.page.expect_response("**/app/api/quotes"):
        go.set()
        await answered.wait()
    await phone.main_button.click()
    await expect(phone.main_button).to_have_text("确认支付 200 分")
    await expect(app.locator("[data-held]")).to_contain_text("换完钱包还剩 300 分")
