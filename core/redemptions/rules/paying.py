"""Which wallets pay a price, and with which lots: a member's own wallet or a family's purse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from core import families, ledger
from core.redemptions.answers import SOURCES, Source
from core.redemptions.errors import UnknownSource


@dataclass(frozen=True, slots=True)
class PayingWallet:
    """A wallet that may pay: a member's own, or their share in a family's purse."""

    wallet_id: int
    member_id: UUID
    family_id: UUID | None
    """of a share: the family in which its member sits"""
    joined_at: datetime | None
    """of a share: since when"""


def checked_source(source: str) -> Source:
    """Where the points are to come from; raises UnknownSource."""
    for known in SOURCES:
        if source == known:
            return known
    raise UnknownSource(source=source)


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
