"""Verifies a voucher at the merchant's, once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson

from core import db, ledger
from core.program import Program
from core.redemptions import errors
from core.redemptions.answers import Verified, parse_code

_VOUCHER = """
SELECT v.code, v.redemption_id, v.ends_on, v.verified_at, v.verified_request, v.till, d.reward_id,
       d.points, s.version, s.title::text AS title, s.cash_fen
FROM voucher v JOIN redemption d ON d.id = v.redemption_id
    JOIN reward_version s ON s.id = d.reward_version_id
WHERE v.code = $1 AND v.merchant_id = $2 FOR UPDATE OF v
"""


@db.command
async def verify(
    program: Program,
    *,
    code: str,
    merchant_id: UUID,
    request: str,
    till: str | None = None,
    at: datetime,
) -> Verified:
    """Take a voucher, once: the same `request` again is answered as the first time.

    `code` as it was scanned or typed. Raises UnknownVoucher, VoucherUsed (with when and where),
    VoucherEnded.
    """
    row = await db.connection().fetchrow(_VOUCHER, parse_code(code), merchant_id)
    if row is None:
        raise errors.UnknownVoucher
    used = row["verified_at"]
    if used and row["verified_request"] != request:
        raise errors.VoucherUsed(at=used, till=row["till"] or "none")
    if not used and ledger.today(program, at) > row["ends_on"]:
        raise errors.VoucherEnded(ended_on=row["ends_on"])
    if not used:
        await db.connection().execute(
            "UPDATE voucher SET verified_at = $2, verified_request = $3, till = $4 WHERE code = $1",
            row["code"],
            at,
            request,
            till,
        )
    return Verified(
        code=row["code"],
        redemption_id=row["redemption_id"],
        reward_id=row["reward_id"],
        version=row["version"],
        title=orjson.loads(row["title"]),
        points=row["points"],
        cash_fen=row["cash_fen"],
        verified_at=used or at,
        till=row["till"] if used else till,
        replayed=bool(used),
    )
