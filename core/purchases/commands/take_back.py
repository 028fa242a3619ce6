"""Writes what a refund takes back: the claw-back, the debt, the budgets, the row and the notice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

import orjson

from core import db, ledger, merchants, notifications
from core.purchases import rules


@dataclass(frozen=True, slots=True)
class Refunded:
    """What a merchant is told: `points` is the whole fall, of which `clawed_back` was found.

    points = clawed_back + debt + what had expired unspent.
    """

    refund: str
    points: int
    clawed_back: int
    debt: int
    balance: int
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """Where the points of a refund come from."""

    slices: list[ledger.Slice]
    expired: int
    debt: int

    @property
    def points(self) -> int:
        """By how much the purchase's points fell."""
        return ledger.total(self.slices) + self.expired + self.debt


@dataclass(frozen=True, slots=True)
class RefundedPurchase:
    """The purchase that is refunded, with the terms by which it earned."""

    id: UUID
    merchant_id: UUID
    merchant_name: str
    receipt: str
    member_id: UUID
    items: tuple[rules.Item, ...]
    terms: rules.Terms


@dataclass(frozen=True, slots=True)
class NewRefund:
    """A refund that was decided, about to be written; `lines` in fen, one a line."""

    name: str
    lines: Sequence[int]
    fingerprint: str
    at: datetime


async def write(
    purchase: RefundedPurchase,
    refund: NewRefund,
    taken: Taken,
    held: Sequence[ledger.Held],
    *,
    today: date,
) -> Refunded:
    """Write one refund in the caller's transaction; the budgets and the member are locked."""
    clawed_back = ledger.total(taken.slices)
    numbers = await ledger.locked.numbers(lots=0, entries=1, refunds=1)
    refund_id, entry_id = numbers.refunds[0], numbers.entries[0]
    left = ledger.without(held, taken.slices)
    answer = Refunded(
        refund=refund.name,
        points=taken.points,
        clawed_back=clawed_back,
        debt=taken.debt,
        balance=sum(one.points for one in left if one.expires_on >= today),
    )
    await _row(purchase, refund, taken, refund_id, answer)
    if clawed_back:
        await ledger.locked.post(_posting(purchase, taken, entry_id, refund_id, refund.at))
        await _release(taken)
    if taken.debt:
        await ledger.locked.owe(
            member_id=purchase.member_id,
            merchant_id=purchase.merchant_id,
            refund_id=refund_id,
            points=taken.debt,
            at=refund.at,
        )
    if clawed_back or taken.debt:
        owed = sum(one.points for one in await ledger.owed(purchase.member_id))
        notice = _notice(purchase, refund_id, answer, owed=owed, at=refund.at)
        await notifications.put([notice], at=refund.at)
    return answer


async def _row(
    purchase: RefundedPurchase, refund: NewRefund, taken: Taken, refund_id: int, answer: Refunded
) -> None:
    stored = asdict(answer)
    del stored["replayed"]
    await db.connection().execute(
        """INSERT INTO refund (id, purchase_id, name, amount_fen, lines, fingerprint, points,
                               expired, at, answer)
           VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10::jsonb)""",
        refund_id,
        purchase.id,
        refund.name,
        sum(refund.lines),
        orjson.dumps(list(refund.lines)).decode(),
        refund.fingerprint,
        taken.points,
        taken.expired,
        refund.at,
        orjson.dumps(stored).decode(),
    )


def _posting(
    purchase: RefundedPurchase, taken: Taken, entry_id: int, refund_id: int, at: datetime
) -> ledger.Posting:
    entry = ledger.NewEntry(
        id=entry_id,
        kind="claw_back",
        member_id=purchase.member_id,
        points=ledger.total(taken.slices),
        at=at,
        purchase_id=purchase.id,
        refund_id=refund_id,
    )
    moves = [ledger.move(entry_id, one, ledger.CLAWED_BACK) for one in taken.slices]
    return ledger.Posting(entries=[entry], moves=moves)


async def _release(taken: Taken) -> None:
    """What is clawed back no longer weighs on the budget of the lot's issuer."""
    freed_fen: dict[UUID, int] = defaultdict(int)
    for one in taken.slices:
        freed_fen[one.held.merchant_id] += one.points * one.held.cost_fen
    await merchants.locked.change_budgets(
        {
            merchant: merchants.BudgetChange(reserve_fen=-fen, spend_fen=0)
            for merchant, fen in freed_fen.items()
        }
    )


def _notice(
    purchase: RefundedPurchase, refund_id: int, answer: Refunded, *, owed: int, at: datetime
) -> notifications.NewNotice:
    return notifications.NewNotice(
        key=f"purchases-clawed-back:{refund_id}",
        member_id=purchase.member_id,
        code="purchases-clawed-back",
        facts={
            "points": answer.clawed_back,
            "merchant": purchase.merchant_name,
            "balance": answer.balance,
            "debt": owed,
        },
        due_at=at,
    )
