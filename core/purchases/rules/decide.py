"""Decides a batch of purchases in their order of arrival, from rows read under the locks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from core import catalog, compliance, families, ledger, members, merchants
from core.errors import KeyReused, LoyaltyError
from core.program import Program
from core.purchases import errors
from core.purchases.answers import Component, LiveEvent, Recorded, Terms
from core.purchases.rules import purchase as rules
from core.purchases.rules.purchase import NewPurchase


@dataclass(frozen=True, slots=True)
class StoredPurchase:
    """A purchase stored under a receipt already, with its answer."""

    fingerprint: str
    answer: Recorded


@dataclass(frozen=True, slots=True)
class AcceptedPurchase:
    """A purchase that will be written."""

    purchase: NewPurchase
    member: members.Member
    fingerprint: str
    terms: Terms
    answer: Recorded
    repaid: tuple[tuple[int, int], ...]
    """(debt id, points)"""
    contributed: int
    """points that go on into the member's share in their family"""


@dataclass
class PurchaseBatch:
    """The rows read under the locks, and the batch's own decisions since."""

    program: Program
    stored: dict[tuple[UUID, str], StoredPurchase]
    """by merchant and receipt"""
    headroom_fen: dict[UUID, int]
    rates: Mapping[UUID, Sequence[merchants.Rate]]
    events: Sequence[catalog.Multiplier]
    standings: dict[UUID, ledger.Standing]
    spent_codes: set[str]
    contributing: dict[UUID, families.Contributing]
    accepted: list[AcceptedPurchase] = field(default_factory=list)
    codes: dict[str, UUID] = field(default_factory=dict)
    """codes that accepted purchases spend, with their members"""
    earned_fen: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    repaid_fen: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))


def decide(
    batch: PurchaseBatch,
    purchase: NewPurchase,
    member: members.Member | None,
    *,
    purchase_id: UUID,
) -> Recorded | LoyaltyError:
    """Answer one purchase as if it came alone after those before it.

    `purchase_id` is the id that it gets if it is accepted.
    """
    if purchase.merchant_id not in batch.rates:
        return merchants.UnknownMerchant()
    if member is None:
        return members.UnknownMember()
    fingerprint = rules.fingerprint(
        str(member.id),
        purchase.amount_fen,
        purchase.channel,
        rules.as_stored(purchase.items),
    )
    # A repeat is answered before anything is refused: its code is spent and its day may be over.
    stored = batch.stored.get((purchase.merchant_id, purchase.receipt))
    if stored is not None:
        if stored.fingerprint != fingerprint:
            return KeyReused(receipt=purchase.receipt)
        return replace(stored.answer, replayed=True)
    earned_on = ledger.today(batch.program, purchase.occurred_at)
    ends_on = ledger.last_usable_day(batch.program.expiry, earned_on)
    refusal = (
        _code_refusal(batch, purchase.code())
        or _items_refusal(purchase)
        or _time_refusal(batch.program, purchase, ends_on)
    )
    if refusal is not None:
        return refusal
    return _accept(
        batch, purchase, member, fingerprint=fingerprint, purchase_id=purchase_id, ends_on=ends_on
    )


def _code_refusal(batch: PurchaseBatch, reference: members.ByCode | None) -> LoyaltyError | None:
    if reference is None:
        return None
    if reference.ended:
        return members.CodeEnded()
    if reference.code in batch.spent_codes or reference.code in batch.codes:
        return members.CodeSpent()
    return None


def _items_refusal(purchase: NewPurchase) -> LoyaltyError | None:
    total = sum(item.amount_fen for item in purchase.items)
    if total != purchase.amount_fen:
        return errors.ItemsDoNotAddUp(amount_fen=purchase.amount_fen, items_fen=total)
    return None


def _time_refusal(program: Program, purchase: NewPurchase, ends_on: date) -> LoyaltyError | None:
    if purchase.occurred_at > purchase.at + rules.AHEAD_MAX:
        return errors.PurchaseInFuture(minutes=rules.AHEAD_MAX // timedelta(minutes=1))
    if purchase.at - purchase.occurred_at > timedelta(days=program.purchases.max_age_days):
        return errors.PurchaseTooOld(days=program.purchases.max_age_days)
    if ends_on < ledger.today(program, purchase.at):
        return errors.BornExpired(expires_on=ends_on)
    return None


def _accept(
    batch: PurchaseBatch,
    purchase: NewPurchase,
    member: members.Member,
    *,
    fingerprint: str,
    purchase_id: UUID,
    ends_on: date,
) -> Recorded | LoyaltyError:
    terms = _terms(batch, purchase)
    earned = rules.earned(terms, purchase.items)
    points = earned.points
    cost_fen = points * terms.cost_fen
    headroom_fen = batch.headroom_fen.get(purchase.merchant_id, 0)
    if not compliance.within_budget(cost_fen, headroom_fen):
        return merchants.BudgetExhausted(needed_fen=cost_fen, headroom_fen=headroom_fen)
    standing = batch.standings.setdefault(member.id, ledger.Standing(None, 0, []))
    repaid = _repay(standing, points)
    debt_repaid = sum(part for _, part in repaid)
    contributed = _contribute(batch, member.id, points - debt_repaid)
    standing.balance += points - debt_repaid
    # Points that repay a debt leave circulation at once, so their cost is free to be issued again.
    batch.headroom_fen[purchase.merchant_id] = (
        headroom_fen - cost_fen + debt_repaid * terms.cost_fen
    )
    batch.earned_fen[purchase.merchant_id] += cost_fen
    batch.repaid_fen[purchase.merchant_id] += debt_repaid * terms.cost_fen
    answer = Recorded(
        purchase_id=purchase_id,
        member_id=member.id,
        receipt=purchase.receipt,
        points=points,
        components=tuple(Component(kind, n, ends_on) for kind, n in earned.components.items()),
        trimmed=earned.trimmed,
        debt_repaid=debt_repaid,
        balance=standing.balance,
    )
    batch.stored[purchase.merchant_id, purchase.receipt] = StoredPurchase(fingerprint, answer)
    if reference := purchase.code():
        batch.codes[reference.code] = member.id
    batch.accepted.append(
        AcceptedPurchase(purchase, member, fingerprint, terms, answer, repaid, contributed)
    )
    return answer


def _terms(batch: PurchaseBatch, purchase: NewPurchase) -> Terms:
    """The versions in force when the purchase happened."""
    rates = batch.rates[purchase.merchant_id]
    rate = merchants.rate_at(rates, purchase.occurred_at).points_per_yuan
    live = [
        LiveEvent(
            event.event_id, event.starts_at, event.multiplier, tuple(sorted(event.categories))
        )
        for event in batch.events
        if event.merchant_id == purchase.merchant_id and event.live(purchase.occurred_at)
    ]
    value = batch.program.value
    return Terms(
        rate=rate,
        green_multiplier=value.green_multiplier,
        cap_percent=value.cap_percent,
        cost_fen=value.cost_per_point_fen,
        event=rules.best_event(rate, live, purchase.items),
    )


def _repay(standing: ledger.Standing, points: int) -> tuple[tuple[int, int], ...]:
    """Repay the oldest debts first, with at most the points just earned."""
    repaid = []
    while points > 0 and standing.debts:
        debt = standing.debts.pop(0)
        paid = min(points, debt.remaining)
        points -= paid
        repaid.append((debt.id, paid))
        if paid < debt.remaining:
            standing.debts.insert(0, replace(debt, remaining=debt.remaining - paid))
    return tuple(repaid)


def _contribute(batch: PurchaseBatch, member_id: UUID, points: int) -> int:
    """The automatic contribution out of new points, up to the month's cap."""
    choice = batch.contributing.get(member_id)
    if choice is None:
        return 0
    contributed = choice.of(points)
    batch.contributing[member_id] = replace(choice, allowed=choice.allowed - contributed)
    return contributed
