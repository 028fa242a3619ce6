"""Writes the record of acts."""

from __future__ import annotations

import json
from datetime import datetime

from core import db


@db.command
async def record(
    *, actor: str, name: str, subject: str, at: datetime, rule: str = "", **facts: object
) -> None:
    """Record an act in the caller's transaction, so that both commit or neither (RL-12).

    Actor and subject are written `member:<uuid>`, `merchant:<uuid>`, `operator:<uuid>` or
    `programme`.
    """
    await db.connection().execute(
        "INSERT INTO act (at, actor, name, subject, rule, facts)"
        " VALUES ($1, $2, $3, $4, $5, $6::text::jsonb)",
        at,
        actor,
        name,
        subject,
        rule,
        json.dumps(facts, default=str, ensure_ascii=False),
    )
