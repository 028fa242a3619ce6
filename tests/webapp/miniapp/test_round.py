"""The whole round in the mini-app alone: two people pool, browse an event, redeem and use it."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.async_api import Frame, expect

from core import ledger
from core.program import Program
from playground.themes import THEMES
from tests.webapp.conftest import V1, Client
from tests.webapp.miniapp import offers, shops
from tests.webapp.miniapp.conftest import signed
from tests.webapp.miniapp.phone import Phone


async def contribute(app: Frame, points: int, colour: str) -> None:
    await app.fill("#family-points", str(points))
    await app.click("button[value=contribute]")
    await expect(app.locator(f".purse .{colour}")).to_be_visible()


async def season(program: Program) -> shops.Store:
    """Two people with points, and a garage whose season lowers 5,000 points to 4,000."""
    garage = await shops.open_shop(program, "Shunda Car Service")
    mother = await shops.join(program, 1001, "林静")
    father = await shops.join(program, 1002, "Zhang Wei", language="en")
    await garage.sell(mother, "3000.00", shops.NOW, "M-1")
    await garage.sell(father, "2400.00", shops.NOW, "F-1")
    service = await offers.reward(garage, 5000, offers.said("基础保养", "Basic service"))
    await offers.event(
        garage,
        "spring-festival",
        offers.said("新春保养季", "Spring at the garage"),
        starts=-timedelta(days=1),
        ends=timedelta(days=9),
        prices={service.id: 4000},
    )
    return garage


async def found_and_pool(phone: Phone) -> None:
    """She founds a family and puts in 2,300; he follows her link and puts in 1,900."""
    hers = await phone.launch(signed(1001))
    await hers.click("a[data-page=family]")
    await hers.fill("#family-name", "林家")
    await hers.click("[data-act=found] button")
    await contribute(hers, 2300, "person-1")
    await hers.click("[data-invite]")
    await expect(hers.locator("[data-link]")).to_contain_text("join-")
    payload = (await hers.locator("[data-link]").inner_text()).split("start=")[1]
    his = await phone.launch(signed(1002, start_param=payload), theme=THEMES["dark"])
    await his.click("[data-act=offer] button")
    await his.click("[data-join]")
    await contribute(his, 1900, "person-2")


async def take(client: Client, garage: shops.Store, code: str) -> None:
    """The garage's till verifies the voucher."""
    taken = await client.post(
        f"{V1}/vouchers/{code}/verify",
        json={"request": "r-1", "till": "till 1"},
        headers={"Authorization": f"Bearer {garage.api_key}"},
    )
    assert taken.status == 200


async def test_two_people_pool_browse_and_redeem(
    phone: Phone, client: Client, program: Program
) -> None:
    garage = await season(program)
    await found_and_pool(phone)
    hers = await phone.launch(signed(1001, start_param="events"))
    await hers.click(".lowered")
    await expect(hers.locator(".gains")).to_contain_text("20.0 %")
    await expect(hers.locator(".gains")).to_contain_text("25.0 %")
    await expect(hers.locator("input[value=purse]")).to_be_checked()
    await phone.main_button.click()
    parts = ["林静2,300", "Zhang Wei1,700"]
    await expect(hers.locator("[data-parts] li")).to_have_text(parts)
    await phone.main_button.click()
    await expect(hers.locator("[data-paid]")).to_have_text(parts)
    await expect(hers.locator(".receipt .person-1.dot")).to_be_visible()
    await expect(hers.locator(".receipt i.person-1 + i.person-2")).to_be_visible()
    await expect(hers.locator(".slip svg")).to_be_visible()

    await take(client, garage, await hers.locator(".code-typed").inner_text())
    await phone.tell("visibility_changed", {"is_visible": True})
    await expect(hers.locator(".ticket[data-state=used]")).to_contain_text("till 1")
    await expect(hers.locator(".slip")).to_have_count(0)
    await hers.click("a[data-page=vouchers]")
    await expect(hers.locator("[data-state=used]")).to_contain_text("已使用")

    his = await phone.launch(signed(1002, start_param="family"))
    await expect(his.locator(".seats li").first).to_have_text(re.compile(r"林静 head\s*0"))
    await expect(his.locator(".balance .number")).to_have_text("200 points")
    assert await ledger.proof() == []
