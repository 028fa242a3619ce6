"""A purchase as a merchant posts it, and the points that it earns: arithmetic only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal, get_args
from uuid import UUID

import orjson

from core import members
from core.ledger import COMPONENTS
from core.purchases.answers import Item, LiveEvent, Terms

RECEIPT_FORM = r"[A-Za-z0-9_.:-]{1,64}"
"""A regular expression for the receipts, and the ids of refunds, that a merchant may choose."""

Channel = Literal["till", "online", "card", "file"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
"""How a purchase reached us; `file` is an import, whose old purchases get no notice."""

SKU_MAX = 64
ITEM_NAME_MAX = 128
CATEGORY_MAX = 64
"""Characters of an item; items are kept with their purchase for ever, so they stay short."""

AHEAD_MAX = timedelta(minutes=5)
"""How far a till's clock may run ahead of ours."""

TRIMMED_FIRST = tuple(reversed(COMPONENTS))
"""The components that the value cap cuts, in this order: credit, tier, green, event, base."""


@dataclass(frozen=True, slots=True)
class NewPurchase:
    """A purchase as a merchant posts it; `at` is the moment of posting."""

    merchant_id: UUID
    receipt: str
    member: members.Reference
    amount_fen: int
    occurred_at: datetime
    at: datetime
    channel: Channel = "till"
    items: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        """No items mean one item without category."""
        if not self.items:
            whole = Item(sku="", name="", amount_fen=self.amount_fen)
            object.__setattr__(self, "items", (whole,))

    def code(self) -> members.ByCode | None:
        """The member code by which the member was named, if it was one."""
        return self.member if isinstance(self.member, members.ByCode) else None


@dataclass(frozen=True, slots=True)
class RefundLine:
    """Money given back on one line; the first line of a purchase is 1."""

    line: int
    amount_fen: int


def as_stored(items: Sequence[Item]) -> list[dict[str, object]]:
    """The items as they are stored, which is also what their fingerprint covers."""
    return [
        {
            "sku": item.sku,
            "name": item.name,
            "amount_fen": item.amount_fen,
            "category": item.category,
            "green": item.green,
            "attributes": dict(item.attributes),
        }
        for item in items
    ]


def fingerprint(*content: object) -> str:
    """A hash of a call's content; the order of keys does not matter."""
    canonical = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(canonical).hexdigest()


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
    components = {
        "base": base,
        "event": _event_points(terms.rate, terms.event, items),
        "green": _share(
            _base(terms.rate, sum(item.amount_fen for item in items if item.green)),
            terms.green_multiplier - 1,
        ),
        "tier": _share(base, terms.tier_percent, of=100),
        "credit": _share(base, terms.credit_percent, of=100),
    }
    return _trim(components, most=_share(amount_fen, terms.cap_percent, of=100 * terms.cost_fen))


def _base(rate: Decimal, fen: int) -> int:
    return _share(fen, rate, of=100)


def _share(whole: int, part: Decimal, *, of: int = 1) -> int:
    """floor(whole × part / of), exact."""
    numerator, denominator = part.as_integer_ratio()
    return whole * numerator // (denominator * of)


def _event_points(rate: Decimal, event: LiveEvent | None, items: Sequence[Item]) -> int:
    if event is None:
        return 0
    covered = sum(
        item.amount_fen
        for item in items
        if not event.categories or item.category in event.categories
    )
    return _share(_base(rate, covered), event.multiplier - 1)


def _trim(components: dict[str, int], *, most: int) -> Earned:
    over = trimmed = max(0, sum(components.values()) - most)
    for component in TRIMMED_FIRST:
        taken = min(over, components[component])
        components[component] -= taken
        over -= taken
    return Earned({name: components[name] for name in COMPONENTS if components[name]}, trimmed)


def best_event(
    rate: Decimal, events: Iterable[LiveEvent], items: Sequence[Item]
) -> LiveEvent | None:
    """The one live event that gives most; on a tie the earlier start, then the lower id."""
    giving = [(event, _event_points(rate, event, items)) for event in events]
    ranked = sorted(giving, key=lambda pair: (-pair[1], pair[0].starts_at, pair[0].id))
    return ranked[0][0] if ranked and ranked[0][1] > 0 else None
