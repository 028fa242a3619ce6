"""How a purchase becomes points, and a refund takes them back: arithmetic only (DESIGN 4.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson

from core.ledger import COMPONENTS

AHEAD_MAX = timedelta(minutes=5)
"""How far a till's clock may run ahead of ours."""

TRIMMED_FIRST = tuple(reversed(COMPONENTS))
"""What the value cap takes from, in this order: credit, tier, green, event, base."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a purchase; `amount_fen` was paid in money."""

    sku: str
    name: str
    amount_fen: int
    category: str = ""
    green: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """What is stored, and what makes two purchases the same."""
        return {
            "sku": self.sku,
            "name": self.name,
            "amount_fen": self.amount_fen,
            "category": self.category,
            "green": self.green,
            "attributes": dict(self.attributes),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Item:
        """The item that was stored."""
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """What the arithmetic needs of an event that is live when a purchase happens."""

    id: UUID
    starts_at: datetime
    multiplier: Decimal
    categories: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Exact decimals as strings."""
        return {
            "id": str(self.id),
            "starts_at": self.starts_at.isoformat(),
            "multiplier": str(self.multiplier),
            "categories": list(self.categories),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> LiveEvent:
        """The event that a purchase was stored with."""
        return cls(
            id=UUID(plain["id"]),
            starts_at=datetime.fromisoformat(plain["starts_at"]),
            multiplier=Decimal(plain["multiplier"]),
            categories=tuple(plain["categories"]),
        )

    def covers(self, item: Item) -> bool:
        """An event without categories covers everything."""
        return not self.categories or item.category in self.categories


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

    def as_json(self) -> dict[str, Any]:
        """Exact decimals as strings."""
        return {
            "rate": str(self.rate),
            "green_multiplier": str(self.green_multiplier),
            "cap_percent": str(self.cap_percent),
            "cost_fen": self.cost_fen,
            "event": self.event and self.event.as_json(),
            "tier_percent": str(self.tier_percent),
            "credit_percent": str(self.credit_percent),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Terms:
        """The terms that a purchase was stored with."""
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
class Earned:
    """Points by component (only those above zero), and how many the value cap took away."""

    components: dict[str, int]
    trimmed: int

    @property
    def points(self) -> int:
        """All of them."""
        return sum(self.components.values())


def earned(terms: Terms, items: Sequence[Item]) -> Earned:
    """The points of a purchase; every component is rounded down once over the sum of its items."""
    amount_fen = sum(item.amount_fen for item in items)
    base = _base(terms.rate, amount_fen)
    found = {
        "base": base,
        "event": _event_points(terms.rate, terms.event, items),
        "green": _share(
            _base(terms.rate, sum(item.amount_fen for item in items if item.green)),
            terms.green_multiplier - 1,
        ),
        "tier": _share(base, terms.tier_percent, of=100),
        "credit": _share(base, terms.credit_percent, of=100),
    }
    return _trim(found, most=_share(amount_fen, terms.cap_percent, of=100 * terms.cost_fen))


def _base(rate: Decimal, fen: int) -> int:
    return _share(fen, rate, of=100)


def _share(whole: int, part: Decimal, *, of: int = 1) -> int:
    """floor(whole × part / of), exact."""
    numerator, denominator = part.as_integer_ratio()
    return whole * numerator // (denominator * of)


def _event_points(rate: Decimal, event: LiveEvent | None, items: Sequence[Item]) -> int:
    if event is None:
        return 0
    covered = sum(item.amount_fen for item in items if event.covers(item))
    return _share(_base(rate, covered), event.multiplier - 1)


def _trim(found: dict[str, int], *, most: int) -> Earned:
    over = trimmed = max(0, sum(found.values()) - most)
    for component in TRIMMED_FIRST:
        taken = min(over, found[component])
        found[component] -= taken
        over -= taken
    return Earned({name: found[name] for name in COMPONENTS if found[name]}, trimmed)


def best_event(
    rate: Decimal, events: Iterable[LiveEvent], items: Sequence[Item]
) -> LiveEvent | None:
    """The one live event that gives most; on a tie the earlier start, then the lower id."""
    giving = [(event, _event_points(rate, event, items)) for event in events]
    ranked = sorted(giving, key=lambda pair: (-pair[1], pair[0].starts_at, pair[0].id))
    return ranked[0][0] if ranked and ranked[0][1] > 0 else None


def fingerprint(*content: object) -> str:
    """A hash of what makes two calls the same; the order of keys does not matter."""
    canonical = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(canonical).hexdigest()


@dataclass(frozen=True, slots=True)
class RefundLine:
    """Money given back on one line; the first line of a purchase is 1."""

    line: int
    amount_fen: int


def spread(amount_fen: int, remaining: Sequence[int]) -> list[int]:
    """Share a refund over lines by what remains of them, largest remainder first (Hare)."""
    whole = sum(remaining)
    shares = [amount_fen * one // whole for one in remaining]
    by_remainder = sorted(
        range(len(remaining)), key=lambda place: (-(amount_fen * remaining[place] % whole), place)
    )
    for place in by_remainder[: amount_fen - sum(shares)]:
        shares[place] += 1
    return shares


def what_remains(items: Sequence[Item], given_back: Iterable[Sequence[int]]) -> list[Item]:
    """The items with what earlier refunds left of their amounts."""
    left = [item.amount_fen for item in items]
    for lines in given_back:
        left = [one - back for one, back in zip(left, lines, strict=True)]
    return [replace(item, amount_fen=fen) for item, fen in zip(items, left, strict=True)]
