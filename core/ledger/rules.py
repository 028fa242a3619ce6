"""The values of the ledger and its arithmetic without a database: dates, draws, postings."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from core.program import Expiry, Program

COMPONENTS = ("base", "event", "green", "tier", "credit")
"""The reasons for which points are earned, in the order in which debts are repaid from them."""

ISSUED, REDEEMED, EXPIRED, CLAWED_BACK = 1, 2, 3, 4
"""The system wallets; the migration creates them under these numbers.

Functions and checks in migrations know them as bare numbers, because a migration that was applied
is never changed."""

SYSTEM_WALLET_MAX = 16
"""Members' wallets have ids above this; below it there is room for twelve more system wallets."""

SIGNS = {"earn": 1, "restore": 1, "repay": -1, "claw_back": -1, "redeem": -1, "expire": -1}
"""The effect of an entry on its member's balance; moves between own wallets have none."""


@dataclass(frozen=True, slots=True)
class NewLot:
    """The points of one purchase component, about to be issued."""

    id: int
    member_id: UUID
    merchant_id: UUID
    purchase_id: UUID
    component: str
    points: int
    cost_fen: int
    earned_at: datetime
    expires_on: date


@dataclass(frozen=True, slots=True)
class NewEntry:
    """One act, about to be written; `points` of the act, without a sign."""

    id: int
    kind: str
    member_id: UUID
    points: int
    at: datetime
    purchase_id: UUID | None = None
    refund_id: int | None = None
    redemption_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewRepayment:
    """Points by which an entry lowers a debt."""

    debt_id: int
    entry_id: int
    points: int


@dataclass(frozen=True, slots=True)
class Move:
    """Points of one lot from one wallet to another, within one entry."""

    entry_id: int
    lot_id: int
    points: int
    source: int
    target: int
    expires_on: date
    """the lot's own"""


@dataclass(frozen=True, slots=True)
class Held:
    """Points of a lot in a wallet, as they lie there now."""

    lot_id: int
    wallet_id: int
    wallet_kind: str
    merchant_id: UUID
    purchase_id: UUID
    component: str
    points: int
    cost_fen: int
    earned_at: datetime
    expires_on: date


@dataclass(frozen=True, slots=True)
class Slice:
    """A drawn part of a holding."""

    held: Held
    points: int


@dataclass(slots=True)
class Payable:
    """A wallet's means of payment: its balance, and the first of its lots, in paying order."""

    balance: int
    held: list[Held]

    def less(self, slices: Iterable[Slice]) -> None:
        """Subtract the drawn slices."""
        self.held = without(self.held, slices)
        self.balance -= total(slices)


def move(entry_id: int, drawn: Slice, target: int) -> Move:
    """The move of a slice to another wallet."""
    held = drawn.held
    return Move(entry_id, held.lot_id, drawn.points, held.wallet_id, target, held.expires_on)


@dataclass
class Posting:
    """Everything that one batch writes into the ledger, in one statement."""

    lots: list[NewLot] = field(default_factory=list)
    entries: list[NewEntry] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    def lines(self) -> list[tuple[int, int, int, int]]:
        """The movements: (entry, lot, wallet, points with a sign); they sum to zero by making."""
        signed: dict[tuple[int, int, int], int] = defaultdict(int)
        for move in self.moves:
            signed[move.entry_id, move.lot_id, move.source] -= move.points
            signed[move.entry_id, move.lot_id, move.target] += move.points
        return [(*line, points) for line, points in signed.items() if points]

    def changes(self) -> list[tuple[int, int, int, date]]:
        """The changes of holdings: (lot, wallet, points with a sign, last usable day)."""
        ends = {move.lot_id: move.expires_on for move in self.moves}
        net: dict[tuple[int, int], int] = defaultdict(int)
        for _, lot_id, wallet_id, points in self.lines():
            if wallet_id > SYSTEM_WALLET_MAX:
                net[lot_id, wallet_id] += points
        return [
            (lot_id, wallet_id, points, ends[lot_id])
            for (lot_id, wallet_id), points in net.items()
            if points
        ]


def today(program: Program, at: datetime) -> date:
    """The programme's local date at a moment."""
    return at.astimezone(program.local).date()


def begins(program: Program, day: date) -> datetime:
    """The first moment of a local day of the programme, in UTC."""
    return datetime.combine(day, time(), program.local).astimezone(UTC)


def last_usable_day(expiry: Expiry, earned_on: date) -> date:
    """The last local date on which points earned on `earned_on` can be used.

    `rolling`: the day before the same day N months later (short months clamp); `month_end`: the
    last day of that month; `year_end`: 31 December of the year + n.
    """
    if expiry.policy == "year_end":
        return date(earned_on.year + expiry.years, 12, 31)
    months = earned_on.year * 12 + earned_on.month - 1 + expiry.months
    year, month = divmod(months, 12)
    last_day = calendar.monthrange(year, month + 1)[1]
    if expiry.policy == "month_end":
        return date(year, month + 1, last_day)
    return date(year, month + 1, min(earned_on.day, last_day)) - timedelta(days=1)


def in_paying_order(held: Iterable[Held]) -> list[Held]:
    """Soonest expiry first, then the earliest earned, then the lower id."""
    return sorted(held, key=lambda lot: (lot.expires_on, lot.earned_at, lot.lot_id))


def draw(ordered: Sequence[Held], points: int) -> list[Slice]:
    """Take `points` from these holdings, in the order given; less, when there is less."""
    slices = []
    for held in ordered:
        if points <= 0:
            break
        taken = min(points, held.points)
        slices.append(Slice(held, taken))
        points -= taken
    return slices


def without(held: Iterable[Held], slices: Iterable[Slice]) -> list[Held]:
    """The holdings after slices were drawn from them."""
    taken: dict[tuple[int, int], int] = defaultdict(int)
    for drawn in slices:
        taken[drawn.held.lot_id, drawn.held.wallet_id] += drawn.points
    left = ((lot, lot.points - taken[lot.lot_id, lot.wallet_id]) for lot in held)
    return [
        lot if points == lot.points else replace(lot, points=points)
        for lot, points in left
        if points > 0
    ]


def total(slices: Iterable[Slice]) -> int:
    """The points of all slices."""
    return sum(drawn.points for drawn in slices)
