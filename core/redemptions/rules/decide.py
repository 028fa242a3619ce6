"""Decides a batch of redemptions in their order of arrival, from rows read under the locks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from core import families, ledger
from core.errors import LoyaltyError
from core.program import Program
from core.redemptions import errors
from core.redemptions.answers import Source


@dataclass(frozen=True, slots=True)
class NewRedemption:
    """A quote that a member confirms; `notified`: the caller notifies the member of the outcome."""

    quote_id: UUID
    member_id: UUID
    at: datetime
    notified: bool = False


@dataclass(frozen=True, slots=True)
class StoredQuote:
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
    made_at: datetime
    ends_at: datetime
    redeemed: bool

    @property
    def is_gift(self) -> bool:
        """Whether the voucher is for another member of the family."""
        return self.recipient_id != self.member_id


@dataclass(frozen=True, slots=True)
class PayingWallet:
    """A wallet that may pay: a member's own, or their share in a family's purse."""

    wallet_id: int
    member_id: UUID
    family_id: UUID | None
    """of a share: the family in which its member sits"""
    joined_at: datetime | None
    """of a share: since when"""


@dataclass(frozen=True, slots=True)
class AcceptedRedemption:
    """A redemption that will be written, the lots that pay for it by owner, and its voucher."""

    request: NewRedemption
    quote: StoredQuote
    paid: Mapping[UUID, list[ledger.Slice]]
    code: str
    ends_on: date
    """the voucher's last usable day"""


@dataclass
class RedemptionBatch:
    """The rows read under the locks, and the batch's own decisions since."""

    program: Program
    quotes: dict[UUID, StoredQuote]
    wallets: dict[UUID, PayingWallet]
    """each member's own"""
    purses: dict[UUID, list[PayingWallet]]
    """the shares of each family"""
    payable: dict[int, ledger.Payable]
    """by wallet, at least what the batch asks of it"""
    stock_left: dict[UUID, int]
    """of rewards whose stock has an end"""
    times_redeemed: dict[tuple[UUID, UUID], int]
    """how often (reward, member) was redeemed, where there is a limit"""
    in_one_family: set[tuple[UUID, UUID]]
    """(member, recipient) of gifts, where both sit in one family now"""
    accepted: dict[UUID, AcceptedRedemption] = field(default_factory=dict)
    """by quote"""
    sold: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))


def decide(
    batch: RedemptionBatch, request: NewRedemption, *, code: str
) -> AcceptedRedemption | LoyaltyError | None:
    """Decide one redemption as if it came alone after those before it.

    `code` is the code of the voucher that it yields if it is accepted. None: the quote was redeemed
    before, so there is nothing to write.
    """
    quote = batch.quotes.get(request.quote_id)
    if quote is None or quote.member_id != request.member_id:
        return errors.UnknownQuote()
    if quote.redeemed or quote.id in batch.accepted:
        return None
    # A clock may go back between two acts; what follows from a quote is never before it.
    request = replace(request, at=max(request.at, quote.made_at))
    return _refusal(batch, request, quote) or _accept(batch, request, quote, code)


def _refusal(
    batch: RedemptionBatch, request: NewRedemption, quote: StoredQuote
) -> LoyaltyError | None:
    if request.at >= quote.ends_at:
        return errors.QuoteEnded(ended_at=quote.ends_at)
    if batch.stock_left.get(quote.reward_id, 1) <= 0:
        return errors.SoldOut()
    times = batch.times_redeemed.get((quote.reward_id, quote.member_id), 0)
    if quote.limit is not None and times >= quote.limit:
        return errors.LimitReached(limit=quote.limit)
    return None


def _accept(
    batch: RedemptionBatch, request: NewRedemption, quote: StoredQuote, code: str
) -> AcceptedRedemption | LoyaltyError:
    wallets = wallets_of(quote, wallets=batch.wallets, purses=batch.purses)
    if quote.source == "purse" and quote.member_id not in {wallet.member_id for wallet in wallets}:
        return families.NotInFamily()
    if quote.is_gift and (quote.member_id, quote.recipient_id) not in batch.in_one_family:
        return errors.RecipientOutsideFamily()  # a quote outlives a family (RL-6)
    balance = sum(
        batch.payable[wallet.wallet_id].balance
        for wallet in wallets
        if wallet.wallet_id in batch.payable
    )
    if balance < quote.points:
        refusal = errors.NotEnoughPoints if quote.source == "wallet" else errors.PurseShrank
        return refusal(missing=quote.points - balance, balance=balance)
    parts = draw(quote.source, wallets, batch.payable, quote.points)
    for wallet, slices in parts.items():
        batch.payable[wallet.wallet_id].less(slices)
    paid = {wallet.member_id: slices for wallet, slices in parts.items()}
    ends_on = ledger.today(batch.program, request.at) + timedelta(days=quote.voucher_days)
    accepted = AcceptedRedemption(request, quote, paid, code, ends_on)
    batch.accepted[quote.id] = accepted
    _count(batch, quote)
    return accepted


def wallets_of(
    quote: StoredQuote,
    *,
    wallets: Mapping[UUID, PayingWallet],
    purses: Mapping[UUID, list[PayingWallet]],
) -> list[PayingWallet]:
    """The wallets from which a quote is paid."""
    if quote.family_id:
        return purses.get(quote.family_id, [])
    return [wallets[quote.member_id]] if quote.member_id in wallets else []


def draw(
    source: Source,
    wallets: Sequence[PayingWallet],
    payable: Mapping[int, ledger.Payable],
    points: int,
) -> dict[PayingWallet, list[ledger.Slice]]:
    """The lots that pay a price, by wallet: the member's own, or shares by the family's rule.

    The balance must have been checked. `payable` is by wallet id; empty wallets are not there.
    """
    if source == "wallet":
        slices = ledger.draw(payable[wallets[0].wallet_id].held, points)
    else:
        shares = [
            families.Share(wallet.member_id, wallet.joined_at, share.balance, share.held)
            for wallet in wallets
            if (share := payable.get(wallet.wallet_id)) and wallet.joined_at
        ]
        slices = families.draw(shares, points)
    by_id = {wallet.wallet_id: wallet for wallet in wallets}
    parts: dict[PayingWallet, list[ledger.Slice]] = defaultdict(list)
    for part in slices:
        parts[by_id[part.held.wallet_id]].append(part)
    return parts


def _count(batch: RedemptionBatch, quote: StoredQuote) -> None:
    if quote.limit is not None:
        key = quote.reward_id, quote.member_id
        batch.times_redeemed[key] = batch.times_redeemed.get(key, 0) + 1
    if quote.reward_id in batch.stock_left:
        batch.stock_left[quote.reward_id] -= 1
        batch.sold[quote.reward_id] += 1
