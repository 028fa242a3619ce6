"""Member numbers: read in every spelling, and the check character catches every typing error."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import members
from core.members.rules import ALPHABET, check_character

bodies = st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8)


def numbered(body: str) -> str:
    return body + check_character(body)


@given(st.sets(st.integers(0, 2**40 - 1), max_size=50))
def test_a_number_is_nine_letters_and_digits(draws: set[int]) -> None:
    numbers = {members.number_of(bits) for bits in draws}
    assert len(numbers) == len(draws)
    assert all(members.parse_number(number) == number for number in numbers)
    assert members.format_number("7K2M9QFT4") == "JF-7K2M-9QFT-4"


@given(bodies)
def test_every_wrong_character_is_noticed(body: str) -> None:
    number = numbered(body)
    for place, character in product(range(9), ALPHABET):
        wrong = number[:place] + character + number[place + 1 :]
        assert (members.parse_number(wrong) is None) == (wrong != number)


@given(bodies)
def test_every_swap_of_neighbours_is_noticed(body: str) -> None:
    number = numbered(body)
    for place in range(8):
        wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert (members.parse_number(wrong) is None) == (wrong != number)


def test_the_check_tells_all_pairs_of_characters_apart() -> None:
    """Exhaustive where it can be: from every state, every single slip and every swap.

    The check is linear, so a proof for the last two places is a proof for any two neighbours.
    """
    for start, first, second in product(ALPHABET, ALPHABET, ALPHABET):
        if first != second:
            assert check_character(start + first) != check_character(start + second)
            assert check_character(start + first + second) != check_character(
                start + second + first
            )


@given(bodies, st.booleans(), st.booleans(), st.sampled_from(["-", " ", "", "－", "–"]))
def test_every_spelling_is_read(body: str, lower: bool, prefix: bool, gap: str) -> None:  # noqa: FBT001
    number = numbered(body)
    typed = gap.join((["JF"] if prefix else []) + [number[:4], number[4:8], number[8:]])
    typed = typed.replace("0", "O").replace("1", "l")
    assert members.parse_number(typed.lower() if lower else typed) == number


def test_a_number_may_itself_begin_with_the_prefix() -> None:
    number = numbered("JF7K2M9Q")
    assert members.parse_number(number) == number
    assert members.parse_number(members.format_number(number)) == number


def test_full_width_letters_are_read() -> None:
    number = numbered("7K2M9QFT")
    wide = "".join(chr(ord(c) + 0xFEE0) for c in "JF" + number)
    assert members.parse_number(wide) == number


@pytest.mark.parametrize(
    "text", ["", "JF", "JF-", "U" * 9, "7K2M9QFT", "一二三四五六七八", "0" * 65]
)
def test_a_malformed_number_reads_as_none(text: str) -> None:
    assert members.parse_number(text) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    number = members.parse_number(text)
    assert number is None or members.parse_number(number) == number
