"""Rewards, quotes, redemptions and vouchers as the mini-app asks for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

import samples
from core import catalog, ledger, members, merchants, redemptions
from core.program import Program
from tests.webapp.conftest import Client
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import Bearer, signed

Offer = Callable[..., Awaitable[catalog.Reward]]


@pytest.fixture
async def an_offer(
    program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]]
) -> Offer:
    shop = (await a_merchant(name="顺达车行", at=shops.NOW)).merchant

    async def make(points: int, *, earned: int = 0, **options: Any) -> catalog.Reward:
        if earned:
            member = await members.by_telegram(1001)
            assert member is not None
            await samples.purchase(
                program,
                merchant_id=shop.id,
                member_id=member.id,
                amount_fen=earned * 100,
                at=shops.NOW,
            )
        return await samples.reward(
            program, merchant_id=shop.id, points=points, at=shops.NOW, **options
        )

    return make


async def test_rewards_name_the_missing_points(
    client: Client, bearer: Bearer, an_offer: Offer
) -> None:
    head = await bearer(signed())
    await an_offer(10_000, earned=9_999, stock=4)
    shown = await (await client.get("/app/api/rewards", headers=head)).json()
    assert (shown["wallet"], shown["purse"]) == (9_999, None)
    [reward] = shown["rewards"]
    assert (reward["title"], reward["points"], reward["missing"], reward["left"]) == (
        "基础保养",
        10_000,
        1,
        4,
    )
    quoted = await client.post("/app/api/quotes", json={"reward": reward["reward"]}, headers=head)
    problem = await quoted.json()
    assert (quoted.status, problem["code"]) == (409, "redemptions-short")
    assert problem["facts"] == {"missing": 1, "balance": 9_999}


async def test_a_quote_is_redeemed_once_whoever_presses(
    client: Client, bearer: Bearer, an_offer: Offer, program: Program
) -> None:
    head = await bearer(signed())
    reward = await an_offer(300, earned=500)
    body = {"reward": str(reward.id), "from": "wallet"}
    quoted = await (await client.post("/app/api/quotes", json=body, headers=head)).json()
    assert (quoted["points"], quoted["balance"], quoted["left"]) == (300, 500, 200)
    member = await members.by_telegram(1001)
    assert member is not None
    in_chat = asyncio.create_task(
        redemptions.redeem(
            program,
            quote_id=UUID(quoted["quote"]),
            member_id=member.id,
            notified=True,
            at=shops.NOW,
        )
    )
    answers = await asyncio.gather(
        *(
            client.post("/app/api/redemptions", json={"quote": quoted["quote"]}, headers=head)
            for _ in range(3)
        )
    )
    code = (await in_chat).voucher.spoken
    redeemed = [await answer.json() for answer in answers]
    assert {answer.status for answer in answers} <= {200, 201}
    assert all(body == redeemed[0] for body in redeemed)
    assert redeemed[0]["voucher"]["code"] == code
    assert [(part["name"], part["points"]) for part in redeemed[0]["paid_by"]] == [
        (member.name, 300)
    ]
    today = ledger.today(program, shops.NOW)
    assert (await ledger.balance(member.id, today=today)).points == 200
    listed = await (await client.get("/app/api/vouchers", headers=head)).json()
    assert [(voucher["code"], voucher["state"]) for voucher in listed["vouchers"]] == [
        (code, "open")
    ]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("quotes", {"reward": "x"}),
        ("quotes", {"reward": str(uuid4()), "from": "bank"}),
        ("redemptions", {}),
        ("redemptions", {"quote": 7}),
    ],
)
async def test_malformed_requests_are_refused(
    client: Client, bearer: Bearer, path: str, body: dict[str, Any]
) -> None:
    answer = await client.post(f"/app/api/{path}", json=body, headers=await bearer(signed()))
    assert answer.status == 422


async def test_strangers_find_nothing(client: Client, bearer: Bearer) -> None:
    head = await bearer(signed())
    for path, body in (
        ("quotes", {"reward": str(uuid4())}),
        ("redemptions", {"quote": str(uuid4())}),
    ):
        answer = await client.post(f"/app/api/{path}", json=body, headers=head)
        assert answer.status == 404
    assert (await client.get("/app/api/vouchers")).status == 401


async def test_events_say_what_they_save_and_gain(
    client: Client, bearer: Bearer, an_offer: Offer, program: Program
) -> None:
    head = await bearer(signed())
    reward = await an_offer(6000)
    event = await catalog.draft_event(
        program,
        merchant_id=reward.merchant_id,
        theme="anniversary",
        title={"zh-Hans": "店庆", "en": "Anniversary"},
        starts_at=shops.NOW,
        ends_at=shops.NOW.replace(year=shops.NOW.year + 1),
        multiplier=None,
        prices={reward.id: 5000},
        disclosure=reward.terms.disclosure,
        at=shops.NOW,
    )
    await catalog.publish_event(
        program, merchant_id=reward.merchant_id, event_id=event.id, at=shops.NOW
    )
    [shown] = (await (await client.get("/app/api/events", headers=head)).json())["events"]
    [price] = shown["prices"]
    assert (price["list_points"], price["points"]) == (6000, 5000)
    assert (price["saved_percent"], price["gained_percent"]) == ("16.7", "20.0")
