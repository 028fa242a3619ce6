"""Repeated verifications of vouchers: one act, and its answer byte for byte."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

import samples
from core import members, merchants
from core.program import Program
from tests.conftest import NOON
from tests.webapp.conftest import ApiTill, Client

HEADER = "Idempotent-Replayed"


@pytest.fixture
async def shop(a_merchant: Callable[..., Awaitable[merchants.Added]]) -> merchants.Added:
    return await a_merchant()


@pytest.fixture
def till(client: Client, shop: merchants.Added) -> ApiTill:
    return ApiTill(client, shop.api_key)


@pytest.fixture
async def codes(
    program: Program, shop: merchants.Added, a_member: Callable[..., Awaitable[members.Member]]
) -> list[str]:
    """The codes of two vouchers."""
    member, merchant_id = await a_member(), shop.merchant.id
    await samples.purchase(
        program, merchant_id=merchant_id, member_id=member.id, amount_fen=30_000, at=NOON
    )
    bought = [
        await samples.redemption_of_points(
            program, member_id=member.id, merchant_id=merchant_id, points=100, at=NOON
        )
        for _ in range(2)
    ]
    return [redemption.voucher.code for redemption in bought]


async def test_a_repeated_verification_gets_the_same_bytes(till: ApiTill, codes: list[str]) -> None:
    first = await till.post(f"/vouchers/{codes[0]}/verify", {"request": "V", "till": "3"})
    again = await till.post(f"/vouchers/{codes[0].lower()}/verify", {"request": "V", "till": "4"})
    assert (first.status, HEADER in first.headers) == (200, False)
    assert (again.status, again.headers[HEADER]) == (200, "true")
    assert await again.read() == await first.read()


async def test_twenty_equal_verifications_at_once_are_one(till: ApiTill, codes: list[str]) -> None:
    body = {"request": "V", "till": "3"}
    answers = await asyncio.gather(
        *(till.post(f"/vouchers/{codes[0]}/verify", body) for _ in range(20))
    )
    assert [answer.status for answer in answers] == [200] * 20
    assert sum(HEADER in answer.headers for answer in answers) == 19
    assert len({await answer.read() for answer in answers}) == 1


async def test_a_request_of_a_verification_takes_no_second_voucher(
    till: ApiTill, codes: list[str]
) -> None:
    assert (await till.post(f"/vouchers/{codes[0]}/verify", {"request": "V"})).status == 200
    refused = await till.post(f"/vouchers/{codes[1]}/verify", {"request": "V"})
    assert (refused.status, (await refused.json())["code"]) == (409, "key-reused")
