"""Decides a refund: points are recomputed for remaining items; the difference is clawed back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from core import ledger
from core.purchases import errors
from core.purchases.answers import Item, Terms
from core.purchases.rules.purchase import RefundLine, earned


@dataclass(frozen=True, slots=True)
class EarlierRefund:
    """A stored refund: fen given back on each line, and points of it that had expired."""

    lines: Sequence[int]
    expired: int


@dataclass(frozen=True, slots=True)
class RefundedPurchase:
    """The purchase that is refunded, with the terms by which it earned."""

    id: UUID
    merchant_id: UUID
    merchant_name: str
    receipt: str
    member_id: UUID
    items: tuple[Item, ...]
    terms: Terms


@dataclass(frozen=True, slots=True)
class RefundBatch:
    """The rows read under the locks to decide one refund."""

    purchase: RefundedPurchase
    earlier: Sequence[EarlierRefund]
    held: Sequence[ledger.Held]
    """all that the member holds"""
    expired: int
    """points of the purchase's lots that expired unspent"""
    today: date


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The fen given back, line by line, and the sources of the points taken back."""

    lines: list[int]
    slices: list[ledger.Slice]
    expired: int
    debt: int

    @property
    def clawed_back(self) -> int:
        """The points that were found among the member's lots."""
        return ledger.total(self.slices)

    @property
    def points(self) -> int:
        """By how much the purchase's points fell."""
        return self.clawed_back + self.expired + self.debt


def decide(
    batch: RefundBatch, *, amount_fen: int | None, items: Sequence[RefundLine] | None
) -> TakenBack:
    """The claw-back for money given back by `items`, or else by `amount_fen`.

    Raises RefundExceedsPurchase or UnknownLine.
    """
    terms = batch.purchase.terms
    remaining = what_remains(batch.purchase.items, [refund.lines for refund in batch.earlier])
    lines = _lines(remaining, amount_fen, items)
    before = earned(terms, remaining)
    after = earned(terms, what_remains(remaining, [lines]))
    fallen = {
        component: points - after.components.get(component, 0)
        for component, points in before.components.items()
    }
    return _take(batch, lines, fallen, points=before.points - after.points)


def _lines(
    remaining: Sequence[Item], amount_fen: int | None, items: Sequence[RefundLine] | None
) -> list[int]:
    """Fen given back on each line."""
    left = [item.amount_fen for item in remaining]
    if items is None:
        assert amount_fen is not None, "the face asks for one of the two"
        if amount_fen > sum(left):
            raise errors.RefundExceedsPurchase(remaining_fen=sum(left), asked_fen=amount_fen)
        return spread(amount_fen, left)
    lines = [0] * len(left)
    for item in items:
        if not 1 <= item.line <= len(left):
            raise errors.UnknownLine(line=item.line, lines=len(left))
        lines[item.line - 1] += item.amount_fen
    for line, (wanted, most) in enumerate(zip(lines, left, strict=True), start=1):
        if wanted > most:
            raise errors.RefundExceedsPurchase(remaining_fen=most, asked_fen=wanted, line=line)
    return lines


def _take(
    batch: RefundBatch, lines: list[int], fallen: Mapping[str, int], *, points: int
) -> TakenBack:
    """The purchase's own lots, then its expired points, then the member's other lots, then debt.

    Of the own lots each component gives back its own fall first; of the others the personal wallet
    comes before the share, and what has lapsed is not the member's any more.
    """
    purchase_id = batch.purchase.id
    own = ledger.in_paying_order(held for held in batch.held if held.purchase_id == purchase_id)
    slices: list[ledger.Slice] = []
    for component, fall in fallen.items():
        most = min(fall, points - ledger.total(slices))
        slices += ledger.draw([held for held in own if held.component == component], most)
    slices += ledger.draw(ledger.without(own, slices), points - ledger.total(slices))
    # Earlier refunds have counted some of what expired; it is not to be counted twice.
    uncounted = batch.expired - sum(refund.expired for refund in batch.earlier)
    expired = min(points - ledger.total(slices), uncounted)
    others = [
        held
        for held in batch.held
        if held.purchase_id != purchase_id and held.expires_on >= batch.today
    ]
    personal_first = sorted(
        ledger.in_paying_order(others), key=lambda held: held.wallet_kind != "personal"
    )
    slices += ledger.draw(personal_first, points - ledger.total(slices) - expired)
    return TakenBack(lines, slices, expired, points - ledger.total(slices) - expired)


def spread(amount_fen: int, remaining: Sequence[int]) -> list[int]:
    """Share a refund over lines by what remains of them, largest remainder first (Hare)."""
    whole = sum(remaining)
    shares = [amount_fen * fen // whole for fen in remaining]
    by_remainder = sorted(
        range(len(remaining)), key=lambda line: (-(amount_fen * remaining[line] % whole), line)
    )
    for line in by_remainder[: amount_fen - sum(shares)]:
        shares[line] += 1
    return shares


def what_remains(items: Sequence[Item], given_back: Iterable[Sequence[int]]) -> list[Item]:
    """The items with what earlier refunds left of their amounts."""
    left = [item.amount_fen for item in items]
    for lines in given_back:
        left = [fen - back for fen, back in zip(left, lines, strict=True)]
    return [replace(item, amount_fen=fen) for item, fen in zip(items, left, strict=True)]
