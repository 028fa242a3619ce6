"""Amounts of contributions and withdrawals: the limits, typed numbers and refusals."""

from __future__ import annotations

import pytest
from playwright.async_api import BrowserContext, Frame, Route, expect

from core import families, ledger, members
from core.program import Program
from playground.themes import THEMES
from tests.webapp.conftest import Client, SetClock
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone
from tests.webapp.miniapp.test_looks import CUSTOM, LISTEN, SMALL_TARGETS, UNREADABLE

LOOK = {"is_visible": True}


@pytest.fixture
async def jing(program: Program, client: Client) -> members.Member:
    """Lin Jing, head of a family of two, with 1,280 points in her wallet and 20 in the family."""
    shop = await shops.open_shop(program, "好邻居超市")
    people = [
        await shops.join(program, 1001 + at, name) for at, name in enumerate(("林静", "张伟"))
    ]
    for at, (member, yuan) in enumerate(zip(people, ("1300.00", "500.00"), strict=True)):
        await shop.sell(member, yuan, shops.NOW, f"R-{at}")
    await shops.pool(program, people, "林家", points=(20, 100))
    return people[0]


async def opened(phone: Phone) -> Frame:
    app = await phone.launch(signed(start_param="family"))
    await expect(app.locator("#family-points")).to_be_visible()
    return app


async def holdings(program: Program, member: members.Member) -> tuple[int, int]:
    balance = await ledger.balance(member.id, today=ledger.today(program, shops.NOW))
    return balance.personal, balance.share


async def test_page_shows_movable_points_and_one_press_moves_all(
    phone: Phone, program: Program, jing: members.Member
) -> None:
    app = await opened(phone)
    field = app.get_by_label("放入或取回")
    await expect(field).to_have_attribute("inputmode", "numeric")
    await expect(field).to_have_attribute("placeholder", "要移动的分数")
    await expect(app.locator("#most-contribute")).to_have_text("放入积分 最多 1,280 分")
    await expect(app.locator("#most-withdraw")).to_have_text("取回积分 最多 20 分")
    await app.get_by_role("button", name="全部").first.click()
    await expect(field).to_have_value("1280")
    await app.get_by_role("button", name="放入积分").click()
    await expect(app.get_by_role("status")).to_have_text("已放入家庭，仍是您的。")
    await expect(field).to_have_value("")
    await expect(app.locator("#most-contribute")).to_have_text("放入积分 钱包里没有积分")
    await expect(app.locator("#most-withdraw")).to_have_text("取回积分 最多 1,300 分")
    await expect(app.locator(".balance .number")).to_contain_text("1,400")
    await expect(app.get_by_role("button", name="放入积分")).to_be_focused()
    assert await holdings(program, jing) == (0, 1300)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "大于零的整数"),
        ("0", "大于零的整数"),
        ("-5", "大于零的整数"),
        ("1.5", "大于零的整数"),
        ("1281", "还差 1 分"),
        ("9,999,999", "还差"),
    ],
)
async def test_refused_input_stays_with_the_error_beside_it(
    phone: Phone, program: Program, jing: members.Member, typed: str, said: str
) -> None:
    app = await opened(phone)
    field = app.locator("#family-points")
    await field.fill(typed)
    await app.locator("button[value=contribute]").click()
    fault = app.get_by_role("alert").filter(has_text=said)
    await expect(fault).to_be_visible()
    await expect(field).to_have_value(typed)
    await expect(field).to_be_focused()
    await expect(field).to_have_attribute("aria-invalid", "true")
    described = (await field.get_attribute("aria-describedby") or "").split()
    assert await fault.get_attribute("id") in described
    await field.press_sequentially("1")
    await expect(fault).to_have_count(0)
    assert await holdings(program, jing) == (1280, 20)


@pytest.mark.parametrize("typed", ["1,280", " 1 280 ", "１２８０", "01280"])
async def test_numbers_may_have_separators_spaces_and_wide_digits(
    phone: Phone, program: Program, jing: members.Member, typed: str
) -> None:
    app = await opened(phone)
    await app.locator("#family-points").fill(typed)
    await app.locator("#family-points").press("Enter")
    await expect(app.locator("#most-withdraw")).to_have_text("取回积分 最多 1,300 分")
    assert await holdings(program, jing) == (0, 1300)


async def test_an_answer_that_was_lost_moves_nothing_twice(
    phone: Phone, context: BrowserContext, program: Program, jing: members.Member
) -> None:
    async def lose(route: Route) -> None:
        await route.fetch()
        await route.abort()

    app = await opened(phone)
    await context.route("**/app/api/family/contribute", lose, times=1)
    await app.locator("#family-points").fill("500")
    await app.locator("button[value=contribute]").click()
    await expect(app.get_by_role("alert").first).to_contain_text("绝不会算两次")
    await app.locator("button[value=contribute]").click()
    await expect(app.get_by_role("status")).to_have_text("已放入家庭，仍是您的。")
    assert await holdings(program, jing) == (780, 520)


async def test_two_presses_move_once(phone: Phone, program: Program, jing: members.Member) -> None:
    app = await opened(phone)
    await app.locator("#family-points").fill("500")
    await app.locator("button[value=contribute]").evaluate(
        "one => { one.click(); one.click(); one.click(); }"
    )
    await expect(app.locator("#most-withdraw")).to_have_text("取回积分 最多 520 分")
    assert await holdings(program, jing) == (780, 520)


async def test_page_shows_points_moved_in_another_window(
    phone: Phone, program: Program, jing: members.Member
) -> None:
    app = await opened(phone)
    await app.locator("#family-points").fill("1000")
    await families.contribute(program, member_id=jing.id, points=1000, key="k", at=shops.NOW)
    await app.locator("button[value=contribute]").click()
    await expect(app.get_by_role("alert").first).to_contain_text("还差 720 分")
    await expect(app.locator("#most-contribute")).to_have_text("放入积分 最多 280 分")
    await expect(app.locator("#family-points")).to_have_value("1000")
    await families.withdraw(program, member_id=jing.id, points=20, key="w", at=shops.NOW)
    await phone.tell("visibility_changed", LOOK)
    await expect(app.locator("#most-contribute")).to_have_text("放入积分 最多 300 分")
    await expect(app.locator("#family-points")).to_have_value("1000")


async def test_a_month_allows_no_more(phone: Phone, program: Program, client: Client) -> None:
    shop = await shops.open_shop(program, "好邻居超市", rate="1000")
    member = await shops.join(program, 1001, "Lin Jing", language="en")
    await shop.sell(member, "40000.00", shops.NOW, "R-1")
    await shops.pool(program, [member], "The Lins", points=())
    cap = program.family.monthly_cap
    app = await opened(phone)
    await expect(app.locator("#most-contribute")).to_have_text(f"Put points in At most {cap:,}")
    await app.locator("[data-all]").click()
    await app.locator("button[value=contribute]").click()
    await expect(app.locator("#most-contribute")).to_have_text("Put points in No more this month")


async def test_a_session_that_ended_meanwhile_asks_to_reopen(
    phone: Phone, program: Program, clock: SetClock, jing: members.Member
) -> None:
    app = await opened(phone)
    await app.locator("#family-points").fill("500")
    clock.forward(hours=25)  # whoever asks first, the button or a look by itself, finds the end
    await app.evaluate("() => document.querySelector('button[value=contribute]')?.click()")
    await expect(app.get_by_role("alert")).to_contain_text("请重新打开")
    assert await holdings(program, jing) == (1280, 20)


async def test_unknown_link_shows_the_refusal_beside_it(
    phone: Phone, program: Program, client: Client
) -> None:
    await shops.join(program, 1001, "林静")
    app = await phone.launch(signed(start_param="family"))
    await app.locator("#family-link").fill("https://t.me/x?start=join-nonsense")
    await app.locator("[data-act=offer] button").click()
    await expect(app.locator("#family-link-fault")).not_to_be_empty()
    await expect(app.locator("#family-link")).to_have_value("https://t.me/x?start=join-nonsense")


async def test_errors_are_readable_on_every_theme(phone: Phone, jing: members.Member) -> None:
    app = await phone.launch(signed(start_param="family"), version="6.0")
    await app.locator("button[value=withdraw]").click()
    await expect(app.get_by_role("alert").first).to_be_visible()
    await app.locator("summary").click()
    for name, theme in (THEMES | CUSTOM).items():
        await app.evaluate(LISTEN)
        await phone.tell("theme_changed", {"theme_params": theme})
        await app.evaluate("() => heard")
        assert await app.evaluate(UNREADABLE) == [], name
    assert await app.evaluate(SMALL_TARGETS) == []
