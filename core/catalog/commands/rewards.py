"""Drafts rewards, changes them by new versions, and publishes those with a full disclosure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from core import compliance, db, keys, merchants, randomness
from core.catalog.errors import DisclosureIncomplete, NothingChanged, UnknownReward
from core.catalog.queries.events import events
from core.catalog.queries.rewards import LIVE, NEWEST, reward_of
from core.catalog.rules import rewards as rules
from core.catalog.rules import texts
from core.catalog.rules.rewards import Reward, RewardTerms
from core.errors import KeyReused
from core.program import Program

ADD = """
    INSERT INTO reward (id, merchant_id, kind, made_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO NOTHING RETURNING id
"""
WRITE = """
    INSERT INTO reward_version (reward_id, version, title, description, points, cash_fen,
        market_price_fen, limit_per_member, voucher_days, delivery, disclosure, made_at)
    VALUES ($1, $2, $3::text::jsonb, $4::text::jsonb, $5, $6, $7, $8, $9, $10, $11::text::jsonb,
        $12)
"""
SET_STOCK = """
    INSERT INTO stock (reward_id, total, sold) VALUES ($1, $2, 0)
    ON CONFLICT (reward_id) DO UPDATE SET total = excluded.total
"""


@db.command
@keys.repeatable("catalog-draft-reward", caller="merchant_id")
async def draft_reward(
    program: Program,
    *,
    merchant_id: UUID,
    kind: str,
    terms: RewardTerms,
    stock: int | None = None,
    key: str | None = None,
    at: datetime,
) -> Reward:
    """Prepare a reward; nobody sees it until it is published. `stock` None: without an end.

    Raises KeyReused, WrongReward, WrongText, WrongPart, UnknownMerchant.
    """
    checked = _checked(terms)
    checked_kind = rules.checked_kind(kind)
    rules.checked_stock(stock)
    merchant = await merchants.by_id(merchant_id)
    reward_id = randomness.new_id() if key is None else uuid5(merchant.id, f"reward:{key}")
    if await db.connection().fetchval(ADD, reward_id, merchant.id, checked_kind, at) is None:
        # Drafted before answers were stored: its key is nowhere but in the id that is made of it.
        earlier = await _locked(reward_id, merchant_id=merchant_id, at=at)
        if (earlier.kind, earlier.terms) != (checked_kind, checked):
            raise KeyReused(key=key)
        return replace(earlier, replayed=True)
    await _write(reward_id, 1, checked, at=at)
    if stock is not None:
        await db.connection().execute(SET_STOCK, reward_id, stock)
    drafted = await _locked(reward_id, merchant_id=merchant_id, at=at)
    await _record("reward-drafted", drafted, at=at)
    return drafted


@db.command
@keys.repeatable("catalog-change-reward", caller="merchant_id")
async def change_reward(
    program: Program,
    *,
    merchant_id: UUID,
    reward_id: UUID,
    changes: Mapping[str, Any],
    stock: int | None = None,
    key: str | None = None,
    at: datetime,
) -> Reward:
    """Draft a new version; the published one stands until this is published.

    `changes` has new values of fields of RewardTerms; the others stay. `stock`, how many there are
    in all, counts at once; None leaves it. Raises NothingChanged, UnknownReward, WrongReward,
    WrongText, WrongPart, KeyReused.
    """
    current = await _locked(reward_id, merchant_id=merchant_id, at=at)
    checked = _checked(replace(current.terms, **changes))
    stocked = await _restock(current, stock)
    if checked != current.terms:
        await _write(reward_id, current.version + 1, checked, at=at)
    elif not stocked:
        raise NothingChanged
    changed = await _locked(reward_id, merchant_id=merchant_id, at=at)
    await _record("reward-changed", changed, at=at)
    return changed


@db.command
@keys.repeatable("catalog-publish-reward", caller="merchant_id")
async def publish_reward(
    program: Program, *, merchant_id: UUID, reward_id: UUID, key: str | None = None, at: datetime
) -> Reward:
    """Offer the newest version to members; what is published already answers the same.

    Raises LicenceMissing (RL-7), DisclosureIncomplete (RL-8), UnknownReward, KeyReused.
    """
    reward = await _locked(reward_id, merchant_id=merchant_id, at=at)
    if reward.state == "published":
        return reward
    if not compliance.licensed((await merchants.by_id(merchant_id)).licence):
        raise merchants.LicenceMissing
    if missing := texts.missing(reward.terms.title, reward.terms.disclosure):
        raise DisclosureIncomplete(missing=missing)
    await db.connection().execute(
        "UPDATE reward_version SET published_at = $2 WHERE id = $1", reward.version_id, at
    )
    published = await _locked(reward_id, merchant_id=merchant_id, at=at)
    await _record("reward-published", published, at=at, rule="RL-8")
    return published


def _checked(terms: RewardTerms) -> RewardTerms:
    return rules.checked_terms(
        RewardTerms(
            title=texts.checked_title(terms.title),
            description=texts.checked_description(terms.description),
            points=terms.points,
            cash_fen=terms.cash_fen,
            market_price_fen=terms.market_price_fen,
            limit=terms.limit,
            voucher_days=terms.voucher_days,
            delivery=terms.delivery,
            disclosure=texts.checked_disclosure(terms.disclosure),
        )
    )


async def _locked(reward_id: UUID, *, merchant_id: UUID, at: datetime) -> Reward:
    """The newest version of this merchant's reward, held against rivals; raises UnknownReward."""
    held = await db.connection().fetchval(
        "SELECT id FROM reward WHERE id = $1 AND merchant_id = $2 FOR NO KEY UPDATE",
        reward_id,
        merchant_id,
    )
    if held is None:
        raise UnknownReward
    row = await db.connection().fetchrow(f"{NEWEST} WHERE r.id = $1", reward_id)
    assert row is not None, "a reward is born with its first version"
    return reward_of(dict(row), await events(merchant_id=merchant_id, at=at, states=LIVE))


async def _write(reward_id: UUID, version: int, terms: RewardTerms, *, at: datetime) -> None:
    await db.connection().execute(
        WRITE,
        reward_id,
        version,
        json.dumps(terms.title, ensure_ascii=False),
        json.dumps(terms.description, ensure_ascii=False),
        terms.points,
        terms.cash_fen,
        terms.market_price_fen,
        terms.limit,
        terms.voucher_days,
        terms.delivery,
        json.dumps(terms.disclosure, ensure_ascii=False),
        at,
    )


async def _restock(reward: Reward, stock: int | None) -> bool:
    """Whether the stock was set to another number; raises WrongReward below what is sold."""
    if stock is None:
        return False
    row = await db.connection().fetchrow(
        "SELECT total, sold FROM stock WHERE reward_id = $1 FOR UPDATE", reward.id
    )
    rules.checked_stock(stock, sold=row["sold"] if row else 0)
    if row and row["total"] == stock:
        return False
    await db.connection().execute(SET_STOCK, reward.id, stock)
    return True


async def _record(name: str, reward: Reward, *, at: datetime, rule: str = "") -> None:
    await compliance.record(
        actor=f"merchant:{reward.merchant_id}",
        name=name,
        subject=f"reward:{reward.id}",
        at=at,
        rule=rule,
        version=reward.version,
        points=reward.list_points,
        left=reward.left,
    )
