"""Quotes what a reward costs a member now; the quote is the key of the redemption."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from uuid import UUID, uuid4

from core import catalog, db, families, ledger, members
from core.program import Program
from core.redemptions import errors, rules
from core.redemptions.rules import QUOTE_HOLDS, PaidBy, Quote

_WRITE = """
INSERT INTO quote (id, member_id, recipient_id, reward_version_id, points, source, family_id,
                   made_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


@db.command
async def quote(
    program: Program,
    *,
    member_id: UUID,
    reward_id: UUID,
    source: str = "wallet",
    recipient_id: UUID | None = None,
    at: datetime,
) -> Quote:
    """Hold the price of a reward for ten minutes, to be paid from the wallet or the family's purse.

    `recipient_id` names another member of the family as the one whose voucher it will be. Nothing
    is kept back: stock and points are decided when it is redeemed. Raises UnknownReward,
    NotEnoughPoints, SoldOut, LimitReached, UnknownSource, RecipientOutsideFamily,
    families.NotInFamily.
    """
    known = rules.checked_source(source)
    member = await members.by_id(member_id)
    reward = await catalog.reward(reward_id, at)
    today = ledger.today(program, at)
    family = await families.family_of(member_id, today=today)
    recipient = _recipient(member, recipient_id, family)
    if known == "purse" and family is None:
        raise families.NotInFamily
    if reward.left == 0:
        raise errors.SoldOut
    await _within_limit(reward, member_id)
    balance = (await ledger.balance(member_id, today=today)).personal
    if known == "purse" and family is not None:
        balance = family.purse
    if balance < reward.points:
        raise errors.NotEnoughPoints(missing=reward.points - balance, balance=balance)
    would_pay: tuple[PaidBy, ...] = (PaidBy(member.id, member.name, reward.points),)
    if known == "purse" and family is not None:
        would_pay = await _drawn(family, member_id, reward.points, today=today)
    quoted = Quote(
        id=uuid4(),
        reward=reward,
        points=reward.points,
        source=known,
        balance=balance,
        family_name=family.name if family and known == "purse" else None,
        recipient_id=recipient[0],
        recipient_name=recipient[1],
        would_pay=would_pay,
        ends_at=at + QUOTE_HOLDS,
    )
    await _write(quoted, member_id, family.id if family and known == "purse" else None, at=at)
    return quoted


async def _write(quoted: Quote, member_id: UUID, family_id: UUID | None, *, at: datetime) -> None:
    await db.connection().execute(
        _WRITE,
        quoted.id,
        member_id,
        quoted.recipient_id,
        quoted.reward.version_id,
        quoted.points,
        quoted.source,
        family_id,
        at,
        quoted.ends_at,
    )


def _recipient(
    member: members.Member, recipient_id: UUID | None, family: families.FamilyView | None
) -> tuple[UUID, str]:
    """Whose voucher it will be, and their name; raises RecipientOutsideFamily."""
    if recipient_id is None or recipient_id == member.id:
        return member.id, member.name
    for seat in family.seats if family else ():
        if seat.member_id == recipient_id:
            return seat.member_id, seat.name
    raise errors.RecipientOutsideFamily


async def _drawn(
    family: families.FamilyView, member_id: UUID, points: int, *, today: date
) -> tuple[PaidBy, ...]:
    """Whose points the family's rule would take now, most first; nothing is kept back for it."""
    names = {one.member_id: one.name for one in family.seats}
    wallets = [one for one in await families.locked.purse_wallets(member_id) if one[0] in names]
    payable = await ledger.locked.payable(
        {wallet_id: points for _, wallet_id, _ in wallets}, today=today
    )
    shares = [
        families.Share(owner, joined_at, payable[wallet_id].balance, payable[wallet_id].held)
        for owner, wallet_id, joined_at in wallets
        if wallet_id in payable
    ]
    owners = {wallet_id: owner for owner, wallet_id, _ in wallets}
    parts: Counter[UUID] = Counter()
    for drawn in families.draw(shares, points):
        parts[owners[drawn.held.wallet_id]] += drawn.points
    ordered = sorted(parts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(PaidBy(owner, names[owner], paid) for owner, paid in ordered)


async def _within_limit(reward: catalog.Reward, member_id: UUID) -> None:
    limit = reward.terms.limit
    if limit is None:
        return
    taken = await db.connection().fetchval(
        "SELECT count(*) FROM redemption WHERE reward_id = $1 AND member_id = $2",
        reward.id,
        member_id,
    )
    if taken >= limit:
        raise errors.LimitReached(limit=limit)
