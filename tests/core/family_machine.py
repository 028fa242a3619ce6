"""The part of the ledger's machine that is about families: sitting, leaving and moving points."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import families
from tests.core.machine import Changes, Machine
from tests.core.town import PEOPLE, PROGRAM

WHO = st.integers(0, PEOPLE - 1)


class FamilyMachine(Machine):
    """Found, join and leave families, and move points between one's own wallets."""

    @rule(who=WHO, host=st.one_of(st.none(), WHO))
    def sit(self, who: int, host: int | None) -> None:
        """Found a family, unless there are two, or join somebody's by a link."""
        if host is None and len(set(self.books.seats.values())) > 1:
            return
        if host is not None and host not in self.books.seats:
            return
        with self.only():
            if who not in self.books.seats:
                self.seat(who, host)
            else:
                with pytest.raises(families.AlreadyInFamily):
                    self.seat(who, host)

    def seat(self, who: int, host: int | None) -> None:
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
