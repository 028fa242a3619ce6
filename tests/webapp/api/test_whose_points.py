"""Over HTTP nobody moves, spends or claws back another's points; a price is paid to the point."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from core import ledger, members
from tests.conftest import NOON
from tests.webapp.conftest import ApiTill, Client, SetClock
from tests.webapp.miniapp.conftest import Bearer, bearer, signed
from webapp.api.catalog import draft_reward

__all__ = ["bearer"]
MEI, SAM, BO = 1001, 1002, 1003


@dataclass
class FamilyAndStranger:
    """Mei and Sam have pooled 300 and 100 points; Bo is a stranger. Everybody has a session."""

    client: Client
    till: ApiTill
    heads: dict[int, dict[str, str]]
    numbers: dict[int, str]

    async def ask(self, who: int, path: str, body: Any = None, *, status: int = 200) -> Any:
        """GET, or POST where there is a body."""
        method = "GET" if body is None else "POST"
        answer = await self.client.request(
            method, f"/app/api/{path}", json=body, headers=self.heads[who]
        )
        assert answer.status == status, await answer.text()
        return await answer.json()

    async def refused(self, who: int, path: str, body: Any) -> str:
        answer = await self.client.post(f"/app/api/{path}", json=body, headers=self.heads[who])
        assert 400 <= answer.status < 500, await answer.text()
        code: str = (await answer.json())["code"]
        return code

    async def holdings(self) -> list[tuple[int, int]]:
        homes = [await self.ask(who, "home") for who in (MEI, SAM, BO)]
        return [(home["personal"], home["share"]) for home in homes]

    async def sell(
        self, who: int, yuan: int, occurred_at: str = "2025-01-10T12:00:00+08:00"
    ) -> str:
        receipt = uuid4().hex
        sale = {"receipt": receipt, "member": self.numbers[who], "amount": f"{yuan}.00"}
        answer = await self.till.post("/purchases", sale | {"occurred_at": occurred_at})
        assert answer.status == 201, await answer.text()
        return receipt

    async def offer(self, points: int) -> str:
        reward = draft_reward.EXAMPLE | {"points": points, "market_price": f"{points}.00"}
        made = await (await self.till.post("/rewards", reward)).json()
        await self.till.post(f"/rewards/{made['id']}/publish")
        reward_id: str = made["id"]
        return reward_id


@pytest.fixture
async def family(
    client: Client, bearer: Bearer, a_till: Callable[..., Awaitable[ApiTill]]
) -> FamilyAndStranger:
    till = await a_till(budget_fen=10**8)
    heads = {who: await bearer(signed(who, at=NOON)) for who in (MEI, SAM, BO)}
    made = FamilyAndStranger(client, till, heads, {})
    for who in heads:
        made.numbers[who] = (await made.ask(who, "home"))["number"]
    await made.ask(MEI, "families", {"name": "林家"}, status=201)
    link = await made.ask(MEI, "family/invitations", {}, status=201)
    await made.ask(SAM, "family/join", {"token": link["token"], "confirm": True})
    for who, yuan in ((MEI, 300), (SAM, 100)):
        await made.sell(who, yuan)
        await made.ask(who, "family/contribute", {"points": yuan})
    return made


async def test_nobody_moves_anothers_points(family: FamilyAndStranger) -> None:
    before = await family.holdings()
    for who, path, body, code in (
        (SAM, "family/withdraw", {"points": 101}, "families-short"),
        (SAM, "family/withdraw", {"points": -1}, "families-points-wrong"),
        (SAM, "family/withdraw", {"points": 1, "member": family.numbers[MEI]}, "api-invalid"),
        (SAM, "family/contribute", {"points": 1}, "families-short"),
        (BO, "family/withdraw", {"points": 1}, "families-none"),
        (BO, "family/leave", {}, "families-none"),
    ):
        assert await family.refused(who, path, body) == code, path
    assert await family.holdings() == before == [(0, 300), (0, 100), (0, 0)]


async def test_nobody_spends_by_anothers_quote_or_from_anothers_purse(
    family: FamilyAndStranger,
) -> None:
    reward = await family.offer(200)
    quoted = await family.ask(MEI, "quotes", {"reward": reward, "from": "purse"}, status=201)
    before = await family.holdings()
    for stranger in (SAM, BO):
        body = {"quote": quoted["quote"]}
        assert await family.refused(stranger, "redemptions", body) == "redemptions-quote-unknown"
    order = {"reward": reward, "from": "purse"}
    assert await family.refused(BO, "quotes", order) == "families-none"
    assert await family.refused(BO, "quotes", {"reward": reward}) == "redemptions-short"
    mei = await members.by_telegram(MEI)
    assert mei is not None
    given = {"reward": reward, "recipient": str(mei.id)}
    assert await family.refused(BO, "quotes", given) == "redemptions-recipient-strange"
    assert await family.holdings() == before
    bought = await family.ask(MEI, "redemptions", {"quote": quoted["quote"]}, status=201)
    assert (await family.ask(SAM, "vouchers"))["vouchers"] == []
    assert sum(part["points"] for part in bought["paid_by"]) == 200


async def test_merchant_claws_back_only_points_its_own_buyer_earned(
    family: FamilyAndStranger, a_till: Callable[..., Awaitable[ApiTill]]
) -> None:
    receipt = await family.sell(SAM, 50)
    other = await a_till(name="另一家")
    body = {"refund": "F-1", "amount": "50.00"}
    stranger = await other.post(f"/purchases/{receipt}/refunds", body)
    assert (stranger.status, (await stranger.json())["code"]) == (404, "purchases-unknown")
    assert (await family.till.post(f"/purchases/{receipt}/refunds", body)).status == 201
    assert await family.holdings() == [(0, 300), (0, 100), (0, 0)]
    assert await ledger.proof() == []


async def test_five_months_of_a_thousand_yuan_buy_the_service_and_leave_nothing(
    family: FamilyAndStranger, clock: SetClock
) -> None:
    for month in ("2024-09", "2024-10", "2024-11", "2024-12"):
        await family.sell(BO, 1000, f"{month}-10T12:00:00+08:00")
    service = await family.offer(5000)
    refused = await family.ask(BO, "quotes", {"reward": service}, status=409)
    assert refused["facts"] == {"missing": 1000, "balance": 4000}
    await family.sell(BO, 1000)
    quoted = await family.ask(BO, "quotes", {"reward": service}, status=201)
    assert (quoted["points"], quoted["left"]) == (5000, 0)
    bought = await family.ask(BO, "redemptions", {"quote": quoted["quote"]}, status=201)
    assert bought["paid_by"][0]["points"] == 5000
    assert (await family.ask(BO, "home"))["balance"] == 0
    clock.forward(minutes=5)
    code = bought["voucher"]["code"]
    assert (await family.till.post(f"/vouchers/{code}/verify", {"request": "V-1"})).status == 200


async def test_one_missing_point_is_shown(family: FamilyAndStranger) -> None:
    await family.sell(BO, 9_999)
    tyre = await family.offer(10_000)
    problem = await family.ask(BO, "quotes", {"reward": tyre}, status=409)
    assert (problem["code"], problem["facts"]) == (
        "redemptions-short",
        {"missing": 1, "balance": 9_999},
    )
    [shown] = (await family.ask(BO, "rewards"))["rewards"]
    assert shown["missing"] == 1
