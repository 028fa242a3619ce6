"""Vouchers, and whose points pay, as the mini-app's JSON and pages have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from core.families import FamilyView
from core.redemptions import PaidBy, Voucher
from webapp.edge import http_io

VOUCHER_STATES: Final = ("open", "used", "ended")
"""In the order of the page."""


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


def answer_of(voucher: Voucher, language: str, today: date) -> dict[str, Any]:
    """A voucher in the member's language."""
    return {
        "code": voucher.spoken,
        "state": state_of(voucher, today),
        "title": voucher.title[language],
        "kind": voucher.kind,
        "merchant": voucher.merchant_name,
        "points": voucher.points,
        "cash": http_io.money(voucher.cash_fen),
        "delivery": voucher.delivery,
        "how_to_redeem": voucher.how_to_redeem[language],
        "ends_on": voucher.ends_on,
        "verified_at": voucher.verified_at,
        "till": voucher.till,
    }


def state_of(voucher: Voucher, today: date) -> str:
    """Whether it can still be used: one of VOUCHER_STATES."""
    if voucher.verified_at is not None:
        return "used"
    return "open" if voucher.open(today) else "ended"
