"""Whose points pay, in the colours of the family's persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from core.families import FamilyView
from core.redemptions import PaidBy


def persons(family: FamilyView | None) -> dict[UUID, int]:
    """By member the number of their colour: the same in the purse, in receipts and in quotes."""
    return {seat.member_id: seat.number for seat in family.seats} if family else {}


def parts(paid: Sequence[PaidBy], persons: Mapping[UUID, int]) -> list[dict[str, Any]]:
    """Each payer's part; `person` numbers their colour, null for a member who left the family."""
    return [
        {
            "member": part.member_id,
            "name": part.name,
            "points": part.points,
            "person": persons.get(part.member_id),
        }
        for part in paid
    ]
