"""Lets the demo world's family of three pool half of what each of them has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import samples
from cli.demo.people import CHILD, FATHER, MOTHER, Character
from core import families, ledger
from core.program import Program

FAMILY_NAME = "林家小院"
POOLED_BEFORE = timedelta(hours=1)


async def pool(program: Program, people: Mapping[Character, UUID], *, at: datetime) -> None:
    """The mother founds, the others join by links, and each puts in half."""
    at -= POOLED_BEFORE
    pooling = [people[person] for person in (MOTHER, FATHER, CHILD)]
    await samples.family(program, pooling, name=FAMILY_NAME, at=at)
    for member_id in pooling:
        held = await ledger.balance(member_id, today=ledger.today(program, at))
        if half := held.personal // 2:
            await families.contribute(program, member_id=member_id, points=half, key="demo", at=at)
