"""Quotes the price of a reward for a member; the quote is the key of the redemption."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from core import catalog, db, families, ledger, members, randomness
from core.program import Program
from core.redemptions import errors
from core.redemptions.answers import SOURCES, PaidBy, Quote, Source
from core.redemptions.queries import paying_wallets
from core.redemptions.rules.decide import draw

QUOTE_HOLDS = timedelta(minutes=10)
"""Time to read the price and confirm it; short, because stock and points are not kept back."""

_INSERT = """
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
    pays_from = _source(source)
    member = await members.by_id(member_id)
    reward = await catalog.reward(reward_id, at)
    today = ledger.today(program, at)
    family = None
    if pays_from == "purse" or recipient_id not in {None, member_id}:
        family = await families.family_of(member_id, today=today)
    recipient = _recipient(member, recipient_id, family)
    if pays_from == "purse" and family is None:
        raise families.NotInFamily
    purse = family if pays_from == "purse" else None
    if reward.left == 0:
        raise errors.SoldOut
    await _within_limit(reward, member_id)
    balance, would_pay = await _payment(member, purse, reward.points, today=today)
    quoted = Quote(
        id=randomness.new_id(),
        reward=reward,
        points=reward.points,
        source=pays_from,
        balance=balance,
        family_name=purse.name if purse else None,
        recipient_id=recipient[0],
        recipient_name=recipient[1],
        would_pay=would_pay,
        ends_at=at + QUOTE_HOLDS,
    )
    await _insert(quoted, member_id, purse.id if purse else None, at=at)
    return quoted


def _source(source: str) -> Source:
    """The checked source of the points; raises UnknownSource."""
    for allowed in SOURCES:
        if source == allowed:
            return allowed
    raise errors.UnknownSource(source=source)


def _recipient(
    member: members.Member, recipient_id: UUID | None, family: families.FamilyView | None
) -> tuple[UUID, str]:
    """The id and name of the voucher's recipient; raises RecipientOutsideFamily."""
    if recipient_id is None or recipient_id == member.id:
        return member.id, member.name
    for seat in family.seats if family else ():
        if seat.member_id == recipient_id:
            return seat.member_id, seat.name
    raise errors.RecipientOutsideFamily


async def _within_limit(reward: catalog.Reward, member_id: UUID) -> None:
    limit = reward.terms.limit
    if limit is None:
        return
    times = await db.connection().fetchval(
        "SELECT count(*) FROM redemption WHERE reward_id = $1 AND member_id = $2",
        reward.id,
        member_id,
    )
    if times >= limit:
        raise errors.LimitReached(limit=limit)


async def _payment(
    member: members.Member, purse: families.FamilyView | None, points: int, *, today: date
) -> tuple[int, tuple[PaidBy, ...]]:
    """The balance of the source, and the members whose points would pay, most points first.

    Nothing is locked and nothing kept back: it is what would be taken now. Raises NotEnoughPoints.
    """
    if purse:
        names = {seat.member_id: seat.name for seat in purse.seats}
        seated = await paying_wallets(family_ids=[purse.id])
    else:
        names = {member.id: member.name}
        seated = await paying_wallets(member_ids=[member.id])
    wallets = [
        wallet for wallet in seated if wallet.member_id in names
    ]  # who joined since has no name here
    payable = await ledger.locked.payable(
        {wallet.wallet_id: points for wallet in wallets}, today=today
    )
    balance = sum(wallet.balance for wallet in payable.values())
    if balance < points:
        raise errors.NotEnoughPoints(missing=points - balance, balance=balance)
    parts = draw("purse" if purse else "wallet", wallets, payable, points)
    would_pay = [
        PaidBy(wallet.member_id, names[wallet.member_id], sum(part.points for part in slices))
        for wallet, slices in parts.items()
    ]
    return balance, tuple(sorted(would_pay, key=lambda part: (-part.points, part.member_id)))


async def _insert(quoted: Quote, member_id: UUID, family_id: UUID | None, *, at: datetime) -> None:
    await db.connection().execute(
        _INSERT,
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
