"""The answers of commands and queries about redemptions, and the format of voucher codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from core import catalog, families, keys, members

Source = Literal["wallet", "purse"]
SOURCES: tuple[Source, ...] = ("wallet", "purse")

CODE_SIZE = 12
CODE_BITS = 5 * CODE_SIZE
"""60 random bits, so that nobody guesses a code within its life."""


@dataclass(frozen=True)
class Quote:
    """A price that holds until `ends_at`; `balance` is the payer's balance at that moment.

    `would_pay` says whose points would pay if nothing moved meanwhile, most first.
    """

    id: UUID
    reward: catalog.Reward
    points: int
    source: Source
    balance: int
    family_name: str | None
    recipient_id: UUID
    recipient_name: str
    would_pay: tuple[PaidBy, ...]
    ends_at: datetime


@dataclass(frozen=True)
class Voucher:
    """A voucher as the merchant sees it; `ends_on` is its last usable day."""

    code: str
    redemption_id: UUID
    title: catalog.Texts
    kind: str
    points: int
    cash_fen: int
    delivery: str
    how_to_redeem: catalog.Texts
    merchant_id: UUID
    merchant_name: str
    member_id: UUID
    redeemed_at: datetime
    ends_on: date
    verified_at: datetime | None
    till: str | None

    @property
    def spoken(self) -> str:
        """The code as people read it: XXXX-XXXX-XXXX."""
        return format_code(self.code)

    def open(self, today: date) -> bool:
        """Whether it can still be shown."""
        return self.verified_at is None and today <= self.ends_on


@dataclass(frozen=True)
class PaidBy:
    """A member who paid, and their points."""

    member_id: UUID
    name: str
    points: int


@dataclass(frozen=True)
class Redeemed(keys.Answer):
    """A redemption and its payers, most points first; every repetition gets the same.

    The stored answer also keeps the `language` that the member had, and the number in
    `seats` that each payer had in a family; what is read back from the rows has neither.
    """

    redemption_id: UUID
    reward_id: UUID
    version: int
    points: int
    source: Source
    member_id: UUID
    member_name: str
    recipient_id: UUID
    recipient_name: str
    redeemed_at: datetime
    paid_by: tuple[PaidBy, ...]
    voucher: Voucher
    language: str | None = None
    seats: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Verified(keys.Answer):
    """A voucher that a till has taken."""

    code: str
    redemption_id: UUID
    reward_id: UUID
    version: int
    title: catalog.Texts
    points: int
    cash_fen: int
    verified_at: datetime
    till: str | None


@dataclass(frozen=True)
class Means:
    """A member's means of payment: their wallet, and the purse of their family.

    `room` is what they may still put into the family this month.
    """

    wallet: int
    family: families.FamilyView | None
    room: int = 0

    @property
    def most(self) -> int:
        """The points of the fuller of the two."""
        return max(self.wallet, self.family.purse if self.family else 0)

    def pays(self, price: int) -> bool:
        """Whether the family could pay it."""
        return self.family is not None and self.family.purse >= price

    def fills(self, price: int) -> int:
        """The points missing in the purse for a price, if the member can contribute them; or 0."""
        missing = max(0, price - self.family.purse) if self.family else 0
        return missing if missing <= min(self.wallet, self.room) else 0


def code_of(bits: int) -> str:
    """The voucher code of so many random bits (CODE_BITS); each of 32 letters takes five."""
    return "".join(members.ALPHABET[bits >> 5 * place & 31] for place in range(CODE_SIZE))


def parse_code(text: str) -> str | None:
    """The voucher code in what somebody typed or scanned; None where it cannot be one."""
    code = members.typed(text)
    return code if len(code) == CODE_SIZE and set(code) <= set(members.ALPHABET) else None


def format_code(code: str) -> str:
    """XXXX-XXXX-XXXX: how a voucher code is shown."""
    return "-".join(code[start : start + 4] for start in range(0, CODE_SIZE, 4))
