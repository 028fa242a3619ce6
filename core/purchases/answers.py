"""The answers of commands and queries about purchases, and the stored values inside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from core import keys, ledger


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a purchase; `amount_fen` was paid in money."""

    sku: str
    name: str
    amount_fen: int
    category: str = ""
    green: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Item:
        """The item from its stored form."""
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """The fields of a live event that the arithmetic of a purchase needs.

    An event without categories covers every item.
    """

    id: UUID
    starts_at: datetime
    multiplier: Decimal
    categories: tuple[str, ...]

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> LiveEvent:
        """The event from its stored form."""
        return cls(
            id=UUID(plain["id"]),
            starts_at=datetime.fromisoformat(plain["starts_at"]),
            multiplier=Decimal(plain["multiplier"]),
            categories=tuple(plain["categories"]),
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """The versions of every rule by which one purchase earns; stored with it.

    `rate` is points a yuan; `cost_fen` what a point costs; `cap_percent` of the amount is the most
    that the points may be worth.
    """

    rate: Decimal
    green_multiplier: Decimal
    cap_percent: Decimal
    cost_fen: int
    event: LiveEvent | None = None
    tier_percent: Decimal = Decimal(0)
    credit_percent: Decimal = Decimal(0)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Terms:
        """The terms from their stored form."""
        return cls(
            rate=Decimal(plain["rate"]),
            green_multiplier=Decimal(plain["green_multiplier"]),
            cap_percent=Decimal(plain["cap_percent"]),
            cost_fen=plain["cost_fen"],
            event=LiveEvent.from_json(plain["event"]) if plain["event"] else None,
            tier_percent=Decimal(plain["tier_percent"]),
            credit_percent=Decimal(plain["credit_percent"]),
        )


@dataclass(frozen=True, slots=True)
class Component:
    """Points earned for one reason, and their last usable day."""

    kind: str
    points: int
    expires_on: date


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer to a merchant who records a purchase; stored, so that a repeat is answered so too.

    `trimmed` points were cut by the value cap; `debt_repaid` of the points went to debts.
    """

    purchase_id: UUID
    member_id: UUID
    receipt: str
    points: int
    components: tuple[Component, ...]
    trimmed: int
    debt_repaid: int
    balance: int
    replayed: bool = False

    @classmethod
    def from_json(
        cls,
        plain: Mapping[str, Any],
        *,
        purchase_id: UUID,
        member_id: UUID,
        receipt: str,
        points: int,
    ) -> Recorded:
        """The answer from its stored form and the purchase's columns."""
        return cls(
            purchase_id=purchase_id,
            member_id=member_id,
            receipt=receipt,
            points=points,
            components=tuple(
                Component(kind, part, date.fromisoformat(day))
                for kind, part, day in plain["components"]
            ),
            trimmed=plain["trimmed"],
            debt_repaid=plain["debt_repaid"],
            balance=plain["balance"],
        )


@dataclass(frozen=True)
class Refunded(keys.Answer):
    """The answer to a merchant who refunds.

    `points` is by how much the purchase's points fell; `clawed_back` of them were found:
    points = clawed_back + debt + what had expired unspent.
    """

    refund: str
    points: int
    clawed_back: int
    debt: int
    balance: int


@dataclass(frozen=True)
class WhyRefund:
    """One refund of the purchase: fen given back, points by which it fell."""

    name: str
    amount_fen: int
    points: int
    at: datetime


@dataclass(frozen=True)
class Why:
    """The purchase behind an entry, and every rule by which it earned."""

    entry_id: int
    merchant_name: str
    receipt: str
    channel: str
    amount_fen: int
    items: tuple[Item, ...]
    occurred_at: datetime
    terms: Terms
    event_title: dict[str, str] | None
    components: tuple[Component, ...]
    points: int
    trimmed: int
    debt_repaid: int
    refunds: tuple[WhyRefund, ...]


@dataclass(frozen=True)
class VisibleMember:
    """The part of a member that a merchant may see: no name, no other merchant's business."""

    number: str
    balance: int
    expiring: tuple[ledger.Expiring, ...]
