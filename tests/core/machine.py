"""The base of the ledger's machine: its own books, passing time, and the invariants."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core import expiry, ledger, notifications, redemptions
from tests.core.town import BROKEN, CONSERVED, PROGRAM, WRITTEN, LedgerTown

Changes = dict[int, tuple[int, int]]
"""By member: how their personal wallet and their share change."""
LAPSED = "SELECT count(*) AS lapsed FROM holding WHERE expires_on < $1"


@dataclass
class Sold:
    """A purchase as the machine remembers it; `left` in fen."""

    shop: int
    person: int
    receipt: str
    left: int


@dataclass
class Quoted:
    """A quote as the machine remembers it; `answer` once it was redeemed."""

    person: int
    reward: int
    source: str
    family: UUID | None
    quote: redemptions.Quote
    answer: redemptions.Redeemed | None = None


@dataclass
class Books:
    """The machine's own record of each act."""

    sold: list[Sold] = field(default_factory=list)
    quoted: list[Quoted] = field(default_factory=list)
    seats: dict[int, UUID] = field(default_factory=dict)
    heads: dict[UUID, int] = field(default_factory=dict)
    percent: dict[int, int] = field(default_factory=dict)
    left: list[int | None] = field(default_factory=list)
    issued: int = 0
    moves: int = 0
    written: tuple[int, int, str | None, str | None] = (0, 0, None, None)

    def of(self, family: UUID) -> list[int]:
        return [person for person, seat in self.seats.items() if seat == family]


class Machine(RuleBasedStateMachine):
    """A town, the machine's own books about it, and the passing of time."""

    loop: asyncio.AbstractEventLoop
    town: LedgerTown
    books: Books

    @contextmanager
    def only(self, changes: Changes | None = None) -> Iterator[None]:
        """Check that (personal, share) change by exactly `changes`, filled in inside."""
        before = self.town.holdings()
        yield
        expected = [
            (own + change[0], share + change[1])
            for person, (own, share) in enumerate(before)
            for change in [(changes or {}).get(person, (0, 0))]
        ]
        assert self.town.holdings() == expected

    @rule(minutes=st.sampled_from([3, 9, 1440, 14_400, 60_000, 400_000]))
    def wait(self, minutes: int) -> None:
        """Let so much time pass that a quote, a day or points end, with or without a notice."""
        self.town.wait(timedelta(minutes=minutes))

    @rule(outcome=st.sampled_from(["sent", "failed"]))
    def remind(self, outcome: notifications.Outcome) -> None:
        """Send notices of ending points, or fail to; a second run sends nothing more."""
        at = self.town.at
        with self.only():
            self.town.do(expiry.remind(PROGRAM, at=at, due_at=at))
            assert self.town.do(expiry.remind(PROGRAM, at=at)) == expiry.Reminded(0, 0)
            self.town.do(_send(outcome, at))

    @rule()
    def expire(self) -> None:
        """Expire lapsed points once; nobody loses points that they can use."""
        before, at = self.town.holdings(), self.town.at
        extended = self.town.do(expiry.expire(PROGRAM, at=at)).extended
        after = self.town.holdings()
        for then, now in zip(before, after, strict=True):
            assert now[0] >= then[0]
            assert now[1] >= then[1]
        assert after == before or extended
        assert self.town.do(expiry.expire(PROGRAM, at=at)) == expiry.Expired(0, 0, 0)
        assert self.town.read(LAPSED, ledger.today(PROGRAM, at))[0]["lapsed"] == 0

    @invariant()
    def every_sum_holds(self) -> None:
        """The ledger's proof finds nothing, and neither do independent sums."""
        if hasattr(self, "town"):
            assert self.town.do(ledger.proof()) == []
            assert self.town.read_whole(BROKEN) == []

    @invariant()
    def history_only_grows(self) -> None:
        """Entries and movements are added and never changed."""
        if not hasattr(self, "town"):
            return
        entries, movements, *digests = self.books.written
        now = self.town.read_whole(WRITTEN, entries, movements, *self.town.before)[0]
        assert [now["e_until_then"], now["m_until_then"]] == digests
        last = (now["e_last"] or 0, now["m_last"] or 0)
        assert last >= (entries, movements)
        self.books.written = (*last, now["e_until_now"], now["m_until_now"])

    @invariant()
    def points_are_conserved(self) -> None:
        """Each issued point is in a wallet, or was redeemed, expired or clawed back."""
        if hasattr(self, "town"):
            [sums] = self.town.read_whole(CONSERVED, [shop.id for shop in self.town.shops])
            assert sums["issued"] == sums["lying"] == self.books.issued


async def _send(outcome: notifications.Outcome, at: datetime) -> None:
    lease = timedelta(minutes=1)
    while claimed := await notifications.claim(PROGRAM, limit=100, lease=lease, at=at):
        for due in claimed:
            await notifications.begin(PROGRAM, due=due, lease=lease, at=at)
            await notifications.settle(PROGRAM, notice_id=due.id, outcome=outcome, at=at)
