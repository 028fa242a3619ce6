"""Rewards and vouchers over the merchant API."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

import samples
from core import catalog, members
from core.program import Program
from tests.conftest import NOON
from tests.webapp.conftest import ApiTill
from webapp.api.catalog import draft_event, draft_reward
from webapp.api.purchases import record

ATill = Callable[..., Awaitable[ApiTill]]


async def drafted(till: ApiTill, **changes: Any) -> str:
    answer = await till.post("/rewards", {**draft_reward.EXAMPLE, **changes})
    assert answer.status == 201
    reward_id: str = (await answer.json())["id"]
    return reward_id


async def test_a_reward_is_drafted_changed_and_published(a_till: ATill) -> None:
    till = await a_till()
    reward = await drafted(till)
    await till.post(f"/rewards/{reward}/publish")
    changed = await till.call("PATCH", f"/rewards/{reward}", json={"points": 250, "stock": 5})
    assert await changed.json() == {"id": reward, "version": 2, "state": "draft"}
    assert (await catalog.reward(UUID(reward), NOON)).points == 300
    await till.post(f"/rewards/{reward}/publish")
    [shown] = (await (await till.get("/rewards")).json())["rewards"]
    assert (shown["version"], shown["state"], shown["points"], shown["left"]) == (
        2,
        "published",
        250,
        5,
    )
    assert (shown["title"], shown["market_price"]) == (draft_reward.EXAMPLE["title"], "500.00")


async def test_publishing_names_what_is_missing(a_till: ATill) -> None:
    till = await a_till()
    event: dict[str, Any] = dict(draft_event.EXAMPLE)
    said = {part: text for part, text in event["disclosure"].items() if part != "threshold"}
    reward = await drafted(till, disclosure=said)
    refused = await till.post(f"/rewards/{reward}/publish")
    problem = await refused.json()
    assert (refused.status, problem["code"]) == (422, "disclosure-incomplete")
    assert problem["missing"] == ["threshold"]
    await till.call(
        "PATCH", f"/rewards/{reward}", json={"disclosure": draft_event.EXAMPLE["disclosure"]}
    )
    assert (await till.post(f"/rewards/{reward}/publish")).status == 200


@pytest.mark.parametrize(
    "wrong", [{"kind": "cash"}, {"points": 0}, {"points": 1.5}, {"market_price": 500}, {"x": 1}]
)
async def test_invalid_reward_is_refused(a_till: ATill, wrong: dict[str, Any]) -> None:
    answer = await (await a_till()).post("/rewards", {**draft_reward.EXAMPLE, **wrong})
    assert answer.status == 422


async def test_the_cash_part_stays_below_the_market_price(a_till: ATill) -> None:
    answer = await (await a_till()).post("/rewards", {**draft_reward.EXAMPLE, "cash": "500.00"})
    assert answer.status == 409
    assert (await answer.json())["facts"] == {"part": "cash"}


async def test_anothers_reward_is_unknown(a_till: ATill) -> None:
    reward = await drafted(await a_till())
    stranger = await a_till()
    for path in (f"/rewards/{reward}/publish", f"/rewards/{uuid4()}/publish", "/rewards/x/publish"):
        assert (await stranger.post(path)).status == 404


async def test_an_event_lowers_a_price(a_till: ATill) -> None:
    till = await a_till()
    reward = await drafted(till)
    await till.post(f"/rewards/{reward}/publish")
    window = {"from": "2025-01-01T00:00:00+08:00", "until": "2025-02-01T00:00:00+08:00"}
    body = {**draft_event.EXAMPLE, **window, "prices": {reward: 250}}
    event = (await (await till.post("/events", body)).json())["id"]
    assert (await till.post(f"/events/{event}/publish")).status == 200
    [shown] = (await (await till.get("/rewards")).json())["rewards"]
    assert (shown["points"], shown["price"]) == (300, 250)
    theirs = await (await a_till()).post("/events", {**body, "prices": {reward: 1}})
    assert (await theirs.json())["code"] == "rewards-unknown"


async def test_a_voucher_is_taken_once(
    a_till: ATill, program: Program, a_member: Callable[..., Awaitable[members.Member]]
) -> None:
    till, member = await a_till(), await a_member()
    reward = await drafted(till)
    await till.post(f"/rewards/{reward}/publish")
    sale = {**record.EXAMPLE, "member": str(member.id)}
    assert (await till.post("/purchases", sale)).status == 201
    bought = await samples.redemption(program, member_id=member.id, reward_id=UUID(reward), at=NOON)
    path = f"/vouchers/{bought.voucher.code.lower()}/verify"
    first = await till.post(path, {"request": "V-1", "till": "3"})
    again = await till.post(path, {"request": "V-1", "till": "4"})
    assert (first.status, again.status) == (200, 200)
    assert await first.read() == await again.read()
    used = await till.post(path, {"request": "V-2"})
    problem = await used.json()
    assert (used.status, problem["code"]) == (409, "voucher-used")
    assert problem["facts"]["till"] == "3"
    assert problem["facts"]["at"].startswith("2025-01-10T04:00:00")
    stranger = await (await a_till()).post(path, {"request": "V-3"})
    assert stranger.status == 404
