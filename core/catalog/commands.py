"""Verbs of the catalogue: draft an event, publish it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from core import compliance, db, merchants
from core.catalog import rules
from core.catalog.errors import DisclosureIncomplete, EventOver, UnknownEvent
from core.catalog.queries import SELECT, event_of
from core.catalog.rules import Event, Texts
from core.errors import KeyReused
from core.program import Program

INSERT = """
    INSERT INTO event (id, merchant_id, theme, title, starts_at, ends_at, multiplier, categories,
        disclosure, made_at)
    VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8::text::jsonb, $9::text::jsonb, $10)
    ON CONFLICT (id) DO NOTHING RETURNING id
"""


@db.command
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
    disclosure: Mapping[str, Texts],
    key: str | None = None,
    at: datetime,
) -> Event:
    """Prepare a season; it gives nothing until it is published.

    `key` makes the same draft once: again, it answers as before, and with other content it raises
    KeyReused. Also raises UnknownMerchant and the errors of what an event may say.
    """
    rules.checked_window(starts_at, ends_at)
    merchant = await merchants.by_id(merchant_id)
    drafted = Event(
        id=uuid4() if key is None else uuid5(merchant.id, key),
        merchant_id=merchant.id,
        merchant_name=merchant.name,
        theme=rules.checked_theme(theme),
        title=rules.checked_title(title),
        starts_at=starts_at,
        ends_at=ends_at,
        multiplier=rules.checked_multiplier(multiplier),
        categories=tuple(rules.checked_categories(categories)),
        disclosure=rules.checked_disclosure(disclosure),
        published_at=None,
        state="draft",
    )
    if await _insert(drafted, at=at):
        await _record("event-drafted", drafted, at=at)
        return drafted
    stands = await _locked(drafted.id, merchant_id=merchant.id, at=at)
    if _content(stands) != _content(drafted):
        raise KeyReused
    return stands


@db.command
async def publish_event(
    program: Program, *, merchant_id: UUID, event_id: UUID, at: datetime
) -> Event:
    """Let members see a season and earn by it; from here on it stands as it is.

    Raises LicenceMissing (RL-7), DisclosureIncomplete (RL-8), EventOver, UnknownEvent. What is
    published already answers the same.
    """
    event = await _locked(event_id, merchant_id=merchant_id, at=at)
    if event.published_at is not None:
        return event
    if not compliance.licensed((await merchants.by_id(merchant_id)).licence):
        raise merchants.LicenceMissing
    if missing := rules.missing(event.title, event.disclosure):
        raise DisclosureIncomplete(missing=missing)
    if event.ends_at <= at:
        raise EventOver
    await db.connection().execute("UPDATE event SET published_at = $2 WHERE id = $1", event_id, at)
    published = await _locked(event_id, merchant_id=merchant_id, at=at)
    await _record("event-published", published, at=at, rule="RL-8")
    return published


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
