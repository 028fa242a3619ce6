"""The values allowed in a reward, its price at a moment and its worth: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal
from uuid import UUID

from core import keys
from core.catalog.errors import WrongReward
from core.catalog.rules.events import POINTS_MAX, Event
from core.catalog.rules.texts import Texts

RewardKind = Literal["goods", "service", "coupon"]
Delivery = Literal["pick-up", "delivery"]
RewardState = Literal["draft", "published"]
REWARD_KINDS: tuple[RewardKind, ...] = ("goods", "service", "coupon")
"""A closed list: nothing in it is money, or can be turned into money (RL-5)."""

DELIVERIES: tuple[Delivery, ...] = ("pick-up", "delivery")
FEN_MAX = 10**12 - 1
STOCK_MAX = 10**9
LIMIT_MAX = 10**6
VOUCHER_DAYS_MAX = 730
TENTH = Decimal("0.1")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class RewardTerms:
    """The terms of one version of a reward; money in fen, `limit` None: without a limit."""

    title: Texts
    description: Texts
    points: int
    cash_fen: int
    market_price_fen: int
    limit: int | None
    voucher_days: int
    delivery: Delivery
    disclosure: Mapping[str, Texts]


@dataclass(frozen=True)
class EventPrice:
    """The live event that lowers a price, and the first moment after it."""

    event_id: UUID
    title: Texts
    ends_at: datetime


@dataclass(frozen=True)
class Reward(keys.Answer):
    """One version of a reward, with its price now.

    `points` is the price now, `list_points` the price outside of events; `left` is None where the
    stock has no end; `fen_per_point` is what a point buys here, market price less cash.
    """

    id: UUID
    merchant_id: UUID
    merchant_name: str
    kind: RewardKind
    version_id: int
    version: int
    terms: RewardTerms
    points: int
    event: EventPrice | None
    left: int | None
    state: RewardState

    @property
    def list_points(self) -> int:
        """The price outside of events."""
        return self.terms.points

    @property
    def saved_percent(self) -> Decimal:
        """Points saved of the list price: 6,000 to 5,000 saves 16.7 %."""
        return savings(self.list_points, self.points)[0]

    @property
    def gained_percent(self) -> Decimal:
        """By how much more the same points buy: 6,000 to 5,000 gains 20.0 %."""
        return savings(self.list_points, self.points)[1]

    @property
    def fen_per_point(self) -> Decimal:
        """The value of one point here, in fen."""
        worth = Decimal(self.terms.market_price_fen - self.terms.cash_fen)
        return (worth / self.points).quantize(HUNDREDTH, ROUND_HALF_UP)


def savings(list_points: int, points: int) -> tuple[Decimal, Decimal]:
    """Percent of the list price that are saved, and by how many percent points buy more."""
    saved = list_points - points
    return _percent(saved, list_points), _percent(saved, points)


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(TENTH, ROUND_HALF_UP)


def price(
    reward_id: UUID, list_points: int, events: Iterable[Event]
) -> tuple[int, EventPrice | None]:
    """The lowest of list price and live events' prices; at a tie, of the event that ends later."""
    lower = [
        (event.prices[reward_id], event)
        for event in events
        if event.state == "live" and event.prices.get(reward_id, list_points) < list_points
    ]
    if not lower:
        return list_points, None
    points, event = min(
        lower, key=lambda offer: (offer[0], -offer[1].ends_at.timestamp(), offer[1].id)
    )
    return points, EventPrice(event.id, event.title, event.ends_at)


def checked_kind(kind: str) -> RewardKind:
    """Raises WrongReward: RL-5 knows no other kinds."""
    for allowed in REWARD_KINDS:
        if kind == allowed:
            return allowed
    raise WrongReward(part="kind")


def checked_stock(stock: int | None, *, sold: int = 0) -> int | None:
    """The checked stock; raises WrongReward for fewer than are sold."""
    if stock is not None and not sold <= stock <= STOCK_MAX:
        raise WrongReward(part="stock")
    return stock


def checked_terms(terms: RewardTerms) -> RewardTerms:
    """Raises WrongReward with the part whose value is not allowed."""
    limit = terms.limit
    fits = {
        "points": 0 < terms.points <= POINTS_MAX,
        "market_price": 0 < terms.market_price_fen <= FEN_MAX,
        "cash": 0 <= terms.cash_fen < terms.market_price_fen,
        "limit": limit is None or 0 < limit <= LIMIT_MAX,
        "voucher_days": 0 < terms.voucher_days <= VOUCHER_DAYS_MAX,
        "delivery": terms.delivery in DELIVERIES,
    }
    for part, fit in fits.items():
        if not fit:
            raise WrongReward(part=part)
    return terms
