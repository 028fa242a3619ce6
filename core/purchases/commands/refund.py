"""Refunds of purchases: points are recomputed for what remains, the difference is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from core import db, ledger, members, merchants
from core.errors import KeyReused
from core.program import Program
from core.purchases import errors, rules
from core.purchases.commands.take_back import (
    NewRefund,
    Refunded,
    RefundedPurchase,
    Taken,
    write,
)
from core.purchases.rules import RefundLine


@db.command
async def refund(
    program: Program,
    *,
    merchant_id: UUID,
    receipt: str,
    refund: str,
    at: datetime,
    amount_fen: int | None = None,
    items: Sequence[RefundLine] | None = None,
) -> Refunded:
    """Take back the points of money given back, by `items` or else by `amount_fen`.

    Never from another member: what cannot be found is the member's debt to this merchant. The same
    refund id with the same content is answered with what was stored. Raises UnknownPurchase,
    UnknownLine, RefundExceedsPurchase, KeyReused.
    """
    purchase = await _purchase(merchant_id, receipt)
    held = await _lock(purchase)
    mark = rules.fingerprint(
        amount_fen, items and sorted((one.line, one.amount_fen) for one in items)
    )
    earlier = await _refunds(purchase)
    if refund in earlier:
        return _replay(earlier[refund], mark)
    remaining = rules.what_remains(
        purchase.items, [orjson.loads(one["lines"]) for one in earlier.values()]
    )
    lines = _lines(remaining, amount_fen, items)
    before = rules.earned(purchase.terms, remaining)
    after = rules.earned(purchase.terms, rules.what_remains(remaining, [lines]))
    today = ledger.today(program, at)
    already_expired = sum(one["expired"] for one in earlier.values())
    taken = _take(
        purchase,
        held,
        {kind: n - after.components.get(kind, 0) for kind, n in before.components.items()},
        points=before.points - after.points,
        expired=await ledger.locked.expired_of(purchase.id) - already_expired,
        today=today,
    )
    new = NewRefund(name=refund, lines=lines, fingerprint=mark, at=at)
    return await write(purchase, new, taken, held, today=today)


async def _purchase(merchant_id: UUID, receipt: str) -> RefundedPurchase:
    row = await db.connection().fetchrow(
        """SELECT p.id, p.member_id, p.items, p.terms, m.name
           FROM purchase p JOIN merchant m ON m.id = p.merchant_id
           WHERE p.merchant_id = $1 AND p.receipt = $2""",
        merchant_id,
        receipt,
    )
    if row is None:
        raise errors.UnknownPurchase(receipt=receipt)
    return RefundedPurchase(
        id=row["id"],
        merchant_id=merchant_id,
        merchant_name=row["name"],
        receipt=receipt,
        member_id=row["member_id"],
        items=tuple(rules.Item.from_json(item) for item in orjson.loads(row["items"])),
        terms=rules.Terms.from_json(orjson.loads(row["terms"])),
    )


async def _lock(purchase: RefundedPurchase) -> list[ledger.Held]:
    """Lock the budgets of every issuer that may be concerned, then the member; read after that.

    Which issuers are concerned is only known from the member's lots, so they are looked up first;
    an issuer that turned up in between means that the look-up is done again.
    """
    held = await ledger.locked.held_by(purchase.member_id)
    issuers = {purchase.merchant_id, *(one.merchant_id for one in held)}
    await merchants.locked.lock_budgets(issuers)
    await members.locked.lock([purchase.member_id])
    held = await ledger.locked.held_by(purchase.member_id)
    if not {one.merchant_id for one in held} <= issuers:
        raise db.TryAgain("an issuer turned up between the look-up and the lock")
    return held


async def _refunds(purchase: RefundedPurchase) -> dict[str, Mapping[str, Any]]:
    rows = await db.connection().fetch(
        """SELECT name, lines, fingerprint, points, expired, answer FROM refund
           WHERE purchase_id = $1 ORDER BY id""",
        purchase.id,
    )
    return {row["name"]: dict(row) for row in rows}


def _replay(stored: Mapping[str, Any], mark: str) -> Refunded:
    if stored["fingerprint"] != mark:
        raise KeyReused(refund=stored["name"])
    return Refunded(**orjson.loads(stored["answer"]), replayed=True)


def _lines(
    remaining: Sequence[rules.Item], amount_fen: int | None, items: Sequence[RefundLine] | None
) -> list[int]:
    """Fen given back on each line; raises RefundExceedsPurchase or UnknownLine."""
    left = [item.amount_fen for item in remaining]
    if items is None:
        assert amount_fen is not None, "the face asks for one of the two"
        if amount_fen > sum(left):
            raise errors.RefundExceedsPurchase(remaining_fen=sum(left), asked_fen=amount_fen)
        return rules.spread(amount_fen, left)
    lines = [0] * len(left)
    for one in items:
        if not 1 <= one.line <= len(left):
            raise errors.UnknownLine(line=one.line, lines=len(left))
        lines[one.line - 1] += one.amount_fen
    for place, (asked, most) in enumerate(zip(lines, left, strict=True), start=1):
        if asked > most:
            raise errors.RefundExceedsPurchase(remaining_fen=most, asked_fen=asked, line=place)
    return lines


def _take(
    purchase: RefundedPurchase,
    held: Sequence[ledger.Held],
    by_component: Mapping[str, int],
    *,
    points: int,
    expired: int,
    today: date,
) -> Taken:
    """The purchase's own lots, then what of it expired, then the member's other lots, then debt.

    Of the own lots each component gives back its own fall first; of the others the personal wallet
    comes before the share, and what has lapsed is not the member's any more.
    """
    own = ledger.in_paying_order(one for one in held if one.purchase_id == purchase.id)
    slices: list[ledger.Slice] = []
    for component, fallen in by_component.items():
        most = min(fallen, points - ledger.total(slices))
        slices += ledger.draw([one for one in own if one.component == component], most)
    slices += ledger.draw(ledger.without(own, slices), points - ledger.total(slices))
    counted = min(points - ledger.total(slices), expired)
    others = [one for one in held if one.purchase_id != purchase.id and one.expires_on >= today]
    personal_first = sorted(
        ledger.in_paying_order(others), key=lambda one: one.wallet_kind != "personal"
    )
    slices += ledger.draw(personal_first, points - ledger.total(slices) - counted)
    return Taken(slices, counted, points - ledger.total(slices) - counted)
