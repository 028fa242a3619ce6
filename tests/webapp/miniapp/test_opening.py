"""Opening the app: in Telegram and outside, with its script and without, on bad networks."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Route, expect

from core import members
from tests.webapp.conftest import Client, SetClock
from tests.webapp.miniapp.conftest import TELEGRAM_JS, signed
from tests.webapp.miniapp.phone import Phone

FIRST_WORDS = [
    "iframe_ready",
    "web_app_set_header_color",
    "web_app_setup_settings_button",
    "web_app_request_theme",
    "web_app_request_viewport",
    "web_app_request_safe_area",
    "web_app_request_content_safe_area",
    "web_app_expand",
    "web_app_ready",
]
OFFICIAL = """
const said = (window.said = []);
const button = (name) => ({
  show: () => said.push(name + " shown"), hide: () => said.push(name + " hidden"),
});
const heard = {};
window.Telegram.WebApp = {
  themeParams: { bg_color: "#ffffff", text_color: "#000000" },
  onEvent: (name, handler) => { heard[name] = handler; },
  setHeaderColor: (colour) => said.push("header " + colour),
  setBackgroundColor: (colour) => said.push("background " + colour),
  expand: () => said.push("expanded"), ready: () => said.push("ready"),
  openTelegramLink: (url) => said.push("open " + url), openLink: (url) => said.push("link " + url),
  BackButton: button("back"), SettingsButton: button("settings"),
  HapticFeedback: { notificationOccurred() {}, selectionChanged() {} },
};
window.hear = (name) => heard[name]();
"""


async def test_home_opens_though_telegram_org_is_blocked(phone: Phone, lin: members.Member) -> None:
    faults: list[str] = []
    phone.page.on("pageerror", lambda error: faults.append(str(error)))
    phone.page.on(
        "console",
        lambda line: faults.append(line.text) if "Security Policy" in line.text else None,
    )
    app = await phone.launch(signed())
    await expect(app.locator("[data-points]")).to_contain_text("2,268")
    await expect(app.locator("[data-qr] svg")).to_be_visible()
    sent = await phone.page.evaluate("sent.map(([type]) => type)")
    assert sent[: len(FIRST_WORDS)] == FIRST_WORDS
    assert faults == []


@pytest.mark.parametrize(("code", "words"), [("zh-hans", "我的积分"), ("en", "Your points")])
async def test_somebody_new_reads_their_own_language(phone: Phone, code: str, words: str) -> None:
    app = await phone.launch(signed(90, language_code=code))
    await expect(app.locator("h2").first).to_have_text(words)
    language = "en" if code == "en" else "zh-Hans"
    await expect(app.locator("html")).to_have_attribute("lang", language)


async def test_page_outside_telegram_links_to_the_bot(phone: Phone, client: Client) -> None:
    await phone.page.goto(str(client.make_url("/app/")))
    link = phone.page.get_by_role("link")
    await expect(link).to_have_attribute("href", "https://t.me/jiafen_bot")
    await expect(phone.page.get_by_role("heading")).to_be_visible()


async def test_launch_without_init_data_shows_an_explanation(phone: Phone) -> None:
    app = await phone.launch("")
    await expect(app.get_by_role("alert")).to_contain_text("Please open this in Telegram")


async def test_too_old_a_launch_asks_to_reopen(phone: Phone, clock: SetClock) -> None:
    init_data = signed(90, language_code="en")
    clock.forward(hours=25)
    app = await phone.launch(init_data)
    await expect(app.get_by_role("alert")).to_contain_text("Please open the app again")
    await expect(app.get_by_role("alert")).to_contain_text("Your points are safe")


async def test_an_ended_token_is_renewed_unseen_until_the_launch_is_too_old(
    phone: Phone, lin: members.Member, clock: SetClock
) -> None:
    app = await phone.launch(signed())
    await expect(app.locator("[data-points]")).to_be_visible()
    clock.forward(hours=2)
    await app.get_by_role("link", name="全部明细").click()
    await expect(app.get_by_role("heading", name="积分明细")).to_be_visible()
    clock.forward(hours=23)
    await phone.tell("back_button_pressed")
    await expect(app.get_by_role("alert")).to_contain_text("请重新打开")


async def test_no_network_says_points_are_safe_and_tries_again(
    phone: Phone, lin: members.Member
) -> None:
    async def refuse(route: Route) -> None:
        await route.abort()

    await phone.page.route("**/app/session", refuse)
    app = await phone.launch(signed())
    await expect(app.get_by_role("alert")).to_contain_text("您的积分不受影响")
    await phone.page.unroute("**/app/session", refuse)
    await app.get_by_role("button", name="再试一次").click()
    await expect(app.locator("[data-points]")).to_contain_text("2,268")


async def test_page_loads_when_the_network_returns(phone: Phone, lin: members.Member) -> None:
    async def refuse(route: Route) -> None:
        await route.abort()

    await phone.page.route("**/app/session", refuse)
    app = await phone.launch(signed())
    await expect(app.get_by_role("alert")).to_be_visible()
    await phone.page.unroute("**/app/session", refuse)
    await app.evaluate("() => window.dispatchEvent(new Event('online'))")
    await expect(app.locator("[data-points]")).to_contain_text("2,268")


async def test_own_error_is_reported_as_ours(phone: Phone, lin: members.Member) -> None:
    await phone.page.route("**/app/pages/home", lambda route: route.fulfill(status=500, body="{}"))
    app = await phone.launch(signed())
    await expect(app.get_by_role("alert")).to_contain_text("是我们这边的问题")


async def test_slow_network_is_shown_while_the_page_waits(
    phone: Phone, lin: members.Member
) -> None:
    arrived = asyncio.Event()

    async def hold(route: Route) -> None:
        await arrived.wait()
        await route.continue_()

    await phone.page.route("**/app/pages/home", hold)
    await phone.page.clock.install()
    app = await phone.launch(signed())
    await expect(app.locator("[aria-busy]")).to_be_visible()
    await phone.page.clock.run_for(4_100)
    await expect(app.get_by_text("网络有点慢")).to_be_visible()
    arrived.set()
    await expect(app.locator("[data-points]")).to_contain_text("2,268")
    await expect(app.get_by_text("网络有点慢")).to_have_count(0)


async def test_hanging_telegram_host_does_not_delay_the_page(
    phone: Phone, lin: members.Member
) -> None:
    requested, end = asyncio.Event(), asyncio.Event()

    async def hang(route: Route) -> None:
        requested.set()
        await end.wait()
        await route.abort()

    await phone.page.context.route(TELEGRAM_JS, hang)
    try:
        app = await phone.launch(signed())
        await expect(app.locator("[data-points]")).to_contain_text("2,268")
        await asyncio.wait_for(requested.wait(), 10)
        assert await app.evaluate("() => document.readyState") == "complete"
    finally:
        end.set()


async def test_telegrams_own_script_takes_over_when_it_comes(
    phone: Phone, lin: members.Member
) -> None:
    await phone.page.context.route(
        TELEGRAM_JS, lambda route: route.fulfill(content_type="text/javascript", body=OFFICIAL)
    )
    app = await phone.launch(signed())
    await expect(app.locator("[data-points]")).to_be_visible()
    while "ready" not in (said := await app.evaluate("() => window.said ?? []")):
        await app.evaluate("() => new Promise(requestAnimationFrame)")
    assert said == [
        "header secondary_bg_color",
        "background secondary_bg_color",
        "settings shown",
        "expanded",
        "back hidden",
        "ready",
    ]
    await app.get_by_role("link", name="全部明细").click()
    await expect(app.get_by_role("heading", name="积分明细")).to_be_visible()
    assert (await app.evaluate("() => said"))[-1] == "back shown"
    await app.evaluate("() => hear('backButtonClicked')")
    await expect(app.locator("[data-points]")).to_be_visible()
    await app.evaluate("() => hear('settingsButtonClicked')")
    await app.get_by_role("link", name="回到聊天").click()
    assert (await app.evaluate("() => said"))[-1] == "open https://t.me/jiafen_bot"


@pytest.mark.parametrize("version", ["6.0", "6.2", "8.0", "9.1"])
async def test_back_works_in_every_telegram_version(
    phone: Phone, lin: members.Member, version: str
) -> None:
    faults: list[str] = []
    phone.page.on("pageerror", lambda error: faults.append(str(error)))
    app = await phone.launch(signed(), version=version)
    await app.get_by_role("link", name="全部明细").click()
    back = app.get_by_role("button", name="返回")
    if version == "6.0":
        await back.click()
    else:
        await expect(back).to_be_hidden()
        await phone.wait_sent("web_app_setup_back_button", {"is_visible": True})
        await phone.tell("back_button_pressed")
    await expect(app.locator("[data-points]")).to_be_visible()
    if version != "6.0":
        await phone.wait_sent("web_app_setup_back_button", {"is_visible": False})
    else:
        assert await phone.sent("web_app_setup_back_button") == []
        assert await phone.sent("web_app_trigger_haptic_feedback") == []
    assert faults == []


@pytest.mark.parametrize(
    ("start", "heading"),
    [("history", "积分明细"), ("settings", "设置"), ("nonsense", "家分 Jiafen")],
)
async def test_a_start_parameter_opens_its_page_and_back_leads_home(
    phone: Phone, lin: members.Member, start: str, heading: str
) -> None:
    app = await phone.launch(signed(start_param=start))
    await expect(app.get_by_role("heading", name=heading, level=1)).to_be_visible()
    await phone.tell("back_button_pressed")
    await expect(app.locator("[data-points]")).to_be_visible()


async def test_telegrams_settings_open_ours(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed(), tgWebAppShowSettings="1")
    await expect(app.get_by_role("heading", name="设置")).to_be_visible()


async def test_a_reload_keeps_the_launch(phone: Phone, lin: members.Member) -> None:
    app = await phone.launch(signed())
    await app.get_by_role("link", name="全部明细").click()
    await expect(app.get_by_role("heading", name="积分明细")).to_be_visible()
    await phone.tell("reload_iframe")
    await phone.wait_sent("iframe_will_reload", "")
    await expect(app.get_by_role("heading", name="积分明细")).to_be_visible()
