"""Adds merchants, each with licence, budget, rate and API key."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from core import compliance, db, members, randomness
from core.merchants import models, rules
from core.merchants.answers import Added
from core.merchants.errors import (
    LicenceMissing,
    LicenceUnfit,
    NameMissing,
    NameUnfit,
    RateOutOfRange,
    TopUpNotPositive,
)
from core.merchants.queries import merchant_of
from core.program import Program


@db.command
async def add(
    program: Program,
    *,
    name: str,
    licence: str,
    budget_fen: int,
    rate: Decimal = Decimal(1),
    at: datetime,
) -> Added:
    """Take in a merchant with its licence (RL-7), marketing budget (RL-3) and points per yuan.

    Raises NameMissing, NameUnfit, LicenceMissing, LicenceUnfit, RateOutOfRange, TopUpNotPositive.
    """
    name, licence = _named(name), _licensed(licence)
    if not rules.is_rate(rate):
        raise RateOutOfRange(rate=rate)
    if budget_fen < 0:
        raise TopUpNotPositive(fen=budget_fen)
    merchant = await models.Merchant.create(
        id=randomness.new_id(), name=name, licence=licence, added_at=at
    )
    await models.Rate.create(merchant=merchant, points_per_yuan=rate, set_at=at)
    await models.Budget.create(merchant_id=merchant.id, topped_up_fen=budget_fen)
    if budget_fen:
        await models.TopUp.create(merchant=merchant, fen=budget_fen, source=rules.MARKETING, at=at)
    api_key = rules.api_key_of(randomness.new_token(32))
    await models.ApiKey.create(merchant=merchant, hash=rules.secret_hash(api_key), made_at=at)
    await compliance.record(
        actor="programme",
        name="merchant-added",
        subject=f"merchant:{merchant.id}",
        at=at,
        rule="RL-7",
        licence=merchant.licence,
        budget_fen=budget_fen,
        rate=rate,
    )
    return Added(merchant_of(merchant), api_key)


def _named(name: str) -> str:
    """The name as it is stored; a name that is too long is refused, not cut."""
    if not (shown := members.clean_name(name)):
        raise NameMissing
    if not rules.is_name(name.strip()):
        raise NameUnfit(longest=rules.NAME_MAX)
    return shown


def _licensed(licence: str) -> str:
    """The licence's number as it is kept (RL-7)."""
    if not licence.strip():
        raise LicenceMissing
    if not compliance.licensed(licence):
        raise LicenceUnfit(longest=compliance.LICENCE_MAX)
    return licence.strip()
