"""Decides a batch of redemptions in order of arrival: no statements here, only what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
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

    @property
    def is_gift(self) -> bool:
        """Whether somebody else of the family is to have the voucher."""
        return self.recipient_id != self.member_id


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
    wallets: dict[UUID, Fund]
    """each member's own"""
    purses: dict[UUID, list[Fund]]
    """the shares of each family"""
    payable: dict[int, ledger.Payable]
    """by wallet, at least what the batch asks of it"""
    left: dict[UUID, int]
    """of rewards whose stock has an end"""
    taken: dict[tuple[UUID, UUID], int]
    """how often (reward, member) was redeemed, where there is a limit"""
    together: set[tuple[UUID, UUID]]
    """(member, recipient) of gifts, where both sit in one family now"""
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
    funds = paying(quoted, wallets=world.wallets, purses=world.purses)
    if quoted.source == "purse" and quoted.member_id not in {one.member_id for one in funds}:
        return families.NotInFamily()
    if quoted.is_gift and (quoted.member_id, quoted.recipient_id) not in world.together:
        return errors.RecipientOutsideFamily()  # a quote outlives a family (RL-6)
    funds = [one for one in funds if one.wallet_id in world.payable]
    balance = sum(world.payable[one.wallet_id].balance for one in funds)
    if balance < quoted.points:
        kind = errors.NotEnoughPoints if quoted.source == "wallet" else errors.PurseShrank
        return kind(missing=quoted.points - balance, balance=balance)
    parts: dict[int, list[ledger.Slice]] = defaultdict(list)
    for drawn in _drawn(world, quoted, funds):
        parts[drawn.held.wallet_id].append(drawn)
    for wallet_id, slices in parts.items():
        world.payable[wallet_id].less(slices)
    owners = {one.wallet_id: one.member_id for one in funds}
    paid = tuple((owners[wallet_id], tuple(slices)) for wallet_id, slices in parts.items())
    world.accepted.append(Accepted(asked, quoted, paid))
    _count(world, quoted)
    return None


def paying(
    quoted: Quoted, *, wallets: Mapping[UUID, Fund], purses: Mapping[UUID, list[Fund]]
) -> list[Fund]:
    """The wallets from which a quote is paid."""
    if quoted.family_id:
        return purses.get(quoted.family_id, [])
    return [wallets[quoted.member_id]] if quoted.member_id in wallets else []


def _drawn(world: World, quoted: Quoted, funds: list[Fund]) -> list[ledger.Slice]:
    if quoted.source == "wallet":
        return ledger.draw(world.payable[funds[0].wallet_id].held, quoted.points)
    lying = [(one, world.payable[one.wallet_id]) for one in funds]
    shares = [
        families.Share(one.member_id, one.joined_at, share.balance, share.held)
        for one, share in lying
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
