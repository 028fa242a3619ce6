"""Home in use: the code renews itself, the life line is read, a purchase shows up by itself."""

from __future__ import annotations

from datetime import timedelta

from playwright.async_api import Frame, Route, expect

from core import members
from core.program import Program
from tests.webapp.conftest import SetClock
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone

HIDE = """(hidden) => {
  Object.defineProperty(document, "visibilityState",
    { value: hidden ? "hidden" : "visible", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class BothClocks:
    """Moves both clocks, the server's and the phone's, and reads the code that is shown."""

    def __init__(self, phone: Phone, app: Frame, clock: SetClock) -> None:
        self.phone = phone
        self.app = app
        self.clock = clock

    async def later(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)
        await self.phone.page.clock.run_for(seconds * 1000)

    async def code(self) -> str:
        await expect(self.app.locator("[data-qr] svg")).to_be_visible()
        groups = await self.app.locator("[data-typed] span").all_text_contents()
        return "-".join(groups)


async def test_points_near_expiry_are_listed_above_the_life_line(
    phone: Phone, program: Program
) -> None:
    member = await shops.join(program, 1001, "林静")
    shop = await shops.open_shop(program, "好邻居超市")
    for n, days in enumerate((364, 360, 350, 340, 200)):
        await shop.sell(member, "10.00", shops.NOW - timedelta(days=days), f"R-{n}")
    app = await phone.launch(signed())
    digest = app.get_by_role("note")
    await expect(digest).to_contain_text("40 分快到期了")
    await expect(digest).to_contain_text("10 分 · 今天最后一天")
    await expect(digest.locator("p")).to_have_count(5)  # the rest is on the line beneath
    line, above = await app.locator(".line").bounding_box(), await digest.bounding_box()
    assert line
    assert above
    assert above["y"] + above["height"] <= line["y"]


async def test_nothing_is_said_while_nothing_ends(phone: Phone, program: Program) -> None:
    member = await shops.join(program, 1001, "林静")
    shop = await shops.open_shop(program, "好邻居超市")
    await shop.sell(member, "10.00", shops.NOW, "R-1")
    app = await phone.launch(signed())
    await expect(app.locator(".line")).to_be_visible()
    await expect(app.get_by_role("note")).to_have_count(0)


async def at_the_till(phone: Phone, clock: SetClock) -> BothClocks:
    await phone.page.clock.install()
    app = await phone.launch(signed())
    await expect(app.locator("[data-qr] svg")).to_be_visible()
    return BothClocks(phone, app, clock)


async def test_code_renews_itself_before_it_ends(
    phone: Phone, lin: members.Member, clock: SetClock
) -> None:
    till = await at_the_till(phone, clock)
    first = await till.code()
    await till.later(40)
    assert await till.code() == first
    await till.later(17)
    await expect(till.app.locator("[data-typed]")).not_to_have_text(first.replace("-", ""))
    await expect(till.app.locator(".ended")).to_have_count(0)


async def test_member_code_is_not_renewed_while_hidden(
    phone: Phone, lin: members.Member, clock: SetClock
) -> None:
    till = await at_the_till(phone, clock)
    first = await till.code()
    requests: list[str] = []
    phone.page.on("request", lambda request: requests.append(request.url))
    await till.app.evaluate(HIDE, True)
    await till.later(300)
    assert [url for url in requests if "/app/" in url] == []
    await till.app.evaluate(HIDE, False)
    await expect(till.app.locator("[data-typed]")).not_to_have_text(first.replace("-", ""))
    assert await till.code() != first


async def test_an_ended_code_is_never_shown(
    phone: Phone, lin: members.Member, clock: SetClock
) -> None:
    till = await at_the_till(phone, clock)

    async def refuse(route: Route) -> None:
        await route.abort()

    await phone.page.route("**/app/api/code", refuse)
    await till.later(57)
    assert await till.code()  # good until its end, though no new one came
    await till.later(4)
    await expect(till.app.get_by_role("button", name="暂时没有可用的会员码")).to_be_visible()
    await expect(till.app.locator("[data-qr] svg")).to_have_count(0)
    await expect(till.app.locator("[data-typed]")).to_have_text("")
    await phone.page.unroute("**/app/api/code", refuse)
    await till.app.get_by_role("button", name="暂时没有可用的会员码").click()
    assert await till.code()


async def test_a_purchase_shows_up_by_itself(
    phone: Phone, lin: members.Member, program: Program
) -> None:
    app = await phone.launch(signed())
    await expect(app.locator("[data-points]")).to_contain_text("2,268")
    shop = await shops.open_shop(program, "一叶茶铺")
    await shop.sell(lin, "32.00", shops.NOW, "LIVE")
    await expect(app.locator("[data-points]")).to_contain_text("2,300", timeout=15_000)
    await expect(app.locator("[data-live=recent]")).to_contain_text("+32")
    live = app.locator("[aria-live=polite][data-points]")
    await expect(live).to_have_count(1)
    facts = {"type": "notification", "notification_type": "success"}
    await phone.wait_sent("web_app_trigger_haptic_feedback", facts)


async def test_focus_looks_at_once(
    phone: Phone, lin: members.Member, program: Program, clock: SetClock
) -> None:
    till = await at_the_till(phone, clock)
    shop = await shops.open_shop(program, "一叶茶铺")
    await shop.sell(lin, "32.00", shops.NOW - timedelta(minutes=1), "LIVE")
    await till.app.evaluate("() => window.dispatchEvent(new Event('focus'))")
    await expect(till.app.locator("[data-points]")).to_contain_text("2,300")


async def test_lost_connection_is_shown_until_it_returns(
    phone: Phone, lin: members.Member, clock: SetClock
) -> None:
    till = await at_the_till(phone, clock)

    async def refuse(route: Route) -> None:
        await route.abort()

    await phone.page.route("**/app/pages/home", refuse)
    await till.later(6)
    await expect(till.app.get_by_text("暂时连不上网络")).to_be_visible()
    await expect(till.app.locator("[data-points]")).to_contain_text("2,268")
    await phone.page.unroute("**/app/pages/home", refuse)
    await till.later(6)
    await expect(till.app.get_by_text("暂时连不上网络")).to_have_count(0)


async def test_hidden_page_stops_polling_after_a_while(
    phone: Phone, lin: members.Member, clock: SetClock
) -> None:
    till = await at_the_till(phone, clock)
    requests: list[str] = []
    phone.page.on("request", lambda request: requests.append(request.url))
    for _ in range(95):
        await till.later(10)
        await till.code()
    requests.clear()
    await till.later(50)
    assert [url for url in requests if url.endswith("/app/pages/home")] == []
    await till.app.locator("h1").dispatch_event("pointerdown")
    async with phone.page.expect_request("**/app/pages/home"):
        await till.later(6)


async def test_life_line_is_read_by_finger_and_by_keys(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed())
    line = app.get_by_role("slider", name="积分到期时间线")
    reading = app.locator("[data-reading]")
    await expect(reading).to_have_text("30 天内有 124 分到期，最早 2月23日")
    box = await line.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    await line.click(position={"x": box["width"] - 2, "y": 22})
    await expect(reading).to_have_text("2027年2月到期 871 分")
    await line.press("Home")
    await expect(reading).to_have_text("2026年2月到期 88 分，其中 88 分在 30 天内")
    await line.press("ArrowRight")
    await expect(reading).to_have_text("2026年3月到期 36 分，其中 36 分在 30 天内")
    await expect(line).to_have_attribute("aria-valuetext", await reading.inner_text())
    await phone.wait_sent("web_app_trigger_haptic_feedback", {"type": "selection_change"})


async def test_number_is_copied(phone: Phone, lin: members.Member) -> None:
    await phone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    app = await phone.launch(signed())
    await app.get_by_role("button", name="复制会员号").click()
    await expect(app.get_by_role("status")).to_have_text("已复制")
    copied = await phone.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == members.format_number(lin.number)
