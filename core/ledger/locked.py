"""Reads and writes of the ledger that need the caller's transaction and its locks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core import db
from core.ledger.queries import DEBTS, Debt, Standing
from core.ledger.rules import (
    Held,
    NewEntry,
    NewLot,
    NewRepayment,
    Payable,
    Posting,
    in_paying_order,
)

_POST = """
WITH change AS (
    SELECT * FROM unnest($21::bigint[], $22::bigint[], $23::bigint[]) c(lot_id, wallet_id, points)
), lots AS (
    INSERT INTO lot (id, member_id, merchant_id, purchase_id, component, points, cost_fen,
                     earned_at, expires_on)
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[],
                         $7::int[], $8::timestamptz[], $9::date[])
), entries AS (
    INSERT INTO entry (id, kind, member_id, points, at, purchase_id, refund_id, redemption_id)
    SELECT * FROM unnest($10::bigint[], $11::text[], $12::uuid[], $13::bigint[], $14::timestamptz[],
                         $15::uuid[], $16::bigint[], $28::uuid[])
), raised AS (
    INSERT INTO holding (lot_id, wallet_id, points, expires_on)
    SELECT * FROM unnest($17::bigint[], $18::bigint[], $19::bigint[], $20::date[])
    ON CONFLICT (wallet_id, lot_id) DO UPDATE SET points = holding.points + excluded.points
), emptied AS (
    DELETE FROM holding h USING change c
    WHERE h.lot_id = c.lot_id AND h.wallet_id = c.wallet_id AND h.points + c.points = 0
), lowered AS (
    UPDATE holding h SET points = h.points + c.points FROM change c
    WHERE h.lot_id = c.lot_id AND h.wallet_id = c.wallet_id AND h.points + c.points <> 0
)
INSERT INTO movement (entry_id, lot_id, wallet_id, points)
SELECT * FROM unnest($24::bigint[], $25::bigint[], $26::bigint[], $27::bigint[])
"""


@dataclass(frozen=True)
class Numbers:
    """Ids drawn ahead, so that a batch can refer to rows that it is about to write."""

    lots: list[int]
    entries: list[int]
    refunds: list[int]


async def numbers(*, lots: int, entries: int, refunds: int = 0) -> Numbers:
    """Draw ids from the sequences; unused ones are lost, which harms nothing."""
    row = await db.connection().fetchrow(
        """SELECT ARRAY(SELECT nextval('lot_id_seq') FROM generate_series(1, $1)) AS lots,
                  ARRAY(SELECT nextval('entry_id_seq') FROM generate_series(1, $2)) AS entries,
                  ARRAY(SELECT nextval('refund_id_seq') FROM generate_series(1, $3)) AS refunds""",
        lots,
        entries,
        refunds,
    )
    assert row is not None
    return Numbers(row["lots"], row["entries"], row["refunds"])


async def ensure_wallets(member_ids: Iterable[UUID]) -> None:
    """Give each member a personal wallet who has none yet."""
    await db.connection().execute(
        """INSERT INTO wallet (kind, member_id) SELECT 'personal', unnest($1::uuid[])
           ON CONFLICT (member_id) WHERE kind = 'personal' DO NOTHING""",
        sorted(set(member_ids)),
    )


async def ensure_shares(member_ids: Iterable[UUID]) -> None:
    """Give each member a share who has none yet: one for ever, in whichever family they sit."""
    await db.connection().execute(
        """INSERT INTO wallet (kind, member_id) SELECT 'share', unnest($1::uuid[])
           ON CONFLICT (member_id) WHERE kind = 'share' DO NOTHING""",
        sorted(set(member_ids)),
    )


async def personal_wallets(member_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The personal wallets of members who have one, on the caller's transaction."""
    return await _wallets("personal", member_ids)


async def share_wallets(member_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The shares of members who have one, on the caller's transaction."""
    return await _wallets("share", member_ids)


async def _wallets(kind: str, member_ids: Iterable[UUID]) -> dict[UUID, int]:
    rows = await db.connection().fetch(
        "SELECT member_id, id FROM wallet WHERE kind = $1 AND member_id = ANY($2::uuid[])",
        kind,
        sorted(set(member_ids)),
    )
    return {row["member_id"]: row["id"] for row in rows}


async def post(posting: Posting) -> None:
    """Write lots, entries, holdings and movements of a batch, in the caller's transaction.

    One statement, because the database proves at its end that holdings are the sums of movements:
    drawing on points that do not lie where the posting says breaks `holdings_are_sums`.
    """
    if not posting.entries:
        return
    changes = posting.changes()
    *entries, redemptions = _columns([_entry(entry) for entry in posting.entries], 8)
    await db.connection().execute(
        _POST,
        *_columns([_lot(lot) for lot in posting.lots], 9),
        *entries,
        *_columns([change for change in changes if change[2] > 0], 4),
        *_columns([change[:3] for change in changes if change[2] < 0], 3),
        *_columns(posting.lines(), 4),
        redemptions,
    )


def _lot(lot: NewLot) -> tuple[object, ...]:
    return (
        lot.id,
        lot.member_id,
        lot.merchant_id,
        lot.purchase_id,
        lot.component,
        lot.points,
        lot.cost_fen,
        lot.earned_at,
        lot.expires_on,
    )


def _entry(entry: NewEntry) -> tuple[object, ...]:
    return (
        entry.id,
        entry.kind,
        entry.member_id,
        entry.points,
        entry.at,
        entry.purchase_id,
        entry.refund_id,
        entry.redemption_id,
    )


def _columns(rows: Sequence[Sequence[object]], width: int) -> list[list[object]]:
    """Turn rows into the columns that unnest takes; no rows are `width` empty columns."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * width


async def repay(repayments: Sequence[NewRepayment]) -> None:
    """Lower debts; the entries must be posted in the same transaction."""
    if not repayments:
        return
    await db.connection().execute(
        """WITH paid AS (
               INSERT INTO repayment (debt_id, entry_id, points)
               SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
               RETURNING debt_id, points
           )
           UPDATE debt SET remaining = remaining - p.points
           FROM (SELECT debt_id, sum(points) AS points FROM paid GROUP BY debt_id) p
           WHERE debt.id = p.debt_id""",
        *_columns([(one.debt_id, one.entry_id, one.points) for one in repayments], 3),
    )


async def owe(
    *, member_id: UUID, merchant_id: UUID, refund_id: int, points: int, at: datetime
) -> None:
    """Record points that a refund could not find as the member's debt to the merchant."""
    await db.connection().execute(
        """INSERT INTO debt (member_id, merchant_id, refund_id, points, remaining, at)
           VALUES ($1, $2, $3, $4, $4, $5)""",
        member_id,
        merchant_id,
        refund_id,
        points,
        at,
    )


async def standings(member_ids: Iterable[UUID], *, today: date) -> dict[UUID, Standing]:
    """Wallet, balance and open debts of members, on the caller's transaction."""
    wanted = sorted(set(member_ids))
    connection = db.connection()
    rows = await connection.fetch(
        """SELECT w.member_id, max(w.id) FILTER (WHERE w.kind = 'personal') AS wallet_id,
                  coalesce(sum(s.points), 0)::bigint AS balance
           FROM wallet w LEFT JOIN LATERAL (
               SELECT sum(h.points) AS points FROM holding h
               WHERE h.wallet_id = w.id AND h.expires_on >= $2
           ) s ON true
           WHERE w.member_id = ANY($1::uuid[]) GROUP BY w.member_id""",
        wanted,
        today,
    )
    found = {row["member_id"]: Standing(row["wallet_id"], row["balance"], []) for row in rows}
    for row in await connection.fetch(DEBTS, wanted):
        found[row["member_id"]].debts.append(Debt(**row))
    return found


_HELD = """
SELECT h.lot_id, h.wallet_id, w.kind AS wallet_kind, l.merchant_id, l.purchase_id,
       l.component, h.points, l.cost_fen, l.earned_at, l.expires_on
FROM wallet w JOIN holding h ON h.wallet_id = w.id JOIN lot l ON l.id = h.lot_id
"""


async def held_by(member_id: UUID) -> list[Held]:
    """Everything the member holds, lapsed points included, on the caller's transaction."""
    rows = await db.connection().fetch(f"{_HELD} WHERE w.member_id = $1", member_id)
    return [Held(**row) for row in rows]


# Lots that end on one day are looked at together, for which of them pays first is not in the index.
_PAYABLE = """
SELECT h.lot_id, w.id AS wallet_id, w.kind AS wallet_kind, h.merchant_id, h.purchase_id,
       h.component, h.points, h.cost_fen, h.earned_at, h.expires_on, whole.balance
FROM unnest($1::bigint[], $2::bigint[]) asked(wallet_id, points)
    JOIN wallet w ON w.id = asked.wallet_id
    CROSS JOIN LATERAL (
        SELECT sum(points)::bigint AS balance FROM holding
        WHERE wallet_id = w.id AND expires_on >= $3
    ) whole CROSS JOIN LATERAL (
        SELECT l.id AS lot_id, l.merchant_id, l.purchase_id, l.component, l.cost_fen, l.earned_at,
               l.expires_on, lying.points,
               sum(lying.points) OVER (ORDER BY l.expires_on, l.earned_at, l.id) AS points_to_here
        FROM (
            SELECT lot_id, points FROM holding WHERE wallet_id = w.id AND expires_on >= $3
            ORDER BY expires_on FETCH FIRST $4 ROWS WITH TIES
        ) lying JOIN lot l ON l.id = lying.lot_id
    ) h
WHERE h.points_to_here - h.points < asked.points
"""


_FIRST_LOTS = 8
"""More than most redemptions draw on; who asks for more is read whole."""


async def payable(asked: Mapping[int, int], *, today: date) -> dict[int, Payable]:
    """What wallets can pay with today, at least the points asked of each where it holds them.

    On the caller's transaction; wallets in which nothing lies are left out. A wallet of many lots
    is not read to its end for a few points.
    """
    found = await _payable(asked, _FIRST_LOTS, today)
    scanty = {
        wallet_id: asked[wallet_id]
        for wallet_id, one in found.items()
        if sum(held.points for held in one.held) < min(asked[wallet_id], one.balance)
    }
    return found | (await _payable(scanty, None, today) if scanty else {})


async def _payable(asked: Mapping[int, int], lots: int | None, today: date) -> dict[int, Payable]:
    wallets, points = list(asked), list(asked.values())
    rows = await db.connection().fetch(_PAYABLE, wallets, points, today, lots)
    balances: dict[int, int] = {}
    found: dict[int, list[Held]] = defaultdict(list)
    for *held, balance in rows:
        one = Held(*held)
        found[one.wallet_id].append(one)
        balances[one.wallet_id] = balance
    return {
        wallet_id: Payable(balances[wallet_id], in_paying_order(held))
        for wallet_id, held in found.items()
    }


async def expired_of(purchase_id: UUID) -> int:
    """Points of one purchase's lots that expired unspent, on the caller's transaction."""
    found: int = await db.connection().fetchval(
        """SELECT coalesce(sum(m.points), 0)::bigint FROM movement m JOIN lot l ON l.id = m.lot_id
           WHERE l.purchase_id = $1 AND m.wallet_id = 3""",
        purchase_id,
    )
    return found
