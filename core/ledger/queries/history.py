"""A member's entries as they read them, newest first; one statement a page."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import orjson

from core import db
from core.ledger.answers import Line, LotPart
from core.ledger.rules import SIGNS, SYSTEM_WALLET_MAX

_HISTORY = """
SELECT e.id, e.kind, e.points, e.at, e.purchase_id, e.refund_id, e.redemption_id,
       parts.merchant_id, parts.merchant_name, parts.bought_at, parts.parts
FROM (
    SELECT * FROM entry WHERE member_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3
) e
LEFT JOIN LATERAL (
    SELECT min(m.name) FILTER (WHERE p.purchase_id = e.purchase_id) AS merchant_name,
           min(m.id::text) FILTER (WHERE p.purchase_id = e.purchase_id) AS merchant_id,
           min(p.earned_at) FILTER (WHERE p.purchase_id = e.purchase_id) AS bought_at,
           jsonb_agg(jsonb_build_array(p.component, p.points, p.expires_on, m.name)
                     ORDER BY p.lot_id) AS parts
    FROM (
        SELECT l.id AS lot_id, l.component, l.expires_on, l.merchant_id, l.purchase_id, l.earned_at,
               -- a move between own wallets sums to zero, so only one direction is counted
               greatest(sum(v.points) FILTER (WHERE v.points > 0),
                        -sum(v.points) FILTER (WHERE v.points < 0)) AS points
        FROM movement v JOIN lot l ON l.id = v.lot_id
        WHERE v.entry_id = e.id AND v.wallet_id > $4
        GROUP BY l.id
    ) p JOIN merchant m ON m.id = p.merchant_id
) parts ON true
ORDER BY e.id DESC
"""
_NEWEST = 2**63 - 1


async def history(member_id: UUID, *, before: int | None = None, limit: int = 10) -> list[Line]:
    """The member's entries, newest first; `before` is the id of the last line already shown."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            _HISTORY, member_id, before or _NEWEST, limit, SYSTEM_WALLET_MAX
        )
    return [
        Line(
            id=row["id"],
            kind=row["kind"],
            points=row["points"] * SIGNS.get(row["kind"], 0),
            amount=row["points"],
            at=row["at"],
            bought_at=row["bought_at"],
            merchant_id=UUID(row["merchant_id"]) if row["merchant_id"] else None,
            merchant_name=row["merchant_name"],
            purchase_id=row["purchase_id"],
            refund_id=row["refund_id"],
            redemption_id=row["redemption_id"],
            components=tuple(
                LotPart(component, points, date.fromisoformat(day), name)
                for component, points, day, name in orjson.loads(row["parts"] or "[]")
            ),
        )
        for row in rows
    ]
