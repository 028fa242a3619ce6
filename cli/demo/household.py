"""Lets the demo world's family of three pool half of what each of them has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from cli.demo.people import CHILD, FATHER, MOTHER, Character
from core import families, ledger
from core.program import Program

FAMILY_NAME = "林家小院"
POOLED_BEFORE = timedelta(hours=1)


async def pool(program: Program, people: Mapping[Character, UUID], *, at: datetime) -> None:
    """The mother founds, the others join by links, and each puts in half."""
    at -= POOLED_BEFORE
    mother = people[MOTHER]
    await families.found(program, member_id=mother, name=FAMILY_NAME, at=at)
    for person in (FATHER, CHILD):
        made = await families.invite(program, member_id=mother, at=at)
        await families.join(
            program, token=made.token, member_id=people[person], confirm=True, at=at
        )
    for person in (MOTHER, FATHER, CHILD):
        held = await ledger.balance(people[person], today=ledger.today(program, at))
        if half := held.personal // 2:
            await families.contribute(
                program, member_id=people[person], points=half, key="demo", at=at
            )
