"""Drafts of events and rewards, complete unless a test changes a field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

import samples
from core import catalog
from core.program import Program
from samples.texts import DISCLOSURE
from tests.conftest import AMerchant

DraftEvent = Callable[..., Awaitable[catalog.Event]]
DraftReward = Callable[..., Awaitable[catalog.Reward]]


@pytest.fixture
async def merchant_id(a_merchant: AMerchant) -> UUID:
    return (await a_merchant()).merchant.id


@pytest.fixture
def draft_event(merchant_id: UUID, program: Program, at: datetime) -> DraftEvent:
    async def draft(**changes: Any) -> catalog.Event:
        wanted: dict[str, Any] = {
            "merchant_id": merchant_id,
            "theme": "spring-festival",
            "title": {"zh-Hans": "春节双倍", "en": "Spring Festival"},
            "starts_at": at,
            "ends_at": at + timedelta(days=1),
            "multiplier": Decimal(2),
            "categories": (),
            "disclosure": DISCLOSURE,
            "at": at,
        }
        return await catalog.draft_event(program, **(wanted | changes))

    return draft


@pytest.fixture
def draft_reward(merchant_id: UUID, program: Program, at: datetime) -> DraftReward:
    async def draft(points: int = 5000, **options: Any) -> catalog.Reward:
        of_the_draft = ("merchant_id", "kind", "stock", "key")
        own = {name: options.pop(name) for name in of_the_draft if name in options}
        return await catalog.draft_reward(
            program,
            **{"merchant_id": merchant_id, "kind": "service", **own},
            terms=samples.terms(points, **options),
            at=at,
        )

    return draft
