"""A machine that earns, pools, spends, refunds, leaves and expires at random, and checks each step.

Conserved points, nobody paying for another, no holding below zero and a history that only grows:
what must hold after every step (DESIGN 7). It acts by public commands, on a real database that
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
from tests.core.machine import Books, Changes, Machine, Quoted, Sold
from tests.core.town import PEOPLE, PRICES, PROGRAM, Town

WHO = st.integers(0, PEOPLE - 1)
YUAN = st.tuples(*[st.integers(30, 150)] * PEOPLE)
REWARD = st.integers(0, len(PRICES) - 1)
SOURCE = st.sampled_from(["wallet", "purse"])


class Ledger(Machine):
    """Four members in up to two families, and two merchants, one with little budget."""

    @initialize(first=YUAN, second=YUAN)
    def open(self, first: tuple[int, ...], second: tuple[int, ...]) -> None:
        """Two couples who have bought something, at two times, and put the half of it in."""
        self.town, self.books = Town(self.loop), Books()
        self.town.open()
        self.books.left = [one.left for one in self.town.rewards]
        for who in range(PEOPLE):
            self._sit(who, None if who % 2 == 0 else who - 1)
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

    # Families ---------------------------------------------------------------------------------

    @rule(who=WHO, host=st.one_of(st.none(), WHO))
    def sit(self, who: int, host: int | None) -> None:
        """Found a family, unless there are two, or join somebody's by a link."""
        if host is None and len(set(self.books.seats.values())) > 1:
            return
        if host is not None and host not in self.books.seats:
            return
        with self.only():
            if who not in self.books.seats:
                self._sit(who, host)
            else:
                with pytest.raises(families.AlreadyInFamily):
                    self._sit(who, host)

    def _sit(self, who: int, host: int | None) -> None:
        member, at = self.town.people[who].id, self.town.at
        if host is None:
            act = families.found(PROGRAM, member_id=member, name="home", at=at)
            self.books.seats[who] = family = self.town.do(act).id
            self.books.heads[family] = who
            return
        inviter = self.town.people[host].id
        link = self.town.do(families.invite(PROGRAM, member_id=inviter, at=at))
        act = families.join(PROGRAM, token=link.token, member_id=member, confirm=True, at=at)
        self.books.seats[who] = self.town.do(act).id
        assert self.books.seats[who] == self.books.seats[host]

    @rule(who=WHO)
    def leave(self, who: int) -> None:
        """Own unspent points come back whole, everybody else's stay."""
        family = self.books.seats.get(who)
        changes: Changes = {}
        self.books.moves += 1
        leaving = families.leave(
            PROGRAM,
            member_id=self.town.people[who].id,
            key=f"L{self.books.moves}",
            at=self.town.at,
        )
        with self.only(changes):
            if family is None:
                with pytest.raises(families.NotInFamily):
                    self.town.do(leaving)
            elif self.books.heads[family] == who and len(self.books.of(family)) > 1:
                with pytest.raises(families.HandOverFirst):
                    self.town.do(leaving)
                self._hand_over(family, who)
            else:
                share = self.town.lying()[who][1]
                assert self.town.do(leaving).returned == share
                changes[who] = (share, -share)
                del self.books.seats[who]
                self.books.percent.pop(who, None)

    def _hand_over(self, family: UUID, who: int) -> None:
        heir = next(one for one in self.books.of(family) if one != who)
        people = self.town.people
        self.town.do(
            families.hand_over(
                PROGRAM, member_id=people[who].id, to=people[heir].id, at=self.town.at
            )
        )
        self.books.heads[family] = heir

    @rule(who=WHO, percent=st.sampled_from(families.PERCENTS))
    def put_in_by_itself(self, who: int, percent: int) -> None:
        setting = families.set_auto(
            PROGRAM, member_id=self.town.people[who].id, percent=percent, at=self.town.at
        )
        if who not in self.books.seats:
            with pytest.raises(families.NotInFamily):
                self.town.do(setting)
        else:
            self.books.percent[who] = self.town.do(setting).percent

    @rule(way=st.sampled_from(["contribute", "withdraw"]), who=WHO, part=st.integers(1, 120))
    def move(self, way: str, who: int, part: int) -> None:
        """One's own points, as many as lie there, and once under one key."""
        act = getattr(families, way)
        own, share = self.town.lying()[who]
        there, sign = (own, 1) if way == "contribute" else (share, -1)
        points = there * part // 100 or 1
        self.books.moves += 1
        key = f"M{self.books.moves}"
        changes: Changes = {}
        with self.only(changes):
            if who not in self.books.seats:
                with pytest.raises(families.NotInFamily):
                    self.town.move(act, who, points, key)
            elif points > there:
                with pytest.raises(families.NotEnoughOwnPoints):
                    self.town.move(act, who, points, key)
            else:
                self.town.move(act, who, points, key)
                assert self.town.move(act, who, points, key).replayed
                changes[who] = (-sign * points, sign * points)

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


@pytest.mark.timeout(300)
def test_the_ledger_holds_whatever_happens(
    migrated_database: str, event_loop_policy: asyncio.AbstractEventLoopPolicy
) -> None:
    loop = event_loop_policy.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(db.open(migrated_database))
    Ledger.loop = loop
    try:
        Ledger.TestCase.settings = settings(
            max_examples=60,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        Ledger.TestCase("runTest").runTest()
    finally:
        loop.run_until_complete(db.close())
        loop.close()
