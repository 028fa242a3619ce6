"""The points of a purchase: known cases, and properties that always hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import orjson
from hypothesis import given
from hypothesis import strategies as st

from core.purchases.answers import Item, LiveEvent, Terms
from core.purchases.rules import purchase as rules
from core.purchases.rules.decide_refund import spread, what_remains

START = datetime(2026, 1, 1, tzinfo=UTC)


def terms(
    *,
    rate: str = "1",
    green: str = "2",
    cap: str = "100",
    cost_fen: int = 10,
    event: LiveEvent | None = None,
    tier: str = "0",
    credit: str = "0",
) -> Terms:
    return Terms(
        rate=Decimal(rate),
        green_multiplier=Decimal(green),
        cap_percent=Decimal(cap),
        cost_fen=cost_fen,
        event=event,
        tier_percent=Decimal(tier),
        credit_percent=Decimal(credit),
    )


def event(multiplier: str, *categories: str, start: int = 0, number: int = 1) -> LiveEvent:
    return LiveEvent(
        UUID(int=number), START + timedelta(days=start), Decimal(multiplier), categories
    )


def item(yuan: str, *, category: str = "", green: bool = False) -> Item:
    return Item("", "", int(Decimal(yuan) * 100), category, green)


def test_a_double_event_on_300_yuan_gives_300_and_300() -> None:
    earnings = rules.earned(terms(event=event("2")), [item("300")])
    assert earnings.components == {"base": 300, "event": 300}
    assert (earnings.points, earnings.trimmed) == (600, 0)


def test_points_are_rounded_down_once_over_the_sum_of_items() -> None:
    assert rules.earned(terms(), [item("0.60"), item("0.60")]).components == {"base": 1}
    assert rules.earned(terms(rate="0.5"), [item("1.99")]).components == {}
    assert rules.earned(terms(rate="1.15"), [item("100")]).components == {"base": 115}


def test_an_event_multiplies_only_its_categories_and_green_only_green_items() -> None:
    items = [item("100", category="dress"), item("50", category="jeans", green=True)]
    earnings = rules.earned(terms(event=event("3", "dress")), items)
    assert earnings.components == {"base": 150, "event": 200, "green": 50}


def test_a_fractional_multiplier_is_exact() -> None:
    earnings = rules.earned(terms(event=event("1.1")), [item("10")])
    assert earnings.components == {"base": 10, "event": 1}


def test_the_value_cap_trims_credit_tier_green_event_base_in_this_order() -> None:
    generous = terms(event=event("2"), tier="10", credit="10", cap="30")
    earnings = rules.earned(generous, [item("100", green=True)])
    # 100 base + 100 event + 100 green + 10 + 10 = 320 points of 10 fen; 30 % of 100 yuan is 300.
    assert earnings.components == {"base": 100, "event": 100, "green": 100}
    assert earnings.trimmed == 20
    tight = rules.earned(terms(event=event("2"), cap="5"), [item("100", green=True)])
    assert tight.components == {"base": 50}
    assert tight.trimmed == 250


def test_the_cap_is_exact_where_decimals_are_not() -> None:
    assert rules.earned(terms(cap="30", cost_fen=7, rate="1000"), [item("7")]).points == 30


def test_the_event_that_gives_most_wins_then_the_earlier_start_then_the_lower_id() -> None:
    items = [item("100", category="dress"), item("900")]
    assert rules.best_event(Decimal(1), [event("3", "dress"), event("1.5")], items) == event("1.5")
    early, late = event("2", start=0, number=9), event("2", start=1, number=1)
    assert rules.best_event(Decimal(1), [late, early], items) == early
    low, high = event("2", number=1), event("2", number=2)
    assert rules.best_event(Decimal(1), [high, low], items) == low
    assert rules.best_event(Decimal(1), [event("2", "tea")], items) is None


def test_terms_survive_their_storage_exactly() -> None:
    kept = terms(rate="0.3333", event=event("1.125", "tea", "coffee"), cap="12.5")
    assert Terms.from_json(orjson.loads(orjson.dumps(kept, default=str))) == kept


amounts = st.lists(st.integers(1, 10**8), min_size=1, max_size=8)


@given(amounts, st.data())
def test_a_refund_is_spread_exactly_and_never_beyond_the_remaining_amount(
    remaining: list[int], data: st.DataObject
) -> None:
    refund_fen = data.draw(st.integers(0, sum(remaining)))
    lines = spread(refund_fen, remaining)
    assert sum(lines) == refund_fen
    assert all(0 <= line <= most for line, most in zip(lines, remaining, strict=True))
    whole = sum(remaining)
    exact = [refund_fen * fen / whole for fen in remaining]
    assert all(abs(line - share) <= 1 for line, share in zip(lines, exact, strict=True))


def test_the_largest_remainder_gets_the_odd_fen_and_on_a_tie_the_earlier_line() -> None:
    assert spread(1, [100, 200, 200]) == [0, 1, 0]
    assert spread(100, [100, 100, 100]) == [34, 33, 33]


items = st.lists(
    st.builds(
        Item,
        st.just(""),
        st.just(""),
        st.integers(1, 10**7),
        st.sampled_from(["", "tea", "dress"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
some_terms = st.builds(
    terms,
    rate=st.sampled_from(["0.1", "0.3333", "1", "2.5"]),
    cap=st.sampled_from(["0", "7.5", "30", "100"]),
    cost_fen=st.integers(1, 99),
    event=st.sampled_from([None, event("2"), event("1.5", "tea"), event("3", "dress")]),
    tier=st.sampled_from(["0", "5"]),
    credit=st.sampled_from(["0", "2.5"]),
)


@given(some_terms, items, st.data())
def test_giving_money_back_never_raises_points_and_giving_all_back_leaves_none(
    by: Terms, bought: list[Item], data: st.DataObject
) -> None:
    before = rules.earned(by, bought).points
    refund_fen = data.draw(st.integers(0, sum(item.amount_fen for item in bought)))
    lines = spread(refund_fen, [item.amount_fen for item in bought])
    after = rules.earned(by, what_remains(bought, [lines])).points
    assert 0 <= after <= before
    everything = [item.amount_fen for item in bought]
    assert rules.earned(by, what_remains(bought, [everything])).points == 0


@given(some_terms, items)
def test_points_are_never_worth_more_than_the_cap(by: Terms, bought: list[Item]) -> None:
    amount_fen = sum(item.amount_fen for item in bought)
    earnings = rules.earned(by, bought)
    assert earnings.points * by.cost_fen * 100 <= amount_fen * by.cap_percent
    assert all(points > 0 for points in earnings.components.values())
