"""The last days of lots, the order of paying, and postings that sum to zero."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import ledger
from core.ledger.rules import SYSTEM_WALLET_MAX, Held, Move, Posting
from core.program import Expiry, Program

SOMEBODY = UUID(int=1)


@pytest.mark.parametrize(
    ("policy", "amount", "earned_on", "last_day"),
    [
        ("rolling", {"months": 12}, date(2025, 1, 10), date(2026, 1, 9)),
        ("rolling", {"months": 1}, date(2025, 1, 31), date(2025, 2, 27)),
        ("rolling", {"months": 12}, date(2024, 2, 29), date(2025, 2, 27)),
        ("rolling", {"months": 12}, date(2025, 1, 1), date(2025, 12, 31)),
        ("month_end", {"months": 12}, date(2025, 2, 1), date(2026, 2, 28)),
        ("month_end", {"months": 12}, date(2023, 2, 1), date(2024, 2, 29)),
        ("month_end", {"months": 1}, date(2025, 12, 31), date(2026, 1, 31)),
        ("year_end", {"years": 2}, date(2020, 6, 1), date(2022, 12, 31)),
        ("year_end", {"years": 0}, date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_points_end_when_the_policy_says(
    policy: str, amount: dict[str, int], earned_on: date, last_day: date
) -> None:
    expiry = Expiry.model_validate({"policy": policy, **amount})
    assert ledger.last_usable_day(expiry, earned_on) == last_day


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_rolling_points_live_at_least_a_month_less_a_day(earned_on: date, months: int) -> None:
    last = ledger.last_usable_day(Expiry(policy="rolling", months=months), earned_on)
    end = ledger.last_usable_day(Expiry(policy="month_end", months=months), earned_on)
    assert earned_on + timedelta(days=26) <= last <= end


def test_a_day_is_the_programmes_local_day() -> None:
    program = Program(zone="Asia/Shanghai")
    assert ledger.today(program, datetime(2025, 1, 9, 16, 0, tzinfo=UTC)) == date(2025, 1, 10)
    assert ledger.today(program, datetime(2025, 1, 9, 15, 59, tzinfo=UTC)) == date(2025, 1, 9)


def held(lot_id: int, points: int, *, ends: int = 1, earned: int = 1) -> Held:
    return Held(
        lot_id=lot_id,
        wallet_id=17,
        wallet_kind="personal",
        merchant_id=SOMEBODY,
        purchase_id=SOMEBODY,
        component="base",
        points=points,
        cost_fen=10,
        earned_at=datetime(2025, 1, earned, tzinfo=UTC),
        expires_on=date(2026, 1, ends),
    )


def test_soonest_expiry_pays_first_then_earliest_earned_then_lower_id() -> None:
    ordered = ledger.in_paying_order(
        [held(4, 1, ends=2), held(3, 1, earned=2), held(2, 1), held(1, 1, ends=3), held(5, 1)]
    )
    assert [held.lot_id for held in ordered] == [2, 5, 3, 4, 1]


lots = st.lists(
    st.builds(held, st.integers(1, 10**6), st.integers(1, 1000)),
    max_size=20,
    unique_by=lambda held: held.lot_id,
)


@given(lots, st.integers(0, 30_000))
def test_drawing_takes_exactly_the_points_needed_or_all_there_are(
    there: list[Held], points: int
) -> None:
    slices = ledger.draw(there, points)
    assert ledger.total(slices) == min(points, sum(held.points for held in there))
    assert all(0 < part.points <= part.held.points for part in slices)
    left = ledger.without(there, slices)
    assert sum(held.points for held in left) + ledger.total(slices) == sum(
        held.points for held in there
    )


moves = st.lists(
    st.builds(
        Move,
        entry_id=st.integers(1, 3),
        lot_id=st.integers(1, 3),
        points=st.integers(1, 50),
        source=st.sampled_from([1, 17, 18]),
        target=st.sampled_from([2, 3, 4, 17, 18]),
        expires_on=st.just(date(2026, 1, 1)),
    ),
    max_size=12,
)


@given(moves)
def test_a_posting_sums_to_zero_and_changes_holdings_by_its_own_lines(made: list[Move]) -> None:
    posting = Posting(moves=made)
    lines = posting.lines()
    assert sum(points for *_, points in lines) == 0
    assert all(points for *_, points in lines)
    own = sum(points for _, _, wallet, points in lines if wallet > SYSTEM_WALLET_MAX)
    assert sum(points for _, _, points, _ in posting.changes()) == own
