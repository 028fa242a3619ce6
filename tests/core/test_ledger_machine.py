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
        """Two couples who have bought something at two times and contributed half of the points."""
        self.town, self.books = LedgerTown(self.loop), Books()
        self.town.open()
        self.books.left = [reward.left for reward in self.town.rewards]
        for person in range(PEOPLE):
            self.seat(person, None if person % 2 == 0 else person - 1)
        for bought in (first, second):
            for person, yuan in enumerate(bought):
                self.buy(0, person, [(yuan * 100, False)])
                self.move("contribute", person, 50)
            self.town.wait(timedelta(days=3))

    # Earning ----------------------------------------------------------------------------------

    @rule(
        shop=st.integers(0, 1),
        person=WHO,
        lines=st.lists(st.tuples(st.integers(1, 20_000), st.booleans()), min_size=1, max_size=3),
    )
    def buy(self, shop: int, person: int, lines: list[tuple[int, bool]]) -> None:
        """Sell something; when the budget does not allow it, nothing changes."""
        receipt = f"R{len(self.books.sold)}-{self.town.at.timestamp()}"
        changes: Changes = {}
        with self.only(changes):
            try:
                answer = self.town.buy(shop, person, receipt, lines)
            except merchants.BudgetExhausted:
                return
            credited = answer.points - answer.debt_repaid
            put = credited * self.books.percent.get(person, 0) // 100
            changes[person] = (credited - put, put)
            again = self.town.buy(shop, person, receipt, lines)
            assert again == replace(answer, replayed=True)
        self.books.sold.append(Sold(shop, person, receipt, sum(fen for fen, _ in lines)))
        self.books.issued += answer.points

    @precondition(lambda self: self.books.sold)
    @rule(data=st.data(), part=st.integers(1, 100))
    def give_back(self, data: st.DataObject, part: int) -> None:
        """Refund part of a purchase; only its buyer loses points."""
        sold = data.draw(st.sampled_from(self.books.sold))
        fen = sold.left * part // 100 or 1
        before = self.town.holdings()
        try:
            answer = self.town.give_back(sold.shop, sold.receipt, fen)
        except purchases.RefundExceedsPurchase:
            assert fen > sold.left
            return
        sold.left -= fen
        after = self.town.holdings()
        before[sold.person], after[sold.person] = (
            (sum(before[sold.person]), 0),
            (sum(after[sold.person]), 0),
        )
        assert before[sold.person][0] - after[sold.person][0] <= answer.clawed_back
        before[sold.person] = after[sold.person]
        assert after == before

    # Spending ---------------------------------------------------------------------------------

    @rule(person=WHO, reward=REWARD, source=SOURCE)
    def quote(self, person: int, reward: int, source: str) -> None:
        """Hold a price; it is paid later, or never."""
        self._quote(person, reward, source)

    def _quote(self, person: int, reward: int, source: str) -> Quoted | None:
        family = self.books.seats.get(person) if source == "purse" else None
        refused: tuple[type[Exception], ...]
        refused = redemptions.NotEnoughPoints, redemptions.SoldOut, families.NotInFamily
        with self.only():
            try:
                quote = self.town.quote(person, reward, source)
            except refused:
                return None
        self.books.quoted.append(Quoted(person, reward, source, family, quote))
        return self.books.quoted[-1]

    @rule(person=WHO, reward=REWARD, source=SOURCE)
    def spend(self, person: int, reward: int, source: str) -> None:
        """Quote and redeem at once, unless that is refused."""
        if quoted := self._quote(person, reward, source):
            self._redeem(quoted)

    @rule(person=WHO, reward=REWARD)
    def leave_with_a_quote(self, person: int, reward: int) -> None:
        """A member who has left spends nothing by a quote from the purse."""
        quoted = self._quote(person, reward, "purse")
        self.leave(person)
        if quoted:
            self._redeem(quoted)

    @rule(person=WHO, reward=REWARD, source=SOURCE, minutes=st.sampled_from([9, 10]))
    def pay_late(self, person: int, reward: int, source: str, minutes: int) -> None:
        """A quote holds for ten minutes, and not for a moment longer."""
        quoted = self._quote(person, reward, source)
        self.town.wait(timedelta(minutes=minutes))
        if quoted:
            self._redeem(quoted)

    @precondition(lambda self: self.books.quoted)
    @rule(data=st.data())
    def redeem(self, data: st.DataObject) -> None:
        """Redeem one of the last quotes; a redeemed quote gets the same answer again."""
        self._redeem(data.draw(st.sampled_from(self.books.quoted[-3:])))

    def _redeem(self, quoted: Quoted) -> None:
        """Redeem a quote, and compare payers and refusal with the machine's own books."""
        if quoted.answer is not None:
            with self.only():
                again = self.town.redeem(quoted.person, quoted.quote.id)
            assert (again.replayed, again.voucher.code) == (True, quoted.answer.voucher.code)
            return
        refusal, paying = self._expected(quoted)
        changes: Changes = {}
        with self.only(changes):
            if refusal:
                with pytest.raises(refusal):
                    self.town.redeem(quoted.person, quoted.quote.id)
                return
            quoted.answer = self.town.redeem(quoted.person, quoted.quote.id)
            ids = [member.id for member in self.town.people]
            for member_id, points in paying.items():
                part = (-points, 0) if quoted.source == "wallet" else (0, -points)
                changes[ids.index(member_id)] = part
        assert {part.member_id: part.points for part in quoted.answer.paid_by} == paying
        if (left := self.books.left[quoted.reward]) is not None:
            self.books.left[quoted.reward] = left - 1

    def _expected(self, quoted: Quoted) -> tuple[type[Exception] | None, Counter[UUID]]:
        """The expected refusal of the redemption, or its expected payers."""
        price, holdings = quoted.quote.points, self.town.holdings()
        if self.town.at >= quoted.quote.ends_at:
            return redemptions.QuoteEnded, Counter()
        if self.books.left[quoted.reward] == 0:
            return redemptions.SoldOut, Counter()
        if quoted.family is None:
            short = redemptions.NotEnoughPoints if holdings[quoted.person][0] < price else None
            return short, Counter({self.town.people[quoted.person].id: price})
        if self.books.seats.get(quoted.person) != quoted.family:
            return families.NotInFamily, Counter()
        if sum(holdings[person][1] for person in self.books.of(quoted.family)) < price:
            return redemptions.PurseShrank, Counter()
        return None, self.town.expected_payers(quoted.family, price)


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.timeout(300)
def test_the_ledger_stays_correct_under_random_actions(
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
