"""The sums that must always hold; the doctor runs them, and an empty answer is health."""

from __future__ import annotations

from core import db
from core.ledger.rules import ISSUED, REDEEMED, SYSTEM_WALLET_MAX

_SUMS = {
    "an entry whose movements do not sum to zero": """
        SELECT 'entry ' || entry_id AS place FROM movement
        GROUP BY entry_id HAVING sum(points) <> 0""",
    "an entry without movements": """
        SELECT 'entry ' || e.id AS place FROM entry e
        WHERE NOT EXISTS (SELECT FROM movement m WHERE m.entry_id = e.id) AND e.kind <> 'extend'""",
    "an entry that moved another number of points than it says": """
        SELECT 'entry ' || e.id AS place FROM entry e JOIN (
            SELECT entry_id, sum(points) AS points FROM movement WHERE points > 0 GROUP BY entry_id
        ) m ON m.entry_id = e.id WHERE m.points <> e.points""",
    "a holding that is not the sum of its movements": f"""
        SELECT format('lot %s in wallet %s', coalesce(h.lot_id, m.lot_id),
                      coalesce(h.wallet_id, m.wallet_id)) AS place
        FROM holding h FULL JOIN (
            SELECT lot_id, wallet_id, sum(points) AS points FROM movement
            WHERE wallet_id > {SYSTEM_WALLET_MAX} GROUP BY lot_id, wallet_id HAVING sum(points) <> 0
        ) m ON m.lot_id = h.lot_id AND m.wallet_id = h.wallet_id
        WHERE h.points IS DISTINCT FROM m.points""",  # noqa: S608 - a constant of ours
    "a lot that was not issued exactly once": f"""
        SELECT 'lot ' || l.id AS place FROM lot l LEFT JOIN movement m
            ON m.lot_id = l.id AND m.wallet_id = {ISSUED}
        GROUP BY l.id HAVING coalesce(sum(m.points), 0) <> -l.points""",  # noqa: S608 - a constant of ours
    "a holding in another member's wallet": """
        SELECT format('lot %s in wallet %s', h.lot_id, h.wallet_id) AS place
        FROM holding h JOIN lot l ON l.id = h.lot_id JOIN wallet w ON w.id = h.wallet_id
        WHERE w.member_id IS DISTINCT FROM l.member_id""",
    "a budget whose reserve is not what its lots may still cost": """
        SELECT 'merchant ' || b.merchant_id AS place FROM budget b LEFT JOIN (
            SELECT l.merchant_id, sum(h.points * l.cost_fen) AS fen
            FROM holding h JOIN lot l ON l.id = h.lot_id GROUP BY l.merchant_id
        ) r ON r.merchant_id = b.merchant_id WHERE b.reserved_fen <> coalesce(r.fen, 0)""",
    "a budget whose spending is not what was redeemed of its lots": f"""
        SELECT 'merchant ' || b.merchant_id AS place FROM budget b LEFT JOIN (
            SELECT l.merchant_id, sum(m.points * l.cost_fen) AS fen
            FROM movement m JOIN lot l ON l.id = m.lot_id WHERE m.wallet_id = {REDEEMED}
            GROUP BY l.merchant_id
        ) s ON s.merchant_id = b.merchant_id WHERE b.spent_fen <> coalesce(s.fen, 0)""",  # noqa: S608 - a constant of ours
    "a budget that is not the sum of its top-ups": """
        SELECT 'merchant ' || b.merchant_id AS place FROM budget b LEFT JOIN (
            SELECT merchant_id, sum(fen) AS fen FROM top_up GROUP BY merchant_id
        ) t ON t.merchant_id = b.merchant_id WHERE b.topped_up_fen <> coalesce(t.fen, 0)""",
    "a debt that did not fall by its repayments": """
        SELECT 'debt ' || d.id AS place FROM debt d LEFT JOIN (
            SELECT debt_id, sum(points) AS points FROM repayment GROUP BY debt_id
        ) r ON r.debt_id = d.id WHERE d.points - d.remaining <> coalesce(r.points, 0)""",
}
PLACES_MAX = 5
"""The number of places that one broken sum names."""


async def proof() -> list[str]:
    """Every broken sum with the first places where it is broken; empty when all hold."""
    findings = []
    async with db.reading() as connection, connection.transaction():
        await connection.execute(db.WHOLE_TABLES)
        for sentence, statement in _SUMS.items():
            rows = await connection.fetch(f"{statement} LIMIT {PLACES_MAX}")
            if rows:
                findings.append(f"{sentence}: {', '.join(row['place'] for row in rows)}")
    return findings
