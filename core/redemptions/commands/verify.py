"""Verifies a voucher at the merchant's, once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import orjson

from core import db, keys, ledger
from core.program import Program
from core.redemptions import errors
from core.redemptions.answers import Verified, parse_code

_VOUCHER = """
SELECT v.code, v.redemption_id, v.ends_on, v.verified_at, v.till, d.reward_id,
       d.points, s.version, s.title::text AS title, s.cash_fen
FROM voucher v JOIN redemption d ON d.id = v.redemption_id
    JOIN reward_version s ON s.id = d.reward_version_id
WHERE v.code = $1 AND v.merchant_id = $2 FOR UPDATE OF v
"""


def _content(code: str, till: str | None) -> tuple[object, ...]:
    """A code may be typed in another way, and at another till, when the call is repeated."""
    return (parse_code(code),)


@db.command
@keys.repeatable("redemptions-verify", caller="merchant_id", key=("request",), content=_content)
async def verify(
    program: Program,
    *,
    code: str,
    merchant_id: UUID,
    request: str,
    till: str | None = None,
    at: datetime,
) -> Verified:
    """Take a voucher, once; `code` as it was scanned or typed, `request` is the key.

    Raises UnknownVoucher, VoucherUsed (with when and where), VoucherEnded, KeyReused.
    """
    row = await db.connection().fetchrow(_VOUCHER, parse_code(code), merchant_id)
    if row is None:
        raise errors.UnknownVoucher
    if used := row["verified_at"]:
        raise errors.VoucherUsed(at=used, till=row["till"] or "none")
    if ledger.today(program, at) > row["ends_on"]:
        raise errors.VoucherEnded(ended_on=row["ends_on"])
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
        verified_at=at.astimezone(UTC),
        till=till,
    )
