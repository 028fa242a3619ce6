"""Reads of redemptions that stand on the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from core import db
from core.redemptions.rules.paying import PayingWallet

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
    rows = await db.connection().fetch(_PAYING_WALLETS, list(member_ids), list(family_ids))
    return [PayingWallet(**row) for row in rows]
