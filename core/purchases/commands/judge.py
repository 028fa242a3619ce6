"""Decides a batch of purchases in order of arrival: no statements here, only what was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from core import catalog, compliance, families, ledger, members, merchants
from core.errors import KeyReused, LoyaltyError
from core.program import Program
from core.purchases import errors, rules


@dataclass(frozen=True, slots=True)
class NewPurchase:
    """A purchase as a merchant posts it; `at` is the moment of posting."""

    merchant_id: UUID
    receipt: str
    member: members.Reference
    amount_fen: int
    occurred_at: datetime
    at: datetime
    channel: str = "till"
    items: tuple[rules.Item, ...] = ()

    def __post_init__(self) -> None:
        """No items mean one item without category."""
        if not self.items:
            whole = rules.Item(sku="", name="", amount_fen=self.amount_fen)
            object.__setattr__(self, "items", (whole,))

    def code(self) -> members.ByCode | None:
        """The member code by which the member was named, if it was one."""
        return self.member if isinstance(self.member, members.ByCode) else None


@dataclass(frozen=True, slots=True)
class Component:
    """Points earned for one reason, and their last usable day."""

    kind: str
    points: int
    expires_on: date


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a merchant is told; stored, so that a repeated call is told the same."""

    purchase_id: UUID
    member_id: UUID
    receipt: str
    points: int
    components: tuple[Component, ...]
    trimmed: int
    debt_repaid: int
    balance: int
    replayed: bool = False

    def as_json(self) -> dict[str, Any]:
        """What is stored with the purchase."""
        return {
            "components": [
                [one.kind, one.points, one.expires_on.isoformat()] for one in self.components
            ],
            "trimmed": self.trimmed,
            "debt_repaid": self.debt_repaid,
            "balance": self.balance,
        }


@dataclass(frozen=True, slots=True)
class Stored:
    """A purchase that stands under a receipt already."""

    fingerprint: str
    answer: Recorded


@dataclass(frozen=True, slots=True)
class Accepted:
    """A purchase that will be written."""

    purchase: NewPurchase
    member: members.Member
    fingerprint: str
    terms: rules.Terms
    answer: Recorded
    repaid: tuple[tuple[int, int], ...]
    """(debt id, points)"""
    contributed: int
    """points that go on into the member's share in their family"""


@dataclass
class World:
    """What was read under locks, and what the batch itself has decided since."""

    program: Program
    stored: dict[tuple[UUID, str], Stored]
    headroom_fen: dict[UUID, int]
    rates: Mapping[UUID, Sequence[merchants.Rate]]
    events: Sequence[catalog.Multiplier]
    standings: dict[UUID, ledger.Standing]
    spent_codes: set[str]
    contributing: dict[UUID, families.Contributing]
    accepted: list[Accepted] = field(default_factory=list)
    codes: dict[str, UUID] = field(default_factory=dict)
    """codes that accepted purchases spend, with their members"""
    earned_fen: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    repaid_fen: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))


def judge(
    world: World, purchase: NewPurchase, member: members.Member | None
) -> Recorded | LoyaltyError:
    """Answer one purchase as if it came alone after those before it."""
    if purchase.merchant_id not in world.rates:
        return merchants.UnknownMerchant()
    if member is None:
        return members.UnknownMember()
    mark = rules.fingerprint(
        str(member.id), purchase.amount_fen, purchase.channel, _content(purchase)
    )
    stored = world.stored.get((purchase.merchant_id, purchase.receipt))
    if stored is not None:
        if stored.fingerprint != mark:
            return KeyReused(receipt=purchase.receipt)
        return replace(stored.answer, replayed=True)
    earned_on = ledger.today(world.program, purchase.occurred_at)
    ends = ledger.last_usable_day(world.program.expiry, earned_on)
    refusal = _refusal(world, purchase, ends)
    if refusal is not None:
        return refusal
    return _accept(world, purchase, member, mark, ends)


def _content(purchase: NewPurchase) -> list[dict[str, Any]]:
    return [item.as_json() for item in purchase.items]


def _refusal(world: World, purchase: NewPurchase, ends: date) -> LoyaltyError | None:
    return (
        _code_refusal(world, purchase.code())
        or _items_refusal(purchase)
        or _time_refusal(world.program, purchase, ends)
    )


def _code_refusal(world: World, reference: members.ByCode | None) -> LoyaltyError | None:
    if reference is not None and reference.ended:
        return members.CodeEnded()
    if reference is not None and reference.code in world.spent_codes | world.codes.keys():
        return members.CodeSpent()
    return None


def _items_refusal(purchase: NewPurchase) -> LoyaltyError | None:
    total = sum(item.amount_fen for item in purchase.items)
    if total != purchase.amount_fen:
        return errors.ItemsDoNotAddUp(amount_fen=purchase.amount_fen, items_fen=total)
    return None


def _time_refusal(program: Program, purchase: NewPurchase, ends: date) -> LoyaltyError | None:
    if purchase.occurred_at > purchase.at + rules.AHEAD_MAX:
        return errors.PurchaseInFuture(minutes=rules.AHEAD_MAX // timedelta(minutes=1))
    if purchase.at - purchase.occurred_at > timedelta(days=program.purchases.max_age_days):
        return errors.PurchaseTooOld(days=program.purchases.max_age_days)
    if ends < ledger.today(program, purchase.at):
        return errors.BornExpired(expires_on=ends)
    return None


def _accept(
    world: World, purchase: NewPurchase, member: members.Member, mark: str, ends: date
) -> Recorded | LoyaltyError:
    terms = _terms(world, purchase)
    found = rules.earned(terms, purchase.items)
    cost_fen = found.points * terms.cost_fen
    headroom_fen = world.headroom_fen.get(purchase.merchant_id, 0)
    if not compliance.within_budget(cost_fen, headroom_fen):
        return merchants.BudgetExhausted(needed_fen=cost_fen, headroom_fen=headroom_fen)
    standing = world.standings.setdefault(member.id, ledger.Standing(None, 0, []))
    repaid = _repay(standing, found.points)
    returned = sum(points for _, points in repaid)
    contributed = _contribute(world, member.id, found.points - returned)
    standing.balance += found.points - returned
    world.headroom_fen[purchase.merchant_id] = headroom_fen - cost_fen + returned * terms.cost_fen
    world.earned_fen[purchase.merchant_id] += cost_fen
    world.repaid_fen[purchase.merchant_id] += returned * terms.cost_fen
    answer = Recorded(
        purchase_id=uuid4(),
        member_id=member.id,
        receipt=purchase.receipt,
        points=found.points,
        components=tuple(Component(kind, n, ends) for kind, n in found.components.items()),
        trimmed=found.trimmed,
        debt_repaid=returned,
        balance=standing.balance,
    )
    world.stored[purchase.merchant_id, purchase.receipt] = Stored(mark, answer)
    if reference := purchase.code():
        world.codes[reference.code] = member.id
    world.accepted.append(Accepted(purchase, member, mark, terms, answer, repaid, contributed))
    return answer


def _terms(world: World, purchase: NewPurchase) -> rules.Terms:
    """The versions in force when the purchase happened."""
    rates = world.rates[purchase.merchant_id]
    rate = merchants.rate_at(rates, purchase.occurred_at).points_per_yuan
    live = [
        rules.LiveEvent(one.event_id, one.starts_at, one.multiplier, tuple(sorted(one.categories)))
        for one in world.events
        if one.merchant_id == purchase.merchant_id and one.live(purchase.occurred_at)
    ]
    value = world.program.value
    return rules.Terms(
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


def _contribute(world: World, member_id: UUID, points: int) -> int:
    """What of new points the member's own choice puts into the family, up to the month's cap."""
    choice = world.contributing.get(member_id)
    if choice is None:
        return 0
    contributed = choice.of(points)
    world.contributing[member_id] = replace(choice, allowed=choice.allowed - contributed)
    return contributed
