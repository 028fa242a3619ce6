"""Loading a catalogue finds its faults and names their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from locales import LANGUAGES, CatalogueError, Texts
from tests.locales.catalogues import GOOD, plus, written


def faults_of(tmp_path: Path, catalogues: dict[str, str]) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        Texts.load(written(tmp_path, catalogues))
    return str(caught.value).splitlines()


def test_every_difference_between_languages_is_listed_at_once(tmp_path: Path) -> None:
    faults = faults_of(
        tmp_path,
        plus("only-chinese = 一\nother = { $a }", "only-english = one\nother = { $b } { $c }"),
    )
    assert faults == [
        "only-chinese: not in en",
        "only-english: not in zh-Hans",
        "other: other variables (zh-Hans: a; en: b c)",
    ]


def test_variables_of_quoted_messages_count(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, plus("x-quotes = { house-hello }", "x-quotes = Hello"))
    assert faults == ["x-quotes: other variables (zh-Hans: name; en: none)"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("x-bad = <a href=''>x</a>", "<a href=''> is none of <b> <i> <code>"),
        ("x-bad = <B>x</B>", "<B> is none of"),
        ("x-bad = <b>x", "<b> is not closed"),
        ("x-bad = x</b>", "</b> closes what is not open"),
        ("x-bad = <b><i>x</b></i>", "</b> closes what is not open"),
        ("x-bad = 1 < 2", "< is none of"),
        ('x-bad = { "<br>" }', "<br> is none of"),
        ("x-bad = { $n ->\n    [one] <b>x\n   *[other] y\n}</b>", "<b> is not closed"),
        ("x-bad = { nowhere }", "nowhere: quoted and not written"),
        ("house-hello = again { $name }", "house-hello is written twice"),
        ("x-bad = x\n    .title = y", "x-bad: a text and no attributes"),
        ("x-bad { = x", "not Fluent"),
    ],
)
def test_faults_of_a_catalogue_are_named(tmp_path: Path, line: str, fault: str) -> None:
    assert any(fault in reported for reported in faults_of(tmp_path, plus(line)))


def test_a_fault_names_its_file_and_line(tmp_path: Path) -> None:
    lines = GOOD["en"].count("\n") + 1
    assert any(
        reported.startswith(f"en/one.ftl:{lines}: x-bad:")
        for reported in faults_of(tmp_path, plus("x-bad = <u>x</u>"))
    )


def test_own_catalogues_have_no_faults() -> None:
    texts = Texts.load()
    for code in LANGUAGES:
        assert "<code>7F3A</code>" in texts.language(code)("bot-apology", reference="7F3A")
