"""The payers of a purse and the automatic contribution, for any numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

import core.program
from core import families, ledger
from core.families import Contributing, Share, rules

DAY = date(2026, 1, 9)
NOON = datetime(2025, 1, 10, 4, tzinfo=UTC)
PROGRAM = core.program.load()


def held(
    lot_id: int, points: int, *, ends: int = 0, earned: int = 0, wallet: int = 20
) -> ledger.Held:
    """A lot of `points` that ends and was earned a number of days after a fixed day."""
    return ledger.Held(
        lot_id=lot_id,
        wallet_id=wallet,
        wallet_kind="share",
        merchant_id=UUID(int=1),
        purchase_id=UUID(int=lot_id),
        component="base",
        points=points,
        cost_fen=10,
        earned_at=NOON + timedelta(days=earned),
        expires_on=DAY + timedelta(days=ends),
    )


def share(member: int, *lots: ledger.Held, joined: int = 0) -> Share:
    points = sum(lot.points for lot in lots)
    return Share(UUID(int=member), NOON + timedelta(days=joined), points, lots)


def paid(shares: list[Share], points: int) -> list[tuple[int, int]]:
    """(lot, points) in the order of paying."""
    return [(part.held.lot_id, part.points) for part in families.draw(shares, points)]


def test_the_lot_that_ends_first_pays_first_whichever_member_owns_it() -> None:
    # Of the published rules of another programme: A 300 in March and 500 in June, B 400, C 200.
    a = share(1, held(1, 300), held(2, 500, ends=92))
    b, c = share(2, held(3, 400)), share(3, held(4, 200))
    assert sorted(paid([a, b, c], 1000)) == [(1, 300), (2, 100), (3, 400), (4, 200)]


def test_a_family_pays_with_parts() -> None:
    shares = [share(n, held(n, points)) for n, points in ((1, 2300), (2, 1900), (3, 800))]
    assert paid(shares, 5000) == [(1, 2300), (2, 1900), (3, 800)]


def test_among_equals_the_larger_balance_pays_first() -> None:
    small = share(1, held(1, 10), held(2, 5))
    large = share(2, held(3, 10), held(4, 6, ends=9))
    assert paid([small, large], 10) == [(3, 10)]


def test_among_equal_balances_the_earlier_joiner_and_then_the_lower_id_pays() -> None:
    late, early = share(1, held(1, 10), joined=2), share(2, held(2, 10), joined=1)
    assert paid([late, early], 1) == [(2, 1)]
    assert paid([share(2, held(2, 10)), share(1, held(1, 10))], 1) == [(1, 1)]


def test_within_a_share_the_earliest_earned_pays_first() -> None:
    own = share(1, held(1, 10, earned=2), held(3, 10, earned=1), held(2, 10, earned=1))
    assert paid([own], 25) == [(2, 10), (3, 10), (1, 5)]


LOTS = st.lists(
    st.tuples(st.integers(1, 500), st.integers(0, 3), st.integers(0, 3)), min_size=0, max_size=5
)
SHARES = st.lists(st.tuples(st.integers(0, 2), LOTS), min_size=1, max_size=8)


def household(drawn: list[tuple[int, list[tuple[int, int, int]]]]) -> list[Share]:
    shares, lot_id = [], 0
    for member, (joined, lots) in enumerate(drawn, 1):
        own = []
        for points, ends, earned in lots:
            lot_id += 1
            own.append(held(lot_id, points, ends=ends, earned=earned, wallet=20 + member))
        shares.append(share(member, *own, joined=joined))
    return shares


@given(drawn=SHARES, points=st.integers(0, 5000))
def test_a_draw_is_exact_and_takes_no_lot_twice_or_beyond_its_size(
    drawn: list[tuple[int, list[tuple[int, int, int]]]], points: int
) -> None:
    shares = household(drawn)
    slices = families.draw(shares, points)
    assert ledger.total(slices) == min(points, sum(share.points for share in shares))
    assert all(1 <= part.points <= part.held.points for part in slices)
    assert len({part.held.lot_id for part in slices}) == len(slices)


@given(drawn=SHARES, points=st.integers(0, 5000))
def test_nothing_is_left_that_ends_before_something_that_paid(
    drawn: list[tuple[int, list[tuple[int, int, int]]]], points: int
) -> None:
    shares = household(drawn)
    slices = families.draw(shares, points)
    left = ledger.without([held for own in shares for held in own.held], slices)
    if slices and left:
        assert max(part.held.expires_on for part in slices) <= min(held.expires_on for held in left)


@given(drawn=SHARES, points=st.integers(0, 5000), data=st.data())
def test_the_order_in_which_shares_are_given_changes_nothing(
    drawn: list[tuple[int, list[tuple[int, int, int]]]], points: int, data: st.DataObject
) -> None:
    shares = household(drawn)
    shuffled = data.draw(st.permutations(shares))
    assert families.draw(shares, points) == families.draw(shuffled, points)


@given(
    percent=st.sampled_from(families.PERCENTS),
    points=st.integers(0, 10**6),
    allowed=st.integers(-(10**6), 10**6),
)
def test_the_automatic_contribution_is_rounded_down_and_within_the_cap(
    percent: int, points: int, allowed: int
) -> None:
    given_up = Contributing(percent, 20, allowed).of(points)
    assert 0 <= given_up <= points
    assert given_up <= max(0, allowed)
    if allowed >= points:
        assert given_up == points * percent // 100


def test_an_invitation_is_good_to_the_end_of_its_fourteenth_day() -> None:
    ends_at = rules.invitation_ends_at(PROGRAM, NOON)
    assert ends_at == datetime(2025, 1, 24, 16, tzinfo=UTC), "midnight in Shanghai"


def test_a_month_begins_at_local_midnight() -> None:
    assert rules.month_begins_at(PROGRAM, date(2025, 3, 1)) == datetime(2025, 2, 28, 16, tzinfo=UTC)
