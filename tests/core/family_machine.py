"""The family rules of the ledger's machine: joining, leaving and moving points."""

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
    """Found, join and leave families, and move points between a member's own wallets."""

    @rule(person=WHO, host=st.one_of(st.none(), WHO))
    def sit(self, person: int, host: int | None) -> None:
        """Found a family, unless there are two, or join somebody's by a link."""
        if host is None and len(set(self.books.seats.values())) > 1:
            return
        if host is not None and host not in self.books.seats:
            return
        with self.only():
            if person not in self.books.seats:
                self.seat(person, host)
            else:
                with pytest.raises(families.AlreadyInFamily):
                    self.seat(person, host)

    def seat(self, person: int, host: int | None) -> None:
        member, at = self.town.people[person].id, self.town.at
        if host is None:
            act = families.found(PROGRAM, member_id=member, name="home", at=at)
            self.books.seats[person] = family = self.town.do(act).id
            self.books.heads[family] = person
            return
        inviter = self.town.people[host].id
        link = self.town.do(families.invite(PROGRAM, member_id=inviter, at=at))
        act = families.join(PROGRAM, token=link.token, member_id=member, confirm=True, at=at)
        self.books.seats[person] = self.town.do(act).id
        assert self.books.seats[person] == self.books.seats[host]

    @rule(person=WHO)
    def leave(self, person: int) -> None:
        """All unspent points of the member return to them; everybody else's stay."""
        family = self.books.seats.get(person)
        changes: Changes = {}
        self.books.moves += 1
        leaving = families.leave(
            PROGRAM,
            member_id=self.town.people[person].id,
            key=f"L{self.books.moves}",
            at=self.town.at,
        )
        with self.only(changes):
            if family is None:
                with pytest.raises(families.NotInFamily):
                    self.town.do(leaving)
            elif self.books.heads[family] == person and len(self.books.of(family)) > 1:
                with pytest.raises(families.HandOverFirst):
                    self.town.do(leaving)
                self._hand_over(family, person)
            else:
                share = self.town.holdings()[person][1]
                assert self.town.do(leaving).returned == share
                changes[person] = (share, -share)
                del self.books.seats[person]
                self.books.percent.pop(person, None)

    def _hand_over(self, family: UUID, person: int) -> None:
        heir = next(other for other in self.books.of(family) if other != person)
        people = self.town.people
        self.town.do(
            families.hand_over(
                PROGRAM, member_id=people[person].id, to=people[heir].id, at=self.town.at
            )
        )
        self.books.heads[family] = heir

    @rule(person=WHO, percent=st.sampled_from(families.PERCENTS))
    def put_in_by_itself(self, person: int, percent: int) -> None:
        setting = families.set_auto(
            PROGRAM, member_id=self.town.people[person].id, percent=percent, at=self.town.at
        )
        if person not in self.books.seats:
            with pytest.raises(families.NotInFamily):
                self.town.do(setting)
        else:
            self.books.percent[person] = self.town.do(setting).percent

    @rule(way=st.sampled_from(["contribute", "withdraw"]), person=WHO, part=st.integers(1, 120))
    def move(self, way: str, person: int, part: int) -> None:
        """Move a member's own points, at most as many as there are, once for each key."""
        act = getattr(families, way)
        own, share = self.town.holdings()[person]
        there, sign = (own, 1) if way == "contribute" else (share, -1)
        points = there * part // 100 or 1
        self.books.moves += 1
        key = f"M{self.books.moves}"
        changes: Changes = {}
        with self.only(changes):
            if person not in self.books.seats:
                with pytest.raises(families.NotInFamily):
                    self.town.move(act, person, points, key)
            elif points > there:
                with pytest.raises(families.NotEnoughOwnPoints):
                    self.town.move(act, person, points, key)
            else:
                self.town.move(act, person, points, key)
                assert self.town.move(act, person, points, key).replayed
                changes[person] = (-sign * points, sign * points)
