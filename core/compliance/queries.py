"""Reads the record of acts."""

from __future__ import annotations

from core.compliance import models
from core.compliance.answers import Act


async def acts(*, subject: str | None = None, limit: int = 50) -> list[Act]:
    """The newest acts first, of one subject or of all."""
    selected = models.Act.all() if subject is None else models.Act.filter(subject=subject)
    return [
        Act(row.id, row.at, row.actor, row.name, row.subject, row.rule, row.facts)
        for row in await selected.order_by("-id").limit(limit)
    ]
