"""A reward on its page in Chromium: asked, held, paid once; and every refusal said kindly."""

from __future__ import annotations

import pytest
from playwright.async_api import BrowserContext, Frame, Route, expect

import samples
from core import families, ledger, members, redemptions
from core.program import Program
from tests.webapp.conftest import Client, SetClock
from tests.webapp.miniapp import offers, shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.shops import Store


@pytest.fixture
async def wei(program: Program, jing: members.Member, shop: Store) -> members.Member:
    """Zhang Wei, of the same family, which has 240 of her points and 160 of his."""
    member = await shops.join(program, 1002, "张伟")
    await shop.sell(member, "200.00", shops.NOW, "W-1")
    await shops.pool(program, [jing, member], "林家", points=(240, 160))
    return member


async def opened(phone: Phone, reward_id: object, telegram_id: int = 1001) -> Frame:
    app = await phone.launch(signed(telegram_id, start_param=f"reward-{reward_id}"))
    await expect(app.locator("[data-pay]")).to_be_visible()
    return app


async def points_of(program: Program, member: members.Member) -> int:
    return (await ledger.balance(member.id, today=ledger.today(program, shops.NOW))).points


async def test_the_main_button_asks_and_then_pays(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    await offers.reward(shop, 300, offers.said("基础保养", "Basic service"), yuan=36, stock=3)
    app = await phone.launch(signed(start_param="rewards"))
    await expect(app.locator("[data-reward]")).to_contain_text("够了")
    await app.locator("[data-reward]").click()
    await expect(app.locator("h1")).to_have_text("基础保养")
    await expect(app.locator(".worth")).to_contain_text("每积分抵 12 分钱")
    await expect(app.locator("[data-fund]")).to_contain_text("够了，换完还剩 200 分。")
    await expect(phone.main_button).to_have_text("用 300 分兑换")
    await phone.main_button.click()
    held = app.locator("[data-held]")
    await expect(held).to_contain_text("价格保留到 12:40")
    await expect(held).to_contain_text("换完钱包还剩 200 分")
    await expect(phone.main_button).to_have_text("确认支付 300 分")
    await phone.main_button.click()
    await expect(app.locator(".receipt")).to_contain_text("300 分")
    await expect(app.locator("[data-paid]")).to_contain_text("林静")
    [voucher] = await redemptions.vouchers(jing.id)
    await expect(app.locator(".code-typed")).to_have_text(voucher.spoken)
    await expect(app.locator("#notes")).to_have_text("兑换成功")
    await expect(phone.main_button).to_be_hidden()
    assert await points_of(program, jing) == 200
    await phone.tell("back_button_pressed")
    await expect(app.locator("h1")).to_have_text("好礼")


async def test_two_presses_at_once_buy_once(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=shops.NOW)
    app = await opened(phone, reward.id)
    await phone.page.evaluate(
        "() => { for (let i = 0; i < 3; i++) tell('main_button_pressed', {}) }"
    )
    await expect(phone.main_button).to_have_text("确认支付 100 分")
    assert await redemptions.vouchers(jing.id) == []
    await phone.page.evaluate(
        "() => { for (let i = 0; i < 3; i++) tell('main_button_pressed', {}) }"
    )
    await expect(app.locator(".receipt")).to_be_visible()
    assert len(await redemptions.vouchers(jing.id)) == 1
    assert await points_of(program, jing) == 400


async def test_an_answer_that_was_lost_is_asked_for_again(
    phone: Phone, context: BrowserContext, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=shops.NOW)
    app = await opened(phone, reward.id)
    await phone.main_button.click()
    await expect(phone.main_button).to_have_text("确认支付 100 分")

    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await context.route("**/app/api/redemptions", lose, times=1)
    await phone.main_button.click()
    await expect(app.get_by_role("alert")).to_contain_text("绝不会换两次")
    await phone.main_button.click()
    await expect(app.locator(".receipt")).to_be_visible()
    assert len(await redemptions.vouchers(jing.id)) == 1


async def test_without_a_telegram_around_it_the_pages_own_button_buys(
    phone: Phone, client: Client, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=shops.NOW)
    address = client.make_url(f"/app/rewards/{reward.id}")
    await phone.page.goto(
        f"{address}#tgWebAppData={signed().replace('%', '%25')}".replace("&", "%26")
    )
    button = phone.page.locator("[data-press]")
    await expect(button).to_have_text("用 100 分兑换")
    await button.click()
    await expect(button).to_have_text("确认支付 100 分")
    await button.click()
    await expect(phone.page.locator(".receipt")).to_be_visible()
    assert len(await redemptions.vouchers(jing.id)) == 1


async def test_a_purse_pays_for_a_recipient_and_says_whose_points(
    phone: Phone, program: Program, shop: Store, jing: members.Member, wei: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=390, at=shops.NOW)
    app = await opened(phone, reward.id)
    await expect(app.locator("input[value=purse]")).to_be_checked()  # 260 in her wallet
    await app.locator(".segments label").first.click()
    await expect(app.locator("[data-fund=wallet]")).to_contain_text("还差 130 分")
    await expect(phone.main_button).to_be_hidden()
    await app.locator(".segments label").last.click()
    await app.locator(".chips").get_by_text("张伟").click()
    await phone.main_button.click()
    parts = app.locator("[data-parts] li")
    await expect(parts).to_have_text(["林静240", "张伟150"])
    colours = [await part.locator(".dot").get_attribute("class") for part in await parts.all()]
    await expect(app.locator("[data-left]")).to_have_text("换完家里还剩 10 分")
    await phone.main_button.click()
    await expect(app.locator("[data-paid]")).to_have_text(["林静240", "张伟150"])
    paid = await app.locator("[data-paid] .dot").evaluate_all("all => all.map(o => o.className)")
    assert paid == colours == ["dot person-1", "dot person-2"]
    await expect(app.locator(".ticket")).to_contain_text("券已发给 张伟")
    [voucher] = await redemptions.vouchers(wei.id)
    assert voucher.code not in await app.content()
    his = await phone.launch(signed(1002, start_param="vouchers"))
    await expect(his.locator(".code-typed")).to_have_text(voucher.spoken)


async def test_a_choice_made_after_the_price_was_held_lets_it_go(
    phone: Phone, program: Program, shop: Store, wei: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=shops.NOW)
    app = await opened(phone, reward.id)
    await phone.main_button.click()
    await expect(app.locator("[data-held]")).to_be_visible()
    await app.locator(".segments label").last.click()
    await expect(app.locator("[data-held]")).to_be_hidden()
    await expect(phone.main_button).to_have_text("用 100 分兑换")


async def test_a_lapsed_price_is_said_and_asked_anew(
    phone: Phone, clock: SetClock, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=300, at=shops.NOW)
    app = await opened(phone, reward.id)
    await phone.main_button.click()
    await expect(app.locator("[data-held]")).to_contain_text("12:40")
    clock.forward(minutes=11)
    await phone.main_button.click()
    await expect(app.get_by_role("alert")).to_contain_text("积分一分没动")
    await expect(app.locator("[data-held]")).to_contain_text("12:51")
    assert await points_of(program, jing) == 500
    await phone.main_button.click()
    await expect(app.locator(".receipt")).to_be_visible()
    assert await points_of(program, jing) == 200


async def test_a_price_lapses_before_the_members_eyes(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=300, at=shops.NOW)
    await phone.page.clock.install()
    app = await opened(phone, reward.id)
    await phone.main_button.click()
    await expect(app.locator("[data-runs]")).to_have_text("10:00")
    await phone.page.clock.run_for(65_000)
    await expect(app.locator("[data-runs]")).to_have_text("8:55")
    await phone.page.clock.run_for(540_000)
    await expect(app.get_by_role("alert")).to_contain_text("已经到时")
    await expect(phone.main_button).to_have_text("用 300 分兑换")


async def test_the_last_one_goes_to_somebody_else(
    phone: Phone, program: Program, shop: Store, jing: members.Member
) -> None:
    other = await shops.join(program, 1003, "周新")
    await shop.sell(other, "300.00", shops.NOW, "Z-1")
    reward = await samples.reward(program, merchant_id=shop.id, points=300, stock=1, at=shops.NOW)
    app = await opened(phone, reward.id)
    await phone.main_button.click()
    await expect(app.locator("[data-held]")).to_be_visible()
    await samples.redemption(program, member_id=other.id, reward_id=reward.id, at=shops.NOW)
    await phone.main_button.click()
    alert = app.get_by_role("alert")
    await expect(alert).to_contain_text("已经换完了")
    await expect(alert).to_contain_text("看看别的好礼")
    await expect(app.locator("[data-fund]")).to_contain_text("暂时换完了")
    await expect(phone.main_button).to_be_hidden()
    assert await points_of(program, jing) == 500


async def test_a_purse_that_shrank_and_a_limit_are_told_kindly(
    phone: Phone, program: Program, shop: Store, jing: members.Member, wei: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=400, limit=1, at=shops.NOW)
    app = await opened(phone, reward.id)
    await phone.main_button.click()
    await expect(app.locator("[data-held]")).to_be_visible()
    await families.withdraw(program, member_id=wei.id, points=50, key="w", at=shops.NOW)
    await phone.main_button.click()
    alert = app.get_by_role("alert")
    await expect(alert).to_contain_text("家庭积分变少了，还差 50 分")
    await expect(alert).to_contain_text("补上差的部分")
    await expect(app.locator("[data-fund=purse]")).to_contain_text("还差 50 分")
    await families.contribute(program, member_id=wei.id, points=50, key="c", at=shops.NOW)
    await samples.redemption(
        program, member_id=jing.id, reward_id=reward.id, source="purse", at=shops.NOW
    )
    await shop.sell(jing, "900.00", shops.NOW, "J-2")
    app = await opened(phone, reward.id)
    await phone.main_button.click()
    await expect(app.get_by_role("alert")).to_contain_text("您已经换过了")


async def test_page_shows_changes_elsewhere_and_keeps_the_choice(
    phone: Phone, program: Program, shop: Store, jing: members.Member, wei: members.Member
) -> None:
    reward = await samples.reward(program, merchant_id=shop.id, points=100, at=shops.NOW)
    app = await opened(phone, reward.id)
    await app.locator(".segments label").last.click()
    await app.locator(".chips").get_by_text("张伟").click()
    await shop.sell(jing, "77.00", shops.NOW, "J-3")
    await phone.tell("visibility_changed", {"is_visible": True})
    await expect(app.locator(".segments label").first).to_contain_text(
        "299"
    )  # half of the new points went into the purse
    await expect(app.locator("input[value=purse]")).to_be_checked()
    await expect(app.locator(f"input[value='{wei.id}']")).to_be_checked()
    await expect(app.locator(".segments label").last).to_contain_text("438")
