"""The answers of commands and queries about merchants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core import keys


@dataclass(frozen=True)
class Merchant:
    """A business that takes part."""

    id: UUID
    name: str
    licence: str
    added_at: datetime


@dataclass(frozen=True)
class Added:
    """A new merchant, and its key to the API: shown now and never again."""

    merchant: Merchant
    api_key: str


@dataclass(frozen=True)
class BudgetState:
    """A marketing budget in fen; headroom is what may still be issued."""

    topped_up_fen: int
    reserved_fen: int
    spent_fen: int
    headroom_fen: int


@dataclass(frozen=True)
class ToppedUp(keys.Answer):
    """The budget right after a top-up."""

    budget: BudgetState


@dataclass(frozen=True)
class Staff:
    """A member's role for a merchant, or for the programme where `merchant_id` is None."""

    merchant_id: UUID | None
    merchant_name: str | None
    member_id: UUID
    role: str
    since: datetime


@dataclass(frozen=True)
class StaffOffer:
    """The offer of an open link; `merchant_name` None: to act for the programme."""

    merchant_name: str | None
    role: str
    ends_at: datetime
