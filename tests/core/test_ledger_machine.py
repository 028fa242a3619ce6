"""A machine that earns, pools, spends, refunds, leaves and expires at random; checks each step.

Conserved points, nobody paying for another, no holding below zero and a history that only grows:
what must hold after every step. It acts by public commands, on a real database that
really commits, and keeps books of its own.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from core import db, families, merchants, purchases, redemptions
from tests.core.family_machine import WHO, FamilyMachine
from tests.core.machine import Books, Changes, Quoted, Sold
from tests.core.town import PEOPLE, PRICES, LedgerTown

YUAN = st.tuples(*[st.integers(30, 150)] * PEOPLE)
REWARD = st.integers(0, len(PRICES) - 1)
SOURCE = st.sampled_from(["wallet", "purse"])
EXAMPLES, PARTS = 60, 4


class Ledger(FamilyMachine):
    """Four members in up to two families, and two merchants, one with little budget."""

    @initialize(first=YUAN, second=YUAN)
    def open(self, first: tuple[int, ...], second: tuple[int, ...]) -> None:
        """Two couples who have bought something, at two times, and put the half of it in."""
        self.town, self.books = LedgerTown(self.loop), Books()
        self.town.open()
        self.books.left = [one.left for one in self.town.rewards]
        for who in range(PEOPLE):
            self.seat(who, None if who % 2 == 0 else who - 1)
        for bought in (first, second):
            for who, yuan in enumerate(bought):
                self.buy(0, who, [(yuan * 100, False)])
                self.move("contribute", who, 50)
            self.town.wait(timedelta(days=3))

    # Earning ----------------------------------------------------------------------------------

    @rule(
        shop=st.integers(0, 1),
        who=WHO,
        lines=st.lists(st.tuples(st.integers(1, 20_000), st.booleans()), min_size=1, max_size=3),
    )
    def buy(self, shop: int, who: int, lines: list[tuple[int, bool]]) -> None:
        """Sell something; when the budget does not allow it, nothing changes."""
        receipt = f"R{len(self.books.sold)}-{self.town.at.timestamp()}"
        changes: Changes = {}
        with self.only(changes):
            try:
                answer = self.town.buy(shop, who, receipt, lines)
            except merchants.BudgetExhausted:
                return
            kept = answer.points - answer.debt_repaid
            put = kept * self.books.percent.get(who, 0) // 100
            changes[who] = (kept - put, put)
            again = self.town.buy(shop, who, receipt, lines)
            assert again == replace(answer, replayed=True)
        self.books.sold.append(Sold(shop, who, receipt, sum(fen for fen, _ in lines)))
        self.books.issued += answer.points

    @precondition(lambda self: self.books.sold)
    @rule(data=st.data(), part=st.integers(1, 100))
    def give_back(self, data: st.DataObject, part: int) -> None:
        """Refund part of something; what is found comes from its buyer, and from nobody else."""
        sold = data.draw(st.sampled_from(self.books.sold))
        fen = sold.left * part // 100 or 1
        before = self.town.lying()
        try:
            answer = self.town.give_back(sold.shop, sold.receipt, fen)
        except purchases.RefundExceedsPurchase:
            assert fen > sold.left
            return
        sold.left -= fen
        after = self.town.lying()
        before[sold.who], after[sold.who] = (sum(before[sold.who]), 0), (sum(after[sold.who]), 0)
        assert before[sold.who][0] - after[sold.who][0] <= answer.clawed_back
        before[sold.who] = after[sold.who]
        assert after == before

    # Spending ---------------------------------------------------------------------------------

    @rule(who=WHO, reward=REWARD, source=SOURCE)
    def quote(self, who: int, reward: int, source: str) -> None:
        """A price is held; it is paid later, or never."""
        self._quote(who, reward, source)

    def _quote(self, who: int, reward: int, source: str) -> Quoted | None:
        family = self.books.seats.get(who) if source == "purse" else None
        refused: tuple[type[Exception], ...]
        refused = redemptions.NotEnoughPoints, redemptions.SoldOut, families.NotInFamily
        with self.only():
            try:
                quote = self.town.quote(who, reward, source)
            except refused:
                return None
        self.books.quoted.append(Quoted(who, reward, source, family, quote))
        return self.books.quoted[-1]

    @rule(who=WHO, reward=REWARD, source=SOURCE)
    def spend(self, who: int, reward: int, source: str) -> None:
        """Quote and redeem at once, when that may be."""
        if one := self._quote(who, reward, source):
            self._redeem(one)

    @rule(who=WHO, reward=REWARD)
    def leave_with_a_quote(self, who: int, reward: int) -> None:
        """A purse is no longer one's own once one has left, whatever was quoted."""
        one = self._quote(who, reward, "purse")
        self.leave(who)
        if one:
            self._redeem(one)

    @rule(who=WHO, reward=REWARD, source=SOURCE, minutes=st.sampled_from([9, 10]))
    def pay_late(self, who: int, reward: int, source: str, minutes: int) -> None:
        """A quote holds for ten minutes, and not for a moment longer."""
        one = self._quote(who, reward, source)
        self.town.wait(timedelta(minutes=minutes))
        if one:
            self._redeem(one)

    @precondition(lambda self: self.books.quoted)
    @rule(data=st.data())
    def redeem(self, data: st.DataObject) -> None:
        """One of the last quotes; what was redeemed already is answered as before."""
        self._redeem(data.draw(st.sampled_from(self.books.quoted[-3:])))

    def _redeem(self, one: Quoted) -> None:
        """Whose points pay is drawn here as well."""
        if one.answer is not None:
            with self.only():
                again = self.town.redeem(one.who, one.quote.id)
            assert (again.replayed, again.voucher.code) == (True, one.answer.voucher.code)
            return
        refusal, paying = self._judged(one)
        changes: Changes = {}
        with self.only(changes):
            if refusal:
                with pytest.raises(refusal):
                    self.town.redeem(one.who, one.quote.id)
                return
            one.answer = self.town.redeem(one.who, one.quote.id)
            ids = [member.id for member in self.town.people]
            for member_id, points in paying.items():
                part = (-points, 0) if one.source == "wallet" else (0, -points)
                changes[ids.index(member_id)] = part
        assert {part.member_id: part.points for part in one.answer.paid_by} == paying
        if (left := self.books.left[one.reward]) is not None:
            self.books.left[one.reward] = left - 1

    def _judged(self, one: Quoted) -> tuple[type[Exception] | None, Counter[UUID]]:
        """How the redemption must end: refused, or paid by these."""
        price, lying = one.quote.points, self.town.lying()
        if self.town.at >= one.quote.ends_at:
            return redemptions.QuoteEnded, Counter()
        if self.books.left[one.reward] == 0:
            return redemptions.SoldOut, Counter()
        if one.family is None:
            short = redemptions.NotEnoughPoints if lying[one.who][0] < price else None
            return short, Counter({self.town.people[one.who].id: price})
        if self.books.seats.get(one.who) != one.family:
            return families.NotInFamily, Counter()
        if sum(lying[who][1] for who in self.books.of(one.family)) < price:
            return redemptions.PurseShrank, Counter()
        return None, self.town.who_should_pay(one.family, price)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.timeout(300)
def test_the_ledger_holds_whatever_happens(
    migrated_database: str, event_loop_policy: asyncio.AbstractEventLoopPolicy, part: int
) -> None:
    """Each part plays towns of its own, so that several workers share the work."""
    loop = event_loop_policy.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(db.open(migrated_database))
    Ledger.loop = loop
    try:
        Ledger.TestCase.settings = settings(
            max_examples=EXAMPLES // PARTS,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        Ledger.TestCase("runTest").runTest()
    finally:
        loop.run_until_complete(db.close())
        loop.close()
