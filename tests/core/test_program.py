"""A wrong rulebook: the error is one line, and names the key and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import program as rulebook
from core.program import ProgramError

LIBRARY = (
    "Input should",
    "Extra inputs",
    "Field required",
    "Value error",
    "String should",
    "Tuple",
)
"""Words with which pydantic's own messages begin."""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('naem = "x"', "naem is not a key of the rulebook: did you mean name?"),
        ("[expiry]\nmonth = 3", "expiry.month is not a key of the rulebook: did you mean months?"),
        (
            "[expiry]\nlifetime = 3",
            (
                "expiry.lifetime is not a key of the rulebook:"
                " remove it; there are policy, months, years"
            ),
        ),
        (
            '[[tiers]]\nname = "gold"\nfrom_pionts = 3',
            "tiers[0].from_pionts is not a key of the rulebook: did you mean from_points?",
        ),
        ('[[tiers]]\nname = "gold"', "tiers[0].from_points is missing: add it"),
        (
            '[expiry]\npolicy = "never"',
            "expiry.policy must be 'rolling', 'month_end' or 'year_end'",
        ),
        (
            "[expiry]\nmonths = 1.5",
            "expiry.months must be a whole number such as 12, without quotes",
        ),
        ("[expiry]\nmonths = 0", "expiry.months must be 1 or more"),
        ("[expiry]\nmonths = 121", "expiry.months must be 120 or less"),
        (
            '[value]\ncap_percent = "much"',
            "value.cap_percent must be a number such as 2.5, without quotes",
        ),
        (
            "[value]\ncap_percent = nan",
            "value.cap_percent must be a number such as 2.5, without quotes",
        ),
        (
            "[value]\ncap_percent = true",
            "value.cap_percent must be a number such as 2.5, without quotes",
        ),
        ("[campaigns]\nper_second = 0", "campaigns.per_second must be more than 0"),
        (
            '[campaigns]\nper_second = "fast"',
            "campaigns.per_second must be a number such as 2.5, without quotes",
        ),
        ("[reminders]\ndays = 3", "reminders.days must be a list in brackets: [ … ]"),
        ("[reminders]\ndays = [400]", "reminders.days[0] must be 365 or less"),
        (
            '[reminders]\nhours = ["9:00", "21:00"]',
            'reminders.hours[0] must be a time of day such as "09:00"',
        ),
        ('[reminders]\nhours = ["09:00"]', "reminders.hours[1] is missing: add it"),
        (
            '[reminders]\nhours = ["09:00", "12:00", "21:00"]',
            "reminders.hours must have 2 values, not 3",
        ),
        (
            "expiry = 3",
            "expiry must be a section of its own, with keys and values below its name in brackets",
        ),
        ("name = 3", 'name must be text in quotes: "…"'),
        ('name = ""', "name must not be empty"),
        (f'name = "{"x" * 65}"', "name must have 64 characters or fewer"),
        ('zone = "Mars"', 'zone must be a time zone such as "Asia/Shanghai"'),
        (
            "name = = 3",
            (
                "not TOML at line 1, column 8:"
                ' write sections as [value], keys as name = "text" or months = 12'
            ),
        ),
        (
            "[value",
            (
                "not TOML near the end:"
                ' write sections as [value], keys as name = "text" or months = 12'
            ),
        ),
    ],
)
def test_a_wrong_rulebook_is_one_line_of_ours(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProgramError) as caught:
        rulebook.load(path)
    assert str(caught.value) == f"{path}: {words}"
    assert not any(name in words for name in LIBRARY)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match=r"rules\.toml cannot be read: No such file"):
        rulebook.load(tmp_path / "rules.toml")
    (tmp_path / "rules.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(ProgramError, match=r"rules\.toml must be a text file in UTF-8"):
        rulebook.load(tmp_path / "rules.toml")


def test_the_rulebook_beside_the_code_is_a_good_one() -> None:
    assert rulebook.load().expiry.months == 12
