"""Reads the record of acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.compliance import models


@dataclass(frozen=True)
class Act:
    """Who did what to whom, when and by which rule."""

    id: int
    at: datetime
    actor: str
    name: str
    subject: str
    rule: str
    facts: Mapping[str, Any]


async def acts(*, subject: str | None = None, limit: int = 50) -> list[Act]:
    """The newest acts first, of one subject or of all."""
    found = models.Act.all() if subject is None else models.Act.filter(subject=subject)
    return [
        Act(row.id, row.at, row.actor, row.name, row.subject, row.rule, row.facts)
        for row in await found.order_by("-id").limit(limit)
    ]
