"""Decides a batch of redemptions in order of arrival: no statements here, only what was read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from core import families, ledger
from core.errors import LoyaltyError
from core.redemptions import errors
from core.redemptions.rules import Source


@dataclass(frozen=True, slots=True)
class NewRedemption:
    """A quote that a member confirms; `told` says that whoever asked tells them the outcome."""

    quote_id: UUID
    member_id: UUID
    at: datetime
    told: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with the version of the reward that it names, and whether it was redeemed."""

    id: UUID
    member_id: UUID
    recipient_id: UUID
    reward_version_id: int
    reward_id: UUID
    merchant_id: UUID
    points: int
    source: Source
    family_id: UUID | None
    limit: int | None
    voucher_days: int
    ends_at: datetime
    redeemed: bool


@dataclass(frozen=True, slots=True)
class Fund:
    """A wallet that may pay: a member's own, or their share in a family's purse."""

    wallet_id: int
    member_id: UUID
    kind: str
    family_id: UUID | None
    joined_at: datetime | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A redemption that will be written, and the lots that pay for it, by owner."""

    asked: NewRedemption
    quoted: Quoted
    slices: tuple[tuple[UUID, tuple[ledger.Slice, ...]], ...]


@dataclass
class World:
    """What was read under locks, and what the batch itself has decided since."""

    today: date
    quotes: dict[UUID, Quoted]
    funds: list[Fund]
    held: dict[int, list[ledger.Held]]
    """by wallet, in paying order"""
    left: dict[UUID, int]
    """of rewards whose stock has an end"""
    taken: dict[tuple[UUID, UUID], int]
    """how often (reward, member) was redeemed, where there is a limit"""
    accepted: list[Accepted] = field(default_factory=list)
    done: set[UUID] = field(default_factory=set)
    sold: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))


def judge(world: World, asked: NewRedemption) -> LoyaltyError | None:
    """Decide one redemption as if it came alone after those before it; None: it stands."""
    quoted = world.quotes.get(asked.quote_id)
    if quoted is None or quoted.member_id != asked.member_id:
        return errors.UnknownQuote()
    if quoted.redeemed or quoted.id in world.done:
        return None
    return _refusal(world, asked, quoted) or _accept(world, asked, quoted)


def _refusal(world: World, asked: NewRedemption, quoted: Quoted) -> LoyaltyError | None:
    if asked.at >= quoted.ends_at:
        return errors.QuoteEnded(ended_at=quoted.ends_at)
    if world.left.get(quoted.reward_id, 1) <= 0:
        return errors.SoldOut()
    taken = world.taken.get((quoted.reward_id, quoted.member_id), 0)
    if quoted.limit is not None and taken >= quoted.limit:
        return errors.LimitReached(limit=quoted.limit)
    return None


def _accept(world: World, asked: NewRedemption, quoted: Quoted) -> LoyaltyError | None:
    funds = _funds(world, quoted)
    if quoted.source == "purse" and quoted.member_id not in {one.member_id for one in funds}:
        return families.NotInFamily()
    if not _may_receive(world, quoted):
        return errors.StrangeRecipient()
    balance = sum(held.points for one in funds for held in world.held[one.wallet_id])
    if balance < quoted.points:
        kind = errors.Short if quoted.source == "wallet" else errors.PurseShrank
        return kind(missing=quoted.points - balance, balance=balance)
    slices = _drawn(world, quoted, funds)
    for one in funds:
        world.held[one.wallet_id] = ledger.without(world.held[one.wallet_id], slices)
    owners = {one.wallet_id: one.member_id for one in funds}
    paid: dict[UUID, list[ledger.Slice]] = defaultdict(list)
    for drawn in slices:
        paid[owners[drawn.held.wallet_id]].append(drawn)
    world.accepted.append(
        Accepted(asked, quoted, tuple((owner, tuple(part)) for owner, part in paid.items()))
    )
    _count(world, quoted)
    return None


def _may_receive(world: World, quoted: Quoted) -> bool:
    """Whether the recipient still sits where the buyer does: a quote outlives a family (RL-6)."""
    if quoted.recipient_id == quoted.member_id:
        return True
    seats = {one.member_id: one.family_id for one in world.funds}
    family_id = seats.get(quoted.member_id)
    return family_id is not None and family_id == seats.get(quoted.recipient_id)


def _funds(world: World, quoted: Quoted) -> list[Fund]:
    if quoted.source == "purse":
        return [
            one for one in world.funds if one.kind == "share" and one.family_id == quoted.family_id
        ]
    return [
        one for one in world.funds if one.kind == "personal" and one.member_id == quoted.member_id
    ]


def _drawn(world: World, quoted: Quoted, funds: list[Fund]) -> list[ledger.Slice]:
    if quoted.source == "wallet":
        return ledger.draw(world.held[funds[0].wallet_id], quoted.points)
    shares = [
        families.Share(one.member_id, one.joined_at, tuple(world.held[one.wallet_id]))
        for one in funds
        if one.joined_at
    ]
    return families.draw(shares, quoted.points)


def _count(world: World, quoted: Quoted) -> None:
    world.done.add(quoted.id)
    if quoted.limit is not None:
        key = quoted.reward_id, quoted.member_id
        world.taken[key] = world.taken.get(key, 0) + 1
    if quoted.reward_id in world.left:
        world.left[quoted.reward_id] -= 1
        world.sold[quoted.reward_id] += 1
