"""Adding a merchant: its key opens, its budget stands, its licence is asked for."""

from __future__ import annotations

from core import merchants
from tests.conftest import AMerchant


async def test_the_key_opens_for_its_merchant_alone(database: str, a_merchant: AMerchant) -> None:
    first, second = await a_merchant(), await a_merchant(name="茶馆")
    assert await merchants.by_api_key(first.api_key) == first.merchant
    assert await merchants.by_api_key(second.api_key) == second.merchant
    assert await merchants.by_api_key("jf_" + "x" * 43) is None
