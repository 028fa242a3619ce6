"""A family: its head founds it, the others join by links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core import families
from core.program import Program


async def family(
    program: Program, member_ids: Sequence[UUID], *, name: str = "王家", at: datetime
) -> families.FamilyView:
    """A family of these members, the first of them as its head; it holds no points yet."""
    head, *others = member_ids
    view = await families.found(program, member_id=head, name=name, at=at)
    for member_id in others:
        link = await families.invite(program, member_id=head, at=at)
        view = await families.join(
            program, token=link.token, member_id=member_id, confirm=True, at=at
        )
    return view
