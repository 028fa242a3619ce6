"""Queries about redemptions, their payers, and vouchers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from core import db, families, ledger
from core.program import Program
from core.redemptions.answers import Means, PaidBy, Redeemed, Voucher, parse_code
from core.redemptions.errors import UnknownRedemption, UnknownVoucher
from core.redemptions.rules.decide import PayingWallet

_REDEMPTION = """
SELECT d.id AS redemption_id, d.reward_id, s.version, d.points, d.source, d.member_id,
       a.name AS member_name, d.recipient_id, b.name AS recipient_name, d.redeemed_at, v.code,
       s.title::text AS title, r.kind, s.cash_fen, s.delivery, s.disclosure::text AS disclosure,
       d.merchant_id, m.name AS merchant_name, v.ends_on, v.verified_at, v.till, parts.paid_by
FROM redemption d JOIN voucher v ON v.redemption_id = d.id
    JOIN reward_version s ON s.id = d.reward_version_id JOIN reward r ON r.id = d.reward_id
    JOIN merchant m ON m.id = d.merchant_id
    JOIN member a ON a.id = d.member_id JOIN member b ON b.id = d.recipient_id
    JOIN LATERAL ( -- whose points paid, aggregated for each redemption that is looked at only
        SELECT jsonb_agg(jsonb_build_array(e.member_id, p.name, e.points)
                         ORDER BY e.points DESC, e.member_id) AS paid_by
        FROM entry e JOIN member p ON p.id = e.member_id
        WHERE e.redemption_id = d.id AND e.kind = 'redeem'
    ) parts ON true
"""
_OWN = ("redemption_id", "reward_id", "version", "points", "source", "member_id", "member_name",
        "recipient_id", "recipient_name", "redeemed_at")  # fmt: skip


_PAYING_WALLETS = """
-- a member's own wallet pays alone
SELECT w.id AS wallet_id, w.member_id, NULL::uuid AS family_id, NULL::timestamptz AS joined_at
FROM wallet w WHERE w.kind = 'personal' AND w.member_id = ANY($1::uuid[])
UNION ALL
-- a purse is the shares of all who sit in the family now
SELECT w.id, w.member_id, s.family_id, s.joined_at
FROM seat s JOIN wallet w ON w.member_id = s.member_id AND w.kind = 'share'
WHERE s.family_id = ANY($2::uuid[]) AND s.left_at IS NULL
"""


async def paying_wallets(
    *, member_ids: Collection[UUID] = (), family_ids: Collection[UUID] = ()
) -> list[PayingWallet]:
    """The own wallets of members, and the shares of everybody who sits in the families.

    They stand still once these members and families are locked.
    """
    async with db.reading() as connection:
        rows = await connection.fetch(_PAYING_WALLETS, list(member_ids), list(family_ids))
    return [PayingWallet(**row) for row in rows]


async def means(program: Program, *, member_id: UUID, at: datetime) -> Means:
    """The member's means of payment now."""
    today = ledger.today(program, at)
    held = await ledger.balance(member_id, today=today)
    family = await families.family_of(member_id, today=today)
    if family is None:
        return Means(held.personal, None)
    room = await families.allowed_this_month(program, member_id=member_id, at=at)
    return Means(held.personal, family, room)


async def redeemed(redemption_ids: Collection[UUID]) -> dict[UUID, Redeemed]:
    """These redemptions, each as it was answered when it was made."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            f"{_REDEMPTION} WHERE d.id = ANY($1::uuid[])", list(redemption_ids)
        )
    return {row["redemption_id"]: _redeemed(dict(row)) for row in rows}


async def receipt(member_id: UUID, redemption_id: UUID) -> Redeemed:
    """A redemption that the member bought, received or paid a part of, their own part first.

    Who bought it and who has the voucher see every part, who only paid their own. Raises
    UnknownRedemption, also for what is somebody else's.
    """
    receipts = await redeemed([redemption_id])
    if redemption_id not in receipts:
        raise UnknownRedemption
    return _seen_by(member_id, receipts[redemption_id])


async def behind(member_id: UUID, entry_id: int) -> Redeemed:
    """The redemption behind one of the member's entries; raises UnknownRedemption."""
    async with db.reading() as connection:
        row = await connection.fetchrow(
            f"{_REDEMPTION} JOIN entry own ON own.redemption_id = d.id"
            " WHERE own.id = $1 AND own.member_id = $2",
            entry_id,
            member_id,
        )
    if row is None:
        raise UnknownRedemption
    return _seen_by(member_id, _redeemed(dict(row)))


def _seen_by(member_id: UUID, whole: Redeemed) -> Redeemed:
    own = [part for part in whole.paid_by if part.member_id == member_id]
    if member_id in {whole.member_id, whole.recipient_id}:
        others = [part for part in whole.paid_by if part.member_id != member_id]
        return replace(whole, paid_by=(*own, *others))
    if not own:
        raise UnknownRedemption
    return replace(whole, paid_by=tuple(own))


async def vouchers(member_id: UUID) -> list[Voucher]:
    """The member's vouchers: first those still to be used, soonest end first, then the others."""
    async with db.reading() as connection:
        rows = await connection.fetch(
            f"{_REDEMPTION} WHERE v.member_id = $1"
            " ORDER BY v.verified_at DESC NULLS FIRST, v.ends_on, d.redeemed_at DESC",
            member_id,
        )
    return [_voucher(dict(row)) for row in rows]


async def voucher(member_id: UUID, code: str) -> Voucher:
    """One of the member's vouchers; raises UnknownVoucher."""
    async with db.reading() as connection:
        row = await connection.fetchrow(
            f"{_REDEMPTION} WHERE v.code = $2 AND v.member_id = $1", member_id, parse_code(code)
        )
    if row is None:
        raise UnknownVoucher
    return _voucher(dict(row))


def _redeemed(row: Mapping[str, Any]) -> Redeemed:
    return Redeemed(
        **{name: row[name] for name in _OWN},
        paid_by=tuple(
            PaidBy(UUID(member_id), name, points)
            for member_id, name, points in orjson.loads(row["paid_by"])
        ),
        voucher=_voucher(row),
    )


def _voucher(row: Mapping[str, Any]) -> Voucher:
    return Voucher(
        code=row["code"],
        redemption_id=row["redemption_id"],
        title=orjson.loads(row["title"]),
        kind=row["kind"],
        points=row["points"],
        cash_fen=row["cash_fen"],
        delivery=row["delivery"],
        how_to_redeem=orjson.loads(row["disclosure"])["how_to_redeem"],
        merchant_id=row["merchant_id"],
        merchant_name=row["merchant_name"],
        member_id=row["recipient_id"],
        redeemed_at=row["redeemed_at"],
        ends_on=row["ends_on"],
        verified_at=row["verified_at"],
        till=row["till"],
    )
