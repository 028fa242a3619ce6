"""Adding merchants: a licence first, a key once, a budget and a rate from the beginning."""

from __future__ import annotations

import hashlib
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from core import compliance, merchants
from core.merchants import models
from core.program import Program
from tests.conftest import AMerchant


async def test_the_key_opens_for_its_merchant_alone(a_merchant: AMerchant) -> None:
    first, second = await a_merchant(), await a_merchant(name="茶馆")
    assert await merchants.by_api_key(first.api_key) == first.merchant
    assert await merchants.by_api_key(second.api_key) == second.merchant
    for stranger in ("", "jf_" + "x" * 43, first.api_key[:-1], first.api_key + "x", "键"):
        assert await merchants.by_api_key(stranger) is None


async def test_only_the_hash_of_a_key_is_kept(a_merchant: AMerchant) -> None:
    added = await a_merchant()
    assert added.api_key.startswith("jf_")
    assert len(added.api_key) == 46
    kept = await models.ApiKey.get(merchant_id=added.merchant.id)
    assert kept.hash == hashlib.sha256(added.api_key.encode()).hexdigest()


async def test_a_revoked_key_opens_no_more(a_merchant: AMerchant, at: datetime) -> None:
    added = await a_merchant()
    await models.ApiKey.filter(merchant_id=added.merchant.id).update(revoked_at=at)
    assert await merchants.by_api_key(added.api_key) is None


async def test_a_merchant_begins_with_its_budget_and_rate(
    a_merchant: AMerchant, at: datetime
) -> None:
    shop = (await a_merchant(budget_fen=12345, rate=Decimal("0.5"))).merchant
    assert await merchants.budget(shop.id) == merchants.BudgetState(12345, 0, 0, 12345)
    assert await merchants.rates([shop.id]) == {shop.id: [merchants.Rate(Decimal("0.5"), None)]}
    assert await merchants.by_id(shop.id) == shop
    [act] = await compliance.acts(subject=f"merchant:{shop.id}")
    assert (act.name, act.actor, act.rule, act.at) == ("merchant-added", "programme", "RL-7", at)
    assert act.facts["licence"] == shop.licence


async def test_a_budget_may_begin_empty(a_merchant: AMerchant) -> None:
    shop = (await a_merchant(budget_fen=0)).merchant
    assert (await merchants.budget(shop.id)).headroom_fen == 0


@pytest.mark.parametrize("licence", ["", "  ", "\n", "x" * 65, "L\x00"])
async def test_no_licence_no_merchant(a_merchant: AMerchant, licence: str) -> None:
    with pytest.raises(merchants.LicenceMissing):
        await a_merchant(licence=licence)
    assert await merchants.all() == []
    assert await compliance.acts() == []


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u202e"])
async def test_a_merchant_has_a_name(a_merchant: AMerchant, name: str) -> None:
    with pytest.raises(merchants.NameMissing):
        await a_merchant(name=name)


@pytest.mark.parametrize("name", ["长" * 129, "a\x00b", "a\nb", "a\tb", "a\x85b"])
async def test_a_name_is_refused_rather_than_changed(a_merchant: AMerchant, name: str) -> None:
    with pytest.raises(merchants.NameUnfit) as refused:
        await a_merchant(name=name)
    assert refused.value.facts == {"longest": 128}
    assert (await a_merchant(name=f" {'长' * 128}\n")).merchant.name == "长" * 128


@pytest.mark.parametrize("licence", ["x" * 65, "L\x00", "L\nM"])
async def test_a_licence_that_cannot_be_one_is_called_so(
    a_merchant: AMerchant, licence: str
) -> None:
    with pytest.raises(merchants.LicenceUnfit) as refused:
        await a_merchant(licence=licence)
    assert refused.value.facts == {"longest": 64}


@pytest.mark.parametrize("rate", ["-0.1", "1000.1", "0.00001", "NaN", "Infinity"])
async def test_a_rate_that_cannot_be_kept_is_refused(a_merchant: AMerchant, rate: str) -> None:
    with pytest.raises(merchants.RateOutOfRange):
        await a_merchant(rate=Decimal(rate))


async def test_a_budget_is_not_negative(a_merchant: AMerchant) -> None:
    with pytest.raises(merchants.TopUpNotPositive):
        await a_merchant(budget_fen=-1)


async def test_all_are_listed_by_name(a_merchant: AMerchant) -> None:
    for name in ("b", "a", "c"):
        await a_merchant(name=name)
    assert [shop.name for shop in await merchants.all()] == ["a", "b", "c"]


async def test_a_stranger_is_unknown(database: str, program: Program) -> None:
    with pytest.raises(merchants.UnknownMerchant):
        await merchants.by_id(uuid4())
    with pytest.raises(merchants.UnknownMerchant):
        await merchants.budget(uuid4())
