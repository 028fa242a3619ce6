"""Writes a batch into the ledger: wallets, lots, entries, movements, repayments and debts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from core import db
from core.ledger.answers import ReservedIds
from core.ledger.rules import NewRepayment, Posting

_POST = """
WITH change AS (  -- what leaves a wallet; a holding that is left empty is deleted, not kept at zero
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
), raised AS (  -- what comes into a wallet: the lot may lie there already
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
-- the movements in the same statement: a trigger compares them with the holdings at its end
INSERT INTO movement (entry_id, lot_id, wallet_id, points)
SELECT * FROM unnest($24::bigint[], $25::bigint[], $26::bigint[], $27::bigint[])
"""

_LOT_COLUMNS = attrgetter(
    "id", "member_id", "merchant_id", "purchase_id", "component", "points", "cost_fen",
    "earned_at", "expires_on",
)  # fmt: skip
_ENTRY_COLUMNS = attrgetter(
    "id", "kind", "member_id", "points", "at", "purchase_id", "refund_id", "redemption_id"
)


async def numbers(*, lots: int = 0, entries: int) -> ReservedIds:
    """Draw ids from the sequences; unused ones are lost, which harms nothing."""
    row = await db.connection().fetchrow(
        """SELECT ARRAY(SELECT nextval('lot_id_seq') FROM generate_series(1, $1)) AS lots,
                  ARRAY(SELECT nextval('entry_id_seq') FROM generate_series(1, $2)) AS entries""",
        lots,
        entries,
    )
    assert row is not None
    return ReservedIds(row["lots"], row["entries"])


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


async def post(posting: Posting) -> None:
    """Write lots, entries, holdings and movements of a batch, in the caller's transaction.

    One statement, because the database proves at its end that holdings are the sums of movements:
    drawing on points that do not lie where the posting says breaks `holdings_are_sums`.
    """
    if not posting.entries:
        return
    changes = posting.changes()
    *entries, redemptions = _columns([_ENTRY_COLUMNS(entry) for entry in posting.entries], 8)
    await db.connection().execute(
        _POST,
        *_columns([_LOT_COLUMNS(lot) for lot in posting.lots], 9),
        *entries,
        *_columns([change for change in changes if change[2] > 0], 4),
        *_columns([change[:3] for change in changes if change[2] < 0], 3),
        *_columns(posting.lines(), 4),
        redemptions,
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
        *_columns(
            [(repayment.debt_id, repayment.entry_id, repayment.points) for repayment in repayments],
            3,
        ),
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
