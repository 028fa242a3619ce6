"""A redemption that is asked for again: the first answer, whatever has changed since."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

import samples
from core import catalog, members, redemptions
from core.program import Program
from tests.webapp.conftest import Client
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import Bearer, signed
from tests.webapp.miniapp.shops import Store

HEADER = "Idempotent-Replayed"


@pytest.fixture
async def reward(program: Program, shop: Store) -> catalog.Reward:
    return await samples.reward(program, merchant_id=shop.id, points=300, at=shops.NOW)


@pytest.fixture
async def family(program: Program, shop: Store, jing: members.Member) -> None:
    """Zhang Wei's, which Lin Jing joined; each has 200 points in its purse."""
    wei = await shops.join(program, 1002, "张伟")
    await shop.sell(wei, "500.00", shops.NOW, "W-1")
    await shops.pool(program, [wei, jing], "张家", points=(200, 200))


async def quoted(
    client: Client, head: dict[str, str], reward: catalog.Reward, source: str
) -> dict[str, str]:
    body = {"reward": str(reward.id), "from": source}
    answer = await client.post("/app/api/quotes", json=body, headers=head)
    return {"quote": (await answer.json())["quote"]}


async def change_everything(
    client: Client, head: dict[str, str], program: Program, reward: catalog.Reward, code: str
) -> None:
    """Another language, no family, a voucher that is used, and a reward of another name."""
    spoken = await client.post("/app/api/language", headers=head, json={"language": "en"})
    left = await client.post("/app/api/family/leave", headers=head, json={"key": "L"})
    assert (spoken.status, left.status) == (200, 200), await left.text()
    merchant: dict[str, Any] = {"merchant_id": reward.merchant_id, "at": shops.NOW}
    await redemptions.verify(program, code=code, request="V", **merchant)
    title = {"zh-Hans": "大保养", "en": "Great service"}
    await catalog.change_reward(program, reward_id=reward.id, changes={"title": title}, **merchant)
    await catalog.publish_reward(program, reward_id=reward.id, **merchant)


@pytest.mark.usefixtures("family")
async def test_a_redemption_from_the_purse_is_answered_the_same_after_every_change(
    client: Client, bearer: Bearer, program: Program, reward: catalog.Reward
) -> None:
    head = await bearer(signed())
    body = await quoted(client, head, reward, "purse")
    first = await client.post("/app/api/redemptions", json=body, headers=head)
    bought = await first.json()
    assert (first.status, HEADER in first.headers) == (201, False)
    assert sorted(part["person"] for part in bought["paid_by"]) == [1, 2]
    assert bought["voucher"]["title"] == "基础保养"
    await change_everything(client, head, program, reward, bought["voucher"]["code"])
    again = await client.post("/app/api/redemptions", json=body, headers=head)
    assert (again.status, again.headers[HEADER]) == (200, "true")
    assert await again.read() == await first.read()


@pytest.mark.usefixtures("jing")
async def test_twenty_equal_redemptions_at_once_are_one(
    client: Client, bearer: Bearer, reward: catalog.Reward
) -> None:
    head = await bearer(signed())
    body = await quoted(client, head, reward, "wallet")
    answers = await asyncio.gather(
        *(client.post("/app/api/redemptions", json=body, headers=head) for _ in range(20))
    )
    assert sorted(answer.status for answer in answers) == [200] * 19 + [201]
    assert sum(HEADER in answer.headers for answer in answers) == 19
    assert len({await answer.read() for answer in answers}) == 1
    balance = await (await client.get("/app/api/home", headers=head)).json()
    assert balance["balance"] == 200
