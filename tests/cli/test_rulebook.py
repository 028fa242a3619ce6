"""A wrong rulebook is one line in our words: the file, the key, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import rulebook
from core import program

WRONG = {
    'naem = "x"': "naem is not a key of the rulebook; there are name, zone, expiry,",
    "[family]\nseat = 3": "family.seat is not a key of the rulebook; there are seats, rejoin_days,",
    '[[tiers]]\nname = "a"\nfrom_points = 1\nbonus = 2': (
        "tiers.0.bonus is not a key of the rulebook; there are name, from_points,"
    ),
    "[[credit.bands]]\nx = 1\nname = 'a'\nfrom_score = 3": (
        "credit.bands.0.x is not a key of the rulebook; there are name, from_score,"
    ),
    '[[tiers]]\nname = "a"': "tiers.0.from_points is missing",
    "name = 5": "name must be text in quotation marks",
    'name = ""': "name must not be empty",
    f'name = "{"x" * 65}"': "name must have at most 64 characters",
    'zone = "Mars/Olympus"': 'zone must be a time zone such as "Asia/Shanghai"',
    '[expiry]\npolicy = "never"': "expiry.policy must be one of rolling, month_end, year_end",
    '[expiry]\nmonths = "12"': "expiry.months must be a whole number such as 12",
    "[expiry]\nmonths = 1.5": "expiry.months must be a whole number such as 12",
    "[expiry]\nmonths = 0": "expiry.months must be at least 1",
    "[expiry]\nmonths = 999": "expiry.months must be at most 120",
    "expiry = 5": "expiry must be a section: its name in [ ], its keys below",
    "[reminders]\ndays = 7": "reminders.days must be a list in [ ], such as [30, 7, 1]",
    '[reminders]\ndays = ["x"]': "reminders.days.0 must be a whole number",
    '[reminders]\nhours = ["9", "21:00"]': "reminders.hours.0 must be a time of day",
    '[reminders]\nhours = ["09:00"]': "reminders.hours.1 is missing",
    '[reminders]\nhours = ["09:00", "21:00", "22:00"]': "reminders.hours must have 2 entries",
    '[value]\ncap_percent = "many"': "value.cap_percent must be a number such as 2 or 1.5",
    "[value]\ncap_percent = [1]": "value.cap_percent must be a number such as 2 or 1.5",
    "[value]\ncap_percent = nan": "value.cap_percent must be a number",
    '[campaigns]\nper_second = "fast"': "campaigns.per_second must be a number such as 29.4",
    "[campaigns]\nper_second = []": "campaigns.per_second must be a number such as 29.4",
    "[campaigns]\nper_second = 0": "campaigns.per_second must be more than 0",
    "name = \n": "is not TOML at line 1, column 8; look for quotation marks",
    'name = "a"\nname = "b"\n': "is not TOML at line 2, column 11; look for",
    "name = [": "is not TOML at its end; look for",
}


def told(path: Path) -> str:
    with pytest.raises(program.ProgramError) as caught:
        program.load(path)
    return rulebook.words(caught.value)


@pytest.mark.parametrize("source", WRONG)
def test_what_is_wrong_is_one_line_that_names_the_key(tmp_path: Path, source: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(source, "utf-8")
    line = told(path)
    assert line.startswith(f"{path}: {WRONG[source]}"), line
    assert "\n" not in line


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bytes.toml").write_bytes(b"name = '\xff'")
    assert told(tmp_path).endswith(": cannot be read: Is a directory")
    assert told(tmp_path / "bytes.toml").endswith("cannot be read: it is not text in UTF-8")


def test_a_kind_of_fault_that_we_do_not_know_is_told_in_general(tmp_path: Path) -> None:
    error = program.ProgramError(tmp_path, "something_new", "name", {"a": 1})
    assert rulebook.words(error) == f"{tmp_path}: name {rulebook.OTHER}"
