"""The town of the ledger's machine: acts by public commands, reads results by plain SQL."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar
from uuid import UUID

import core.program
import samples
from core import catalog, db, families, ledger, members, merchants, purchases, redemptions
from core.purchases import Item

T = TypeVar("T")
PROGRAM = core.program.load()
FREE = PROGRAM.family.model_copy(update={"rejoin_days": 0, "joins_per_year": 10**6})
PROGRAM = PROGRAM.model_copy(update={"family": FREE})
TELEGRAM_IDS = count(1)
PEOPLE = 4
PRICES = ((40, None), (120, 3), (260, None))
"""The price in points and the stock of each reward."""

HOLDINGS = """
SELECT w.member_id, coalesce(sum(h.points) FILTER (WHERE w.kind = 'personal'), 0)::bigint AS own,
       coalesce(sum(h.points) FILTER (WHERE w.kind = 'share'), 0)::bigint AS share
FROM wallet w JOIN holding h ON h.wallet_id = w.id
WHERE w.member_id = ANY($1::uuid[]) AND h.expires_on >= $2 GROUP BY w.member_id
"""
SHARES = """
SELECT l.member_id, h.points FROM seat s JOIN wallet w ON w.member_id = s.member_id
    JOIN holding h ON h.wallet_id = w.id JOIN lot l ON l.id = h.lot_id
    JOIN (SELECT w.member_id, sum(h.points) AS points FROM wallet w
          JOIN holding h ON h.wallet_id = w.id
          WHERE w.kind = 'share' AND h.expires_on >= $2 GROUP BY 1) o ON o.member_id = s.member_id
WHERE s.family_id = $1 AND s.left_at IS NULL AND w.kind = 'share' AND h.expires_on >= $2
ORDER BY h.expires_on, o.points DESC, s.joined_at, s.member_id, l.earned_at, l.id
"""
BROKEN = f"""
SELECT 'a holding below one point' FROM holding WHERE points < 1
UNION ALL SELECT 'a lot above its size' FROM holding h JOIN lot l ON l.id = h.lot_id
    GROUP BY l.id HAVING sum(h.points) > l.points
UNION ALL SELECT 'a lot with a stranger' FROM holding h JOIN lot l ON l.id = h.lot_id
    JOIN wallet w ON w.id = h.wallet_id WHERE w.member_id <> l.member_id
UNION ALL SELECT 'an act on another''s lot' FROM movement m JOIN entry e ON e.id = m.entry_id
    JOIN lot l ON l.id = m.lot_id WHERE l.member_id <> e.member_id
UNION ALL SELECT 'points in a share without a seat' FROM holding h
    JOIN wallet w ON w.id = h.wallet_id LEFT JOIN seat s
        ON s.member_id = w.member_id AND s.left_at IS NULL
    WHERE w.kind = 'share' AND s.id IS NULL
UNION ALL SELECT 'a reserve that is not the cost of the live lots' FROM budget b
    WHERE reserved_fen <> (SELECT coalesce(sum(h.points * l.cost_fen), 0) FROM holding h
        JOIN lot l ON l.id = h.lot_id WHERE l.merchant_id = b.merchant_id)
UNION ALL SELECT 'spending that is not the cost of what was redeemed' FROM budget b
    WHERE spent_fen <> (SELECT coalesce(sum(m.points * l.cost_fen), 0) FROM movement m
        JOIN lot l ON l.id = m.lot_id
        WHERE m.wallet_id = {ledger.REDEEMED} AND l.merchant_id = b.merchant_id)
UNION ALL SELECT 'a stock that is not what was sold' FROM stock s
    WHERE sold <> (SELECT count(*) FROM redemption r WHERE r.reward_id = s.reward_id)
UNION ALL SELECT 'a redemption that was not paid to the point' FROM redemption r
    WHERE points <> (SELECT coalesce(sum(m.points), 0) FROM entry e JOIN movement m
        ON m.entry_id = e.id WHERE e.redemption_id = r.id AND m.wallet_id = {ledger.REDEEMED})
"""
NEWEST = "SELECT (SELECT max(id) FROM entry) AS entry, (SELECT max(id) FROM movement) AS movement"
WRITTEN = """
SELECT e.last AS e_last, e.until_then AS e_until_then, e.until_now AS e_until_now,
       m.last AS m_last, m.until_then AS m_until_then, m.until_now AS m_until_now
FROM (SELECT max(id) AS last, md5(string_agg(e::text, '' ORDER BY id)) AS until_now,
             md5(string_agg(e::text, '' ORDER BY id) FILTER (WHERE id <= $1)) AS until_then
      FROM entry e WHERE id > $3) e,
     (SELECT max(id) AS last, md5(string_agg(m::text, '' ORDER BY id)) AS until_now,
             md5(string_agg(m::text, '' ORDER BY id) FILTER (WHERE id <= $2)) AS until_then
      FROM movement m WHERE id > $4) m
"""
CONSERVED = f"""
SELECT -coalesce(sum(m.points) FILTER (WHERE m.wallet_id = {ledger.ISSUED}), 0)::bigint AS issued,
       coalesce(sum(m.points) FILTER (WHERE m.wallet_id <> {ledger.ISSUED}), 0)::bigint AS lying
FROM movement m JOIN lot l ON l.id = m.lot_id WHERE l.merchant_id = ANY($1::uuid[])
"""


@dataclass
class LedgerTown:
    """Four members, two merchants, one of them with little budget, and three rewards."""

    loop: asyncio.AbstractEventLoop
    at: datetime = datetime(2026, 3, 1, 4, tzinfo=UTC)
    people: list[members.Member] = field(default_factory=list)
    shops: list[merchants.Merchant] = field(default_factory=list)
    rewards: list[catalog.Reward] = field(default_factory=list)
    before: tuple[int, int] = (0, 0)
    """The last entry and movement of earlier towns; the history of this town begins after them."""

    def do(self, act: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(act)

    def open(self) -> None:
        """Register new members and merchants, so that the towns of one run share nothing."""
        [newest] = self.read(NEWEST)
        self.before = (newest["entry"] or 0, newest["movement"] or 0)
        for number in range(PEOPLE):
            member = samples.member(
                PROGRAM,
                telegram_id=next(TELEGRAM_IDS),
                name=f"member {number}",
                language="en",
                at=self.at,
            )
            self.people.append(self.do(member))
        for fen in (10**8, 3000):
            added = samples.merchant(PROGRAM, budget_fen=fen, rate=Decimal("1.5"), at=self.at)
            self.shops.append(self.do(added).merchant)
        for points, stock in PRICES:
            offered = samples.reward(
                PROGRAM, merchant_id=self.shops[0].id, points=points, stock=stock, at=self.at
            )
            self.rewards.append(self.do(offered))

    def buy(
        self, shop: int, person: int, receipt: str, lines: Sequence[tuple[int, bool]]
    ) -> purchases.Recorded:
        items = [Item("", "", fen, green=green) for fen, green in lines]
        return self.do(
            samples.purchase(
                PROGRAM,
                merchant_id=self.shops[shop].id,
                receipt=receipt,
                member_id=self.people[person].id,
                amount_fen=sum(item.amount_fen for item in items),
                items=tuple(items),
                at=self.at,
            )
        )

    def give_back(self, shop: int, receipt: str, fen: int) -> purchases.Refunded:
        return self.do(
            samples.refund(
                PROGRAM,
                merchant_id=self.shops[shop].id,
                receipt=receipt,
                amount_fen=fen,
                at=self.at,
            )
        )

    def move(self, act: Any, person: int, points: int, key: str) -> families.Moved:
        """Contribute or withdraw."""
        moved: families.Moved = self.do(
            act(PROGRAM, member_id=self.people[person].id, points=points, key=key, at=self.at)
        )
        return moved

    def quote(
        self, person: int, reward: int, source: str, recipient: int | None = None
    ) -> redemptions.Quote:
        return self.do(
            redemptions.quote(
                PROGRAM,
                member_id=self.people[person].id,
                reward_id=self.rewards[reward].id,
                source=source,
                recipient_id=None if recipient is None else self.people[recipient].id,
                at=self.at,
            )
        )

    def redeem(self, person: int, quote_id: UUID) -> redemptions.Redeemed:
        return self.do(
            redemptions.redeem(
                PROGRAM, quote_id=quote_id, member_id=self.people[person].id, at=self.at
            )
        )

    def wait(self, step: timedelta) -> None:
        self.at += step

    def read(self, statement: str, *arguments: object) -> list[Any]:
        async def rows() -> list[Any]:
            async with db.reading() as connection:
                return await connection.fetch(statement, *arguments)

        return self.do(rows())

    def read_whole(self, statement: str, *arguments: object) -> list[Any]:
        """As `read`, for a statement that reads tables from end to end.

        Connections of the pool go by index; with the rows of many runs such a statement then takes
        ten times as long, and longer with each run.
        """

        async def rows() -> list[Any]:
            async with db.transaction() as connection:
                await connection.execute(db.WHOLE_TABLES)
                return await connection.fetch(statement, *arguments)

        return self.do(rows())

    def holdings(self) -> list[tuple[int, int]]:
        """The points that each member can use today, as (personal, share)."""
        ids = [person.id for person in self.people]
        rows = {
            row["member_id"]: (row["own"], row["share"])
            for row in self.read(HOLDINGS, ids, ledger.today(PROGRAM, self.at))
        }
        return [rows.get(member_id, (0, 0)) for member_id in ids]

    def expected_payers(self, family_id: UUID, points: int) -> Counter[UUID]:
        """Soonest expiry first across all shares, without the programme's code."""
        paying: Counter[UUID] = Counter()
        for row in self.read(SHARES, family_id, ledger.today(PROGRAM, self.at)):
            part = min(points, row["points"])
            paying[row["member_id"]] += part
            points -= part
            if not points:
                break
        return paying
