"""The rulebook: what is wrong with it is named, and what must stand there instead is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from core import program
from core.program import ProgramError

WRONG = {
    'naem = "x"': "naem is not a key of the rulebook; did you mean name?",
    "[family]\nseat = 4": "family.seat is not a key of the rulebook; did you mean seats?",
    "[value]\nzzz = 1": "value.zzz is not a key of the rulebook; there are cost_per_point_fen, ",
    "[expiry]\npolicy = 'never'": "expiry.policy must be 'rolling', 'month_end' or 'year_end'",
    "[expiry]\nmonths = '12'": "expiry.months must be a whole number, without quotes",
    "[expiry]\nmonths = 0": "expiry.months must be 1 or more",
    "[family]\nseats = 9": "family.seats must be 8 or less",
    "[value]\ncap_percent = 'a lot'": "value.cap_percent must be a number",
    "[campaigns]\nper_second = 0": "campaigns.per_second must be above 0",
    "name = ''": "name must not be empty",
    "name = 7": "name must be text, in quotes",
    "zone = 'Mars/Phobos'": 'zone must be a time zone, such as "Asia/Shanghai"',
    "[reminders]\nhours = ['25:00', '21:00']": "reminders.hours.0 must be an hour from",
    "[reminders]\ndays = 7": "reminders.days must be a list, in square brackets",
    "expiry = 3": "expiry must be a section, [name] on a line of its own",
    "[[tiers]]\nname = 'gold'": "tiers.0.from_points is missing",
    "[expiry": "is not TOML",
}


@pytest.mark.parametrize(("text", "words"), WRONG.items())
def test_what_is_wrong_is_named_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    rulebook = tmp_path / "program.toml"
    rulebook.write_text(text)
    with pytest.raises(ProgramError) as refused:
        program.load(rulebook)
    said = str(refused.value)
    assert said.startswith(str(rulebook))
    assert words in said
    assert "\n" not in said


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="cannot be read"):
        program.load(tmp_path)
