"""Red lines: each is checked by a table of cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core import compliance

AT = datetime(2025, 1, 10, tzinfo=UTC)
LANGUAGES = ("zh-Hans", "en")


def disclosure(**other: dict[str, str]) -> dict[str, dict[str, str]]:
    whole = {part: dict.fromkeys(LANGUAGES, "said") for part in compliance.DISCLOSURE}
    return {**whole, **other}


def test_there_are_twelve_lines() -> None:
    assert [line.number for line in compliance.RED_LINES] == [f"RL-{n}" for n in range(1, 13)]
    assert len({line.title_code for line in compliance.RED_LINES}) == 12


@pytest.mark.parametrize(
    ("needed", "headroom", "within"),
    [(0, 0, True), (10, 10, True), (11, 10, False), (1, -1, False)],
)
def test_issuance_stays_within_the_budget(needed: int, headroom: int, within: bool) -> None:  # noqa: FBT001
    assert compliance.within_budget(needed, headroom) is within


@pytest.mark.parametrize(
    ("licence", "holds"),
    [
        ("L-1", True),
        ("京网文〔2025〕1号", True),
        ("x" * 64, True),
        ("", False),
        (" ", False),
        ("x" * 65, False),
        ("L\n1", False),
        ("\u200b", False),
    ],
)
def test_a_merchant_holds_a_licence(licence: str, holds: bool) -> None:  # noqa: FBT001
    assert compliance.licensed(licence) is holds


def test_a_whole_disclosure_has_no_gaps() -> None:
    assert compliance.disclosure_gaps(disclosure(), LANGUAGES) == []


def test_the_gaps_of_a_disclosure_are_named_in_order() -> None:
    parts = disclosure(
        complaints={}, threshold={"zh-Hans": "", "en": " "}, validity={"zh-Hans": "一年", "en": " "}
    )
    del parts["delivery"]
    assert compliance.disclosure_gaps(parts, LANGUAGES) == [
        "threshold",
        "validity.en",
        "delivery",
        "complaints",
    ]
    assert compliance.disclosure_gaps({}, LANGUAGES) == list(compliance.DISCLOSURE)


@pytest.mark.parametrize(
    ("ahead", "in_time"),
    [
        (timedelta(days=30), True),
        (timedelta(days=31), True),
        (timedelta(days=30) - timedelta(microseconds=1), False),
        (timedelta(0), False),
        (timedelta(days=-30), False),
    ],
)
def test_a_worse_term_is_announced_thirty_days_ahead(ahead: timedelta, in_time: bool) -> None:  # noqa: FBT001
    assert compliance.announced_in_time(said_at=AT, holds_from=AT + ahead) is in_time
