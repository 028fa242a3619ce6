"""History and settings in use: reasons in place, earlier days, choices that hold or do not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.async_api import expect

from core import members
from core.program import Program
from tests.webapp.conftest import SetClock
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone

NOBODYS = "00000000-0000-4000-8000-000000000000"
"""An id of nothing; a fixed one, because every worker must give a test the same name."""


async def test_why_opens_in_place(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed(start_param="history"))
    entry = app.locator("details").filter(has_text="+656")
    await entry.locator("summary").click()
    for words in ("基础积分", "春节双倍 × 2", "绿色商品 120.00 元 × 2", "这笔消费共得"):
        await expect(entry).to_contain_text(words)
    await entry.locator("summary").press("Enter")
    await expect(entry.get_by_text("基础积分")).to_be_hidden()


async def test_why_that_does_not_load_can_be_opened_again(
    phone: Phone, lin: members.Member
) -> None:
    app = await phone.launch(signed(start_param="history"))
    await phone.page.route("**/app/pages/why/*", lambda route: route.abort())
    entry = app.locator("details").first
    await entry.locator("summary").click()
    await expect(entry).to_contain_text("您的积分不受影响")
    await phone.page.unroute("**/app/pages/why/*")
    await entry.locator("summary").click()
    await entry.locator("summary").click()
    await expect(entry).to_contain_text("基础积分")


async def test_earlier_days_are_appended_and_days_stay_whole(
    phone: Phone, program: Program
) -> None:
    member = await shops.join(program, 1001, "林静")
    shop = await shops.open_shop(program, "好邻居超市")
    for n in range(45):
        await shop.sell(member, "10.00", shops.NOW - timedelta(hours=7 * (44 - n)), f"R-{n}")
    app = await phone.launch(signed(start_param="history"))
    entries = app.locator("[data-entry]")
    await expect(entries).to_have_count(20)
    more = app.get_by_role("button", name="更早的记录")
    await more.click()
    await expect(entries).to_have_count(40)
    await more.click()
    await expect(entries).to_have_count(45)
    await expect(more).to_have_count(0)
    days = await app.locator("[data-day]").evaluate_all("all => all.map(one => one.dataset.day)")
    assert days == sorted(set(days), reverse=True)


async def test_a_new_entry_goes_on_top_and_leaves_what_is_open(
    phone: Phone, lin: members.Member, program: Program
) -> None:
    app = await phone.launch(signed(start_param="history"))
    await app.locator("details").first.locator("summary").click()
    await expect(app.locator("details[open]")).to_contain_text("基础积分")
    shop = await shops.open_shop(program, "一叶茶铺")
    await shop.sell(lin, "32.00", shops.NOW, "LIVE")
    first = app.locator("details").first
    await expect(first).to_contain_text("一叶茶铺", timeout=15_000)
    await expect(app.locator("details[open]")).to_contain_text("基础积分")


async def test_empty_history_teaches_and_fills_itself(phone: Phone, program: Program) -> None:
    member = await shops.join(program, 1001, "林静")
    app = await phone.launch(signed(start_param="history"))
    await expect(app.locator("main")).to_contain_text("在参与商家消费后")
    shop = await shops.open_shop(program, "一叶茶铺")
    await shop.sell(member, "32.00", shops.NOW, "LIVE")
    await expect(app.locator("details").first).to_contain_text("+32", timeout=15_000)


async def test_language_changes_at_once_and_stays(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed(start_param="settings"))
    await app.get_by_label("English").check()
    await expect(app.get_by_role("heading", name="Settings")).to_be_visible()
    await expect(app.locator("html")).to_have_attribute("lang", "en")
    assert (await members.by_id(lin.id)).language == "en"
    await phone.tell("back_button_pressed")
    await expect(app.locator("h2").first).to_have_text("Your points")


async def test_consent_is_given_and_withdrawn_with_one_tap(
    phone: Phone, lin: members.Member
) -> None:
    app = await phone.launch(signed(start_param="settings"))
    box = app.get_by_role("switch", name="优惠消息")
    await expect(box).not_to_be_checked()
    await box.check()
    await expect(app.locator("main")).to_contain_text("2月14日 同意")
    await box.uncheck()
    await expect(app.locator("main")).to_contain_text("2月14日 关闭")
    consents = {
        consent.purpose: consent.given for consent in await members.consents(member_id=lin.id)
    }
    assert consents["marketing"] is False


async def test_default_notices_are_turned_on_without_consent(
    phone: Phone, lin: members.Member
) -> None:
    app = await phone.launch(signed(start_param="settings"))
    box = app.get_by_role("switch", name="积分通知")
    await expect(app.locator("[data-since]").first).to_have_text("默认开启")
    await box.uncheck()
    await expect(app.locator("[data-since]").first).to_have_text("2月14日 关闭")
    await box.check()
    await expect(app.locator("[data-since]").first).to_have_text("2月14日 开启")


async def test_unsaved_choice_is_reverted(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed(start_param="settings"))
    box = app.get_by_role("switch", name="优惠消息")
    await expect(box).to_be_visible()
    await phone.page.route("**/app/api/*", lambda route: route.abort())
    await box.click()
    await expect(app.get_by_role("status")).to_have_text("没能保存，已恢复原样。请再试一次。")
    await expect(box).not_to_be_checked()
    await app.get_by_label("English").click()
    await expect(app.get_by_label("简体中文")).to_be_checked()


async def test_choice_in_an_expired_launch_asks_to_reopen(
    phone: Phone, lin: members.Member, clock: SetClock
) -> None:
    app = await phone.launch(signed(start_param="settings"))
    box = app.get_by_role("switch", name="优惠消息")
    await expect(box).to_be_visible()
    clock.forward(hours=25)
    await box.click()
    await expect(app.get_by_role("alert")).to_contain_text("请重新打开")


async def test_links_to_the_chat_leave_the_app_standing(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed(start_param="settings"))
    await app.get_by_role("link", name="回到聊天").click()
    await phone.wait_sent("web_app_open_tg_link", {"path_full": "/jiafen_bot"})
    await expect(app.get_by_role("heading", name="设置")).to_be_visible()


async def test_settings_show_the_stored_personal_data(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed(start_param="settings"))
    await app.get_by_text("我们保存的信息").click()
    kept = app.locator("details")
    for words in ("林静", "1001", members.format_number(lin.number), "/privacy"):
        await expect(kept).to_contain_text(words)


@pytest.mark.parametrize("path", [f"rewards/{NOBODYS}", "rewards/nonsense", f"vouchers/{NOBODYS}"])
async def test_unknown_reward_or_voucher_has_an_error_page(
    phone: Phone, jing: members.Member, path: str
) -> None:
    app = await phone.launch(signed(), path=f"/app/{path}")
    await expect(app.get_by_role("alert")).to_contain_text("这里什么都没有")
    await app.get_by_text("看看有什么").click()
    await expect(app.locator("h1")).to_have_text("好礼" if "rewards" in path else "我的券")
