"""The answers of queries and locked reads of the ledger: plain values without a connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Expiring:
    """Points that end together; `expires_on` is their last usable day."""

    points: int
    expires_on: date


@dataclass(frozen=True)
class Balance:
    """A member's points today, by wallet and by last usable day (soonest first)."""

    points: int
    personal: int
    share: int
    expiring: tuple[Expiring, ...]


@dataclass(frozen=True)
class Debt:
    """Points that a member owes to a merchant; the next purchase repays them first."""

    id: int
    member_id: UUID
    merchant_id: UUID
    merchant_name: str
    remaining: int


@dataclass(frozen=True)
class Owed:
    """All that a member owes to one merchant."""

    merchant_name: str
    points: int


@dataclass
class Standing:
    """A member's wallet, balance and open debts, oldest debt first, as a batch needs them."""

    wallet_id: int | None
    balance: int
    debts: list[Debt]


@dataclass(frozen=True)
class LotPart:
    """The points of one lot that an entry moved."""

    component: str
    points: int
    expires_on: date
    merchant_name: str


@dataclass(frozen=True)
class Line:
    """One entry as its member reads it; `points` with the sign of what it did to them.

    `amount` is what it was about, without a sign: points that move between one's own wallets, or
    live on, change nothing in what is owned. `bought_at` is the moment of the purchase behind it,
    which may have been posted later.
    """

    id: int
    kind: str
    points: int
    amount: int
    at: datetime
    bought_at: datetime | None
    merchant_id: UUID | None
    merchant_name: str | None
    purchase_id: UUID | None
    refund_id: int | None
    redemption_id: UUID | None
    components: tuple[LotPart, ...]


@dataclass(frozen=True)
class ReservedIds:
    """Ids drawn ahead, so that a batch can refer to rows that it is about to write."""

    lots: list[int]
    entries: list[int]


@dataclass(frozen=True, slots=True)
class ExpiredOfIssuer:
    """The expired points of one merchant's lots; `fen` is their cost, which is free again."""

    merchant_id: UUID
    lots: int
    points: int
    fen: int


@dataclass(frozen=True, slots=True)
class ExtendedLot:
    """An extended lot; `ended_on` was its last usable day."""

    lot_id: int
    entry_id: int
    points: int
    ended_on: date
