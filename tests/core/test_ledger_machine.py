"""A machine that buys, refunds, repays, reminds and expires at random, and checks each step.

Conserved points, nobody paying for another, no holding below zero and a history that only grows:
what must hold after every step (DESIGN 7). It runs on a real database that really commits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import core.program
from core import db, expiry, ledger, members, merchants, notifications, purchases
from core.purchases import Item

T = TypeVar("T")
START = datetime(2026, 3, 1, 4, tzinfo=UTC)
PROGRAM = core.program.load()
TELEGRAM_IDS = count(1)
LAPSED = "SELECT count(*) FROM holding WHERE expires_on < $1"


@dataclass
class Sold:
    """A purchase as the machine remembers it."""

    merchant: int
    member: int
    receipt: str
    lines: list[int]
    left: list[int]


class Ledger(RuleBasedStateMachine):
    """Three members and two merchants, one with little budget."""

    url: str
    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.at = START
        self.sold: list[Sold] = []
        self.issued = 0
        self.history = 0

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(act)

    @initialize()
    def open(self) -> None:
        """Everybody is new, so that machines of one run do not meet."""
        self.members = [self.do(self._member(number)) for number in range(3)]
        self.merchants = [self.do(self._merchant(fen)) for fen in (10**8, 3000)]

    async def _member(self, number: int) -> members.Member:
        registered = await members.register(
            PROGRAM,
            telegram_id=next(TELEGRAM_IDS),
            name=f"member {number}",
            language="en",
            at=self.at,
        )
        return registered.member

    async def _merchant(self, budget_fen: int) -> merchants.Merchant:
        added = await merchants.add(
            PROGRAM,
            name="merchant",
            licence="L",
            budget_fen=budget_fen,
            rate=Decimal("1.5"),
            at=self.at,
        )
        return added.merchant

    @rule(
        merchant=st.integers(0, 1),
        member=st.integers(0, 2),
        lines=st.lists(st.tuples(st.integers(1, 20_000), st.booleans()), min_size=1, max_size=3),
    )
    def buy(self, merchant: int, member: int, lines: list[tuple[int, bool]]) -> None:
        """Sell something; when the budget does not allow it, nothing changes."""
        items = [Item("", "", fen, green=green) for fen, green in lines]
        receipt = f"R{len(self.sold)}-{self.history}"
        try:
            answer = self.do(self._buy(merchant, member, receipt, items))
        except merchants.BudgetExhausted:
            return
        fens = [fen for fen, _ in lines]
        self.sold.append(Sold(merchant, member, receipt, fens, list(fens)))
        self.issued += answer.points
        again = self.do(self._buy(merchant, member, receipt, items))
        assert again.replayed
        assert again.as_json() == answer.as_json()

    async def _buy(
        self, merchant: int, member: int, receipt: str, items: list[Item]
    ) -> purchases.Recorded:
        return await purchases.record(
            PROGRAM,
            merchant_id=self.merchants[merchant].id,
            receipt=receipt,
            member=members.ById(self.members[member].id),
            amount_fen=sum(item.amount_fen for item in items),
            items=items,
            occurred_at=self.at,
            at=self.at,
        )

    @precondition(lambda self: self.sold)
    @rule(data=st.data())
    def give_back(self, data: st.DataObject) -> None:
        """Refund part of something; the others' points stay as they are."""
        sold = data.draw(st.sampled_from(self.sold))
        asked = data.draw(st.integers(1, sum(sold.lines)))
        others = [number for number in range(3) if number != sold.member]
        before = [self.do(self._balance(number)) for number in others]
        try:
            self.do(self._give_back(sold, asked))
        except purchases.RefundExceeds:
            assert asked > sum(sold.left)
        else:
            sold.left = [0] * (len(sold.left) - 1) + [sum(sold.left) - asked]
        assert [self.do(self._balance(number)) for number in others] == before

    async def _give_back(self, sold: Sold, fen: int) -> purchases.Refunded:
        return await purchases.refund(
            PROGRAM,
            merchant_id=self.merchants[sold.merchant].id,
            receipt=sold.receipt,
            refund=f"{self.at.timestamp()}-{sum(sold.left)}-{fen}",
            amount_fen=fen,
            at=self.at,
        )

    @precondition(lambda self: self.sold)
    @rule(member=st.integers(0, 2), points=st.integers(1, 200))
    def redeem(self, member: int, points: int) -> None:
        """Spend points, as rewards will: refunds then meet points that are gone."""
        self.do(self._redeem(self.members[member], points))

    async def _redeem(self, member: members.Member, points: int) -> None:
        @db.command
        async def act(program: object) -> None:
            del program
            held = ledger.in_paying_order(await ledger.held_by(member.id))
            slices = ledger.draw(held, points)
            if not slices:
                return
            entry_id = (await ledger.numbers(lots=0, entries=1)).entries[0]
            total = ledger.total(slices)
            entry = ledger.NewEntry(entry_id, "redeem", member.id, total, self.at)
            moves = [ledger.move(entry_id, one, ledger.REDEEMED) for one in slices]
            await ledger.post(ledger.Posting(entries=[entry], moves=moves))
            for one in slices:
                fen = one.points * one.held.cost_fen
                spent = merchants.BudgetChange(reserve_fen=-fen, spend_fen=fen)
                await merchants.change_budgets({one.held.merchant_id: spent})

        await act(PROGRAM)

    @rule(hours=st.integers(1, 240))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.at += timedelta(hours=hours)

    @rule(days=st.integers(100, 400))
    def sleep_long(self, days: int) -> None:
        """So much time passes that points end, whether or not anybody was told."""
        self.at += timedelta(days=days)

    @rule(outcome=st.sampled_from(["sent", "failed"]))
    def remind(self, outcome: notifications.Outcome) -> None:
        """Tell what ends, or fail to; telling twice is telling once."""
        self.do(expiry.remind(PROGRAM, at=self.at, due_at=self.at))
        assert self.do(expiry.remind(PROGRAM, at=self.at)) == expiry.Reminded(0, 0)
        self.do(self._send(outcome))

    async def _send(self, outcome: notifications.Outcome) -> None:
        lease = timedelta(minutes=1)
        while found := await notifications.claim(PROGRAM, limit=100, lease=lease, at=self.at):
            for due in found:
                await notifications.begin(PROGRAM, due=due, lease=lease, at=self.at)
                await notifications.settle(PROGRAM, notice_id=due.id, outcome=outcome, at=self.at)

    @rule()
    def expire(self) -> None:
        """Ending what has lapsed takes from nobody what they can use, and ends it once."""
        before = [self.do(self._balance(number)) for number in range(3)]
        extended = self.do(expiry.expire(PROGRAM, at=self.at)).extended
        after = [self.do(self._balance(number)) for number in range(3)]
        assert all(now >= then for now, then in zip(after, before, strict=True))
        assert after == before or extended
        assert self.do(expiry.expire(PROGRAM, at=self.at)) == expiry.Expired(0, 0, 0)
        assert self.do(self._count(LAPSED, ledger.today(PROGRAM, self.at))) == 0

    async def _balance(self, number: int) -> int:
        today = ledger.today(PROGRAM, self.at)
        return (await ledger.balance(self.members[number].id, today=today)).points

    @invariant()
    def every_sum_holds(self) -> None:
        """The doctor is content."""
        assert self.do(ledger.proof()) == []

    @invariant()
    def history_only_grows(self) -> None:
        """Entries are added, never taken away."""
        entries = self.do(self._count("SELECT count(*) FROM entry"))
        assert entries >= self.history
        self.history = entries

    @invariant()
    def points_are_conserved(self) -> None:
        """What was issued here is held, redeemed or clawed back."""
        found = self.do(
            self._count(
                """SELECT coalesce(-sum(m.points) FILTER (WHERE wallet_id = 1), 0)::bigint
                   FROM movement m JOIN lot l ON l.id = m.lot_id
                   WHERE l.merchant_id = ANY($1::uuid[])""",
                [one.id for one in getattr(self, "merchants", [])],
            )
        )
        assert found == self.issued

    async def _count(self, statement: str, *arguments: object) -> int:
        async with db.reading() as connection:
            found: int = await connection.fetchval(statement, *arguments)
            return found


@pytest.mark.timeout(300)
def test_the_ledger_holds_whatever_happens(
    migrated_database: str, event_loop_policy: asyncio.AbstractEventLoopPolicy
) -> None:
    loop = event_loop_policy.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(db.open(migrated_database))
    Ledger.loop = loop
    try:
        machine = settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        Ledger.TestCase.settings = machine
        Ledger.TestCase("runTest").runTest()
    finally:
        loop.run_until_complete(db.close())
        loop.close()
