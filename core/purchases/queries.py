"""Queries about purchases: the reason for an entry's points, and a merchant's view of a member."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from core import db, ledger, members
from core.program import Program
from core.purchases.answers import Item, Recorded, Terms, VisibleMember, Why, WhyRefund
from core.purchases.errors import UnknownPurchase

_WHY = """
SELECT e.id AS entry_id, m.name AS merchant_name, p.id, p.receipt, p.channel, p.member_id,
       p.amount_fen, p.items, p.occurred_at, p.terms, p.points, p.answer, v.title AS event_title,
       -- a subquery, because a join would repeat the purchase for each of its refunds
       (SELECT coalesce(jsonb_agg(jsonb_build_array(r.name, r.amount_fen, r.points, r.at)
                                  ORDER BY r.id), '[]')
        FROM refund r WHERE r.purchase_id = p.id) AS refunds
FROM entry e JOIN purchase p ON p.id = e.purchase_id JOIN merchant m ON m.id = p.merchant_id
-- most purchases happen while no event is live
LEFT JOIN event v ON v.id = (p.terms -> 'event' ->> 'id')::uuid
WHERE e.id = $1 AND e.member_id = $2
"""


async def why(member_id: UUID, entry_id: int) -> Why:
    """The purchase and rules behind an entry; UnknownPurchase if it is not this member's."""
    async with db.reading() as connection:
        row = await connection.fetchrow(_WHY, entry_id, member_id)
    if row is None:
        raise UnknownPurchase
    recorded = Recorded.from_json(
        orjson.loads(row["answer"]),
        purchase_id=row["id"],
        member_id=row["member_id"],
        receipt=row["receipt"],
        points=row["points"],
    )
    return Why(
        entry_id=row["entry_id"],
        merchant_name=row["merchant_name"],
        receipt=row["receipt"],
        channel=row["channel"],
        amount_fen=row["amount_fen"],
        items=tuple(Item.from_json(item) for item in orjson.loads(row["items"])),
        occurred_at=row["occurred_at"],
        terms=Terms.from_json(orjson.loads(row["terms"])),
        event_title=row["event_title"] and orjson.loads(row["event_title"]),
        components=recorded.components,
        points=recorded.points,
        trimmed=recorded.trimmed,
        debt_repaid=recorded.debt_repaid,
        refunds=tuple(_refund(*refund) for refund in orjson.loads(row["refunds"])),
    )


def _refund(name: str, amount_fen: int, points: int, at: Any) -> WhyRefund:
    return WhyRefund(name, amount_fen, points, datetime.fromisoformat(at))


async def visible(program: Program, *, member: members.Reference, at: datetime) -> VisibleMember:
    """A merchant's view of a member; never spends a code. Raises UnknownMember, CodeEnded."""
    if isinstance(member, members.ByCode) and member.ended:
        raise members.CodeEnded
    seen = await members.find(member)
    balance = await ledger.balance(seen.id, today=ledger.today(program, at))
    return VisibleMember(seen.number, balance.points, balance.expiring)
