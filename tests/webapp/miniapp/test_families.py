"""The family in the mini-app: its JSON, and two people founding, joining and pooling by touch."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from core import families, ledger, members
from core.program import Program
from playground.themes import THEMES
from tests.webapp.conftest import Client
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import Bearer, signed
from tests.webapp.miniapp.phone import Phone

HOSTILE = "<img src=x onerror=alert(1)>"
Header = dict[str, str]


async def answer_to(
    client: Client, header: Header, path: str, body: Any = None, status: int = 200
) -> Any:
    """GET, or POST where there is a body."""
    url = f"/app/api/{path}"
    if body is None:
        answer = await client.get(url, headers=header)
    else:
        answer = await client.post(url, headers=header, json=body)
    assert answer.status == status, await answer.text()
    return await answer.json()


@pytest.fixture
async def jing(client: Client, bearer: Bearer, program: Program) -> Header:
    """Lin Jing, with 300 points."""
    member = await shops.join(program, 1001, "林静")
    shop = await shops.open_shop(program, "好邻居超市")
    await shop.sell(member, "300.00", shops.NOW, "J-1")
    return await bearer(signed(1001))


@pytest.fixture
async def wei(client: Client, bearer: Bearer, program: Program) -> Header:
    """Zhang Wei, with 200 points."""
    member = await shops.join(program, 1002, "张伟", language="en")
    shop = await shops.open_shop(program, "Leaf Tea")
    await shop.sell(member, "200.00", shops.NOW, "W-1")
    return await bearer(signed(1002))


async def test_two_found_join_and_pool(client: Client, jing: Header, wei: Header) -> None:
    none = await answer_to(client, jing, "family", status=404)
    assert none["code"] == "families-none"
    assert "purse" not in await answer_to(client, jing, "home")
    made = await answer_to(client, jing, "families", {"name": "林家"}, 201)
    assert (made["name"], made["purse"], made["policy"]) == ("林家", 0, "soonest_expiry")
    invitation = await answer_to(client, jing, "family/invitations", {}, 201)
    assert invitation["link"].endswith(f"?start=join-{invitation['token']}")
    offer = await answer_to(client, wei, f"family/invitations/{invitation['token']}")
    assert (offer["family"], offer["invited_by"], offer["members"]) == ("林家", "林静", 1)
    body = {"token": invitation["token"]}
    refused = await answer_to(client, wei, "family/join", body, 409)
    assert refused["code"] == "families-not-confirmed"
    await answer_to(client, wei, "family/join", {**body, "confirm": True})
    for header, points in ((jing, 120), (wei, 80)):
        await answer_to(client, header, "family/contribute", {"points": points})
    family = await answer_to(client, jing, "family")
    assert family["purse"] == 200
    assert [(seat["name"], seat["role"], seat["share"]) for seat in family["seats"]] == [
        ("林静", "head", 120),
        ("张伟", "adult", 80),
    ]
    home = await answer_to(client, wei, "home")
    assert (home["balance"], home["personal"], home["share"], home["purse"]) == (200, 120, 80, 200)
    await answer_to(client, wei, "family/withdraw", {"points": 30})
    assert await answer_to(client, wei, "family/leave", {}) == {"returned": 50}
    assert (await answer_to(client, jing, "family"))["purse"] == 120
    assert await ledger.proof() == []


async def test_the_same_key_moves_once(client: Client, jing: Header) -> None:
    await answer_to(client, jing, "families", {"name": "林家"}, 201)
    body = {"points": 100, "key": "K"}
    first = await answer_to(client, jing, "family/contribute", body)
    assert await answer_to(client, jing, "family/contribute", body) == first
    again = await client.post("/app/api/family/contribute", headers=jing, json=body)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = await answer_to(client, jing, "family/contribute", {**body, "points": 1}, 409)
    assert other["code"] == "key-reused"
    assert (await answer_to(client, jing, "home"))["share"] == 100


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"points": 0}, 409, "families-points-wrong"),
        ({"points": -5}, 409, "families-points-wrong"),
        ({"points": 301}, 409, "families-short"),
        ({"points": 1.5}, 422, "api-invalid"),
        ({"points": "5"}, 422, "api-invalid"),
        ({"points": True}, 422, "api-invalid"),
        ({"points": 10**400}, 409, "families-points-wrong"),
        ({"points": 1, "member": "x"}, 422, "api-invalid"),
        ({}, 422, "api-invalid"),
    ],
)
async def test_hostile_points_move_nothing(
    client: Client, jing: Header, body: Any, status: int, code: str
) -> None:
    await answer_to(client, jing, "families", {"name": "林家"}, 201)
    for way in ("contribute", "withdraw"):
        answer = await answer_to(client, jing, f"family/{way}", body, status)
        assert answer["code"] == code
    assert (await answer_to(client, jing, "home"))["share"] == 0


async def test_history_lists_contributions_and_withdrawals(client: Client, jing: Header) -> None:
    await answer_to(client, jing, "families", {"name": "林家"}, 201)
    await answer_to(client, jing, "family/contribute", {"points": 120})
    await answer_to(client, jing, "family/withdraw", {"points": 20})
    lines = (await answer_to(client, jing, "history"))["entries"]
    moved = [(line["kind"], line["points"], line["components"][0]["points"]) for line in lines]
    assert moved == [("withdraw", 0, 20), ("contribute", 0, 120), ("earn", 300, 300)]
    page = await client.get("/app/pages/history", headers=jing)
    text = await page.text()
    assert '<span class="amount figure">120</span>' in text
    assert '<span class="amount figure">20</span>' in text


async def test_every_family_call_refuses_a_member_without_family(
    client: Client, jing: Header
) -> None:
    for path, body in (
        ("family/invitations", {}),
        ("family/contribute", {"points": 1}),
        ("family/withdraw", {"points": 1}),
        ("family/auto", {"percent": 50}),
        ("family/leave", {}),
    ):
        assert (await answer_to(client, jing, path, body, 404))["code"] == "families-none"
    for path in ("families", "family/join"):
        answer = await client.post(f"/app/api/{path}", json={})
        assert answer.status == 401


async def test_a_revoked_link_is_refused(client: Client, jing: Header, wei: Header) -> None:
    await answer_to(client, jing, "families", {"name": "林家"}, 201)
    made = await answer_to(client, jing, "family/invitations", {}, 201)
    gone = await client.delete(f"/app/api/family/invitations/{made['id']}", headers=jing)
    assert gone.status == 204
    body = {"token": made["token"], "confirm": True}
    assert (await answer_to(client, wei, "family/join", body, 409))["code"] == (
        "families-invitation-revoked"
    )


async def test_a_hostile_name_is_text_on_the_page(
    client: Client, bearer: Bearer, jing: Header
) -> None:
    await answer_to(client, jing, "families", {"name": HOSTILE}, 201)
    for page in ("family", "home"):
        html = await (await client.get(f"/app/pages/{page}", headers=jing)).text()
        assert HOSTILE not in html
        assert "&lt;img src=x" in html


async def test_a_family_by_touch(
    phone: Phone, program: Program, client: Client, jing: Header, wei: Header
) -> None:
    app = await phone.launch(signed(1001), theme=THEMES["light"])
    await app.click("a[data-page=family]")
    await app.fill("#family-name", "林家")
    await app.click("[data-act=found] button")
    await app.wait_for_selector(".seats li")
    await app.fill("#family-points", "120")
    await app.click("button[value=contribute]")
    await app.wait_for_selector(".purse .person-1")
    await app.click(".parts label:nth-child(3)")
    await app.click("[data-invite]")
    await app.wait_for_selector("[data-made]:not([hidden])")
    link = await app.text_content("[data-link]")
    assert link

    other = await phone.launch(signed(1002), theme=THEMES["dark"])
    await other.click("a[data-page=family]")
    await other.fill("#family-link", link)
    await other.click("[data-act=offer] button")
    await other.wait_for_selector("[data-offer]:not([hidden])")
    assert "林静 invites you to 林家" in (await other.text_content("[data-offer-text]") or "")
    await other.click("[data-join]")
    await other.wait_for_selector(".seats li:nth-child(2)")
    await other.fill("#family-points", "80")
    await other.click("button[value=contribute]")
    await other.wait_for_selector(".purse .person-2")
    member = await members.by_telegram(1001)
    assert member is not None
    view = await families.family_of(member.id, today=ledger.today(program, shops.NOW))
    assert view is not None
    assert [(seat.share, seat.auto_percent) for seat in view.seats] == [(120, 50), (80, 0)]

    await other.fill("#family-points", "121")
    await other.click("button[value=contribute]")
    await expect(other.get_by_role("alert")).to_contain_text("would be needed")
    await other.click("summary")
    await other.click("[data-leave]")
    await other.wait_for_selector("#family-name")
