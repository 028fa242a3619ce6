"""Dates the rates by which a merchant gives points; the past never changes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from core import compliance, db
from core.merchants import models, queries, rules
from core.merchants.errors import (
    RateOutOfRange,
    RateTaken,
    RateTooEarly,
    RateUnannounced,
    UnknownMerchant,
)
from core.merchants.rules import Rate
from core.program import Program


@db.command
async def set_rate(
    program: Program,
    *,
    merchant_id: UUID,
    points_per_yuan: Decimal,
    holds_from: datetime,
    at: datetime,
) -> None:
    """Date a new rate; one that gets worse is announced 30 days ahead (RL-11).

    The same rate for the same moment again changes nothing.
    """
    if not rules.is_rate(points_per_yuan):
        raise RateOutOfRange(rate=points_per_yuan)
    if not await models.Merchant.select_for_update(no_key=True).get_or_none(id=merchant_id):
        raise UnknownMerchant
    dated = (await queries.rates([merchant_id]))[merchant_id]
    added = Rate(points_per_yuan, holds_from)
    if added in dated:
        return
    if holds_from < at:
        raise RateTooEarly(holds_from=holds_from, at=at)
    if any(rate.holds_from == holds_from for rate in dated):
        raise RateTaken(holds_from=holds_from)
    for falls_at in rules.falls(dated, added):
        if not compliance.announced_in_time(said_at=at, holds_from=falls_at):
            raise RateUnannounced(days=compliance.NOTICE_DAYS, falls_at=falls_at)
    await models.Rate.create(
        merchant_id=merchant_id, points_per_yuan=points_per_yuan, holds_from=holds_from, set_at=at
    )
    await compliance.record(
        actor="programme",
        name="rate-set",
        subject=f"merchant:{merchant_id}",
        at=at,
        rule="RL-11",
        points_per_yuan=points_per_yuan,
        holds_from=holds_from.isoformat(),
    )
