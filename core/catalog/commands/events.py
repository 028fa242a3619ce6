"""Drafts events, and publishes those with a full disclosure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from core import compliance, db, keys, merchants, randomness
from core.catalog.errors import DisclosureIncomplete, EventOver, UnknownEvent, UnknownReward
from core.catalog.queries.events import SELECT, event_of
from core.catalog.rules import events as rules
from core.catalog.rules import texts
from core.catalog.rules.events import Event
from core.catalog.rules.texts import Texts
from core.errors import KeyReused
from core.program import Program

INSERT = """
    INSERT INTO event (id, merchant_id, theme, title, starts_at, ends_at, multiplier, categories,
        prices, disclosure, made_at)
    VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8::text::jsonb, $9::text::jsonb,
        $10::text::jsonb, $11)
    ON CONFLICT (id) DO NOTHING RETURNING id
"""


@db.command
@keys.repeatable("catalog-draft-event", caller="merchant_id")
async def draft_event(
    program: Program,
    *,
    merchant_id: UUID,
    theme: str,
    title: Texts,
    starts_at: datetime,
    ends_at: datetime,
    multiplier: Decimal | None,
    categories: Sequence[str] = (),
    prices: Mapping[UUID, int] | None = None,
    disclosure: Mapping[str, Texts],
    key: str | None = None,
    at: datetime,
) -> Event:
    """Prepare a season; it gives nothing until it is published.

    `prices` are points by reward, of this merchant's own. Raises KeyReused, UnknownMerchant,
    UnknownReward and the errors of what an event may say.
    """
    rules.checked_window(starts_at, ends_at)
    merchant = await merchants.by_id(merchant_id)
    drafted = Event(
        id=randomness.new_id() if key is None else uuid5(merchant.id, key),
        merchant_id=merchant.id,
        merchant_name=merchant.name,
        theme=rules.checked_theme(theme),
        title=texts.checked_title(title),
        starts_at=starts_at,
        ends_at=ends_at,
        multiplier=rules.checked_multiplier(multiplier),
        categories=tuple(rules.checked_categories(categories)),
        prices=rules.checked_prices(prices or {}),
        disclosure=texts.checked_disclosure(disclosure),
        published_at=None,
        state="draft",
    )
    await _own_rewards(drafted)
    if await _insert(drafted, at=at):
        await _record("event-drafted", drafted, at=at)
        return drafted
    # Drafted before answers were stored: nothing is left of its key but the id that is made of it.
    earlier = await _locked(drafted.id, merchant_id=merchant.id, at=at)
    if _content(earlier) != _content(drafted):
        raise KeyReused(key=key)
    return replace(earlier, replayed=True)


@db.command
@keys.repeatable("catalog-publish-event", caller="merchant_id")
async def publish_event(
    program: Program, *, merchant_id: UUID, event_id: UUID, key: str | None = None, at: datetime
) -> Event:
    """Let members see a season and earn by it; from here on it stands as it is.

    Raises LicenceMissing (RL-7), DisclosureIncomplete (RL-8), EventOver, UnknownEvent, KeyReused.
    What is published already answers the same.
    """
    event = await _locked(event_id, merchant_id=merchant_id, at=at)
    if event.published_at is not None:
        return event
    if not compliance.licensed((await merchants.by_id(merchant_id)).licence):
        raise merchants.LicenceMissing
    if missing := texts.missing(event.title, event.disclosure):
        raise DisclosureIncomplete(missing=missing)
    if event.ends_at <= at:
        raise EventOver
    await db.connection().execute("UPDATE event SET published_at = $2 WHERE id = $1", event_id, at)
    published = await _locked(event_id, merchant_id=merchant_id, at=at)
    await _record("event-published", published, at=at, rule="RL-8")
    return published


async def _own_rewards(event: Event) -> None:
    """Raises UnknownReward for a price of a reward that is not this merchant's."""
    if not event.prices:
        return
    own = await db.connection().fetchval(
        "SELECT count(*) FROM reward WHERE id = ANY($1::uuid[]) AND merchant_id = $2",
        list(event.prices),
        event.merchant_id,
    )
    if own < len(event.prices):
        raise UnknownReward


async def _insert(event: Event, *, at: datetime) -> bool:
    made = await db.connection().fetchval(
        INSERT,
        event.id,
        event.merchant_id,
        event.theme,
        json.dumps(event.title, ensure_ascii=False),
        event.starts_at,
        event.ends_at,
        event.multiplier,
        json.dumps(event.categories, ensure_ascii=False),
        json.dumps({str(reward_id): points for reward_id, points in event.prices.items()}),
        json.dumps(event.disclosure, ensure_ascii=False),
        at,
    )
    return made is not None


async def _locked(event_id: UUID, *, merchant_id: UUID, at: datetime) -> Event:
    """An event of this merchant, held against rivals until the end; raises UnknownEvent."""
    row = await db.connection().fetchrow(
        f"{SELECT} WHERE e.id = $1 AND e.merchant_id = $2 FOR UPDATE OF e", event_id, merchant_id
    )
    if row is None:
        raise UnknownEvent
    return event_of(dict(row), at=at)


def _content(event: Event) -> tuple[object, ...]:
    return (
        event.theme,
        event.title,
        event.starts_at,
        event.ends_at,
        event.multiplier,
        event.categories,
        event.prices,
        event.disclosure,
    )


async def _record(name: str, event: Event, *, at: datetime, rule: str = "") -> None:
    await compliance.record(
        actor=f"merchant:{event.merchant_id}",
        name=name,
        subject=f"event:{event.id}",
        at=at,
        rule=rule,
        theme=event.theme,
        starts_at=event.starts_at.isoformat(),
        ends_at=event.ends_at.isoformat(),
        multiplier=event.multiplier,
    )
