"""Texts come out right for a reader, and what is wrong with a catalogue is found at load."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from jinja2 import Environment
from markupsafe import Markup

from core.errors import Refused
from locales import LANGUAGES, CatalogueError, Language, MissingText, Texts

GOOD = {
    "zh-Hans": """
# 一句话
ledger-balance = 💰 <b>{ $points }</b> 分
ledger-earned = { $points ->
   *[other] { $points } 分
}
house-hello = 你好，{ $name }
house-brand = 欢迎来到{ -brand }
-brand = 家分
house-both = { house-hello }！
seats-full = 家里已经有 { $seats } 个人了
ledger-channel = { $channel ->
    [till] 收银台
   *[other] 其他
}
house-heart = 1 > 0 & 我
""",
    "en": """
# A sentence
ledger-balance = 💰 <b>{ $points }</b> points
ledger-earned = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
house-hello = Hello { $name }
house-brand = Welcome to { -brand }
-brand = Jiafen
house-both = { house-hello }!
seats-full = All { $seats } seats are taken
ledger-channel = { $channel ->
    [till] at the till
   *[other] elsewhere
}
house-heart = 1 > 0 & I
""",
}


def written(root: Path, catalogues: dict[str, str]) -> Path:
    for code, source in catalogues.items():
        (root / code).mkdir(parents=True, exist_ok=True)
        (root / code / "one.ftl").write_text(source, "utf-8")
    return root


def plus(chinese: str, english: str | None = None) -> dict[str, str]:
    english = chinese if english is None else english
    return {
        "zh-Hans": GOOD["zh-Hans"] + chinese + "\n",
        "en": GOOD["en"] + english + "\n",
    }


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return Texts.load(written(tmp_path, GOOD))


@pytest.fixture
def zh(texts: Texts) -> Language:
    return texts.language("zh-Hans")


@pytest.fixture
def en(texts: Texts) -> Language:
    return texts.language("en")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("zh", "zh-Hans"),
        ("zh-hans", "zh-Hans"),
        ("zh-cn", "zh-Hans"),
        ("zh-TW", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("en", "en"),
        ("en-GB", "en"),
        ("ru", "en"),
        ("zhuang", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_telegrams_language_codes_find_a_language(
    texts: Texts, code: str | None, found: str
) -> None:
    assert texts.language(code).code == found


def test_numbers_and_plurals_are_the_languages_own(zh: Language, en: Language) -> None:
    assert zh("ledger-balance", points=12_345) == "💰 <b>12,345</b> 分"
    assert en("ledger-earned", points=1) == "1 point"
    assert en("ledger-earned", points=2) == "2 points"
    assert zh("ledger-earned", points=1) == "1 分"
    assert en("ledger-earned", points=Decimal("1.0")) == "1 point"


def test_no_isolation_marks_stand_around_codes(en: Language) -> None:
    assert en("house-hello", name="JF-7K2M-9QFT-4") == "Hello JF-7K2M-9QFT-4"


@pytest.mark.parametrize("name", ["<b>Li</b>", "A & B", '"quoted"', "{ $points }", "<script>"])
def test_strings_are_escaped_once(en: Language, name: str) -> None:
    text = en("house-hello", name=name)
    assert isinstance(text, Markup)
    assert text.unescape() == f"Hello {name}"
    assert "<" not in text
    assert Environment(autoescape=True).from_string("{{ text }}").render(text=text) == text


def test_markup_of_ours_is_not_escaped_again(en: Language) -> None:
    assert en("house-hello", name=Markup("<b>Li</b>")) == "Hello <b>Li</b>"


def test_plain_has_no_markup_and_keeps_what_people_wrote(en: Language) -> None:
    assert en.plain("ledger-balance", points=3) == "💰 3 points"
    assert en.plain("house-hello", name="<b>Li</b> & Co") == "Hello <b>Li</b> & Co"
    assert en.plain("house-heart") == "1 > 0 & I"


def test_an_ampersand_in_a_catalogue_is_valid_html(en: Language) -> None:
    assert en("house-heart") == "1 > 0 &amp; I"


def test_quoted_messages_and_terms_are_filled(zh: Language, en: Language) -> None:
    assert zh("house-brand") == "欢迎来到家分"
    assert en("house-both", name="Li") == "Hello Li!"


def test_a_string_may_choose_a_variant(en: Language) -> None:
    assert en("ledger-channel", channel="till") == "at the till"
    assert en("ledger-channel", channel="card") == "elsewhere"


def test_a_long_argument_is_shown_whole(en: Language) -> None:
    assert en("house-hello", name="x" * 4_000) == "Hello " + "x" * 4_000


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (date(2026, 11, 22), "2026年11月22日", "22 Nov 2026"),
        (datetime(2026, 11, 22, 20, 5, tzinfo=UTC), "2026年11月23日 04:05", "23 Nov 2026, 04:05"),
        (["a", "<b>"], "a和&lt;b&gt;", "a and &lt;b&gt;"),
        (Decimal("1.5"), "1.5", "1.5"),
        (True, "true", "true"),
        (None, "", ""),
        (UUID(int=1), f"{UUID(int=1)}", f"{UUID(int=1)}"),
    ],
)
def test_every_kind_of_argument_is_written(
    zh: Language, en: Language, value: object, chinese: str, english: str
) -> None:
    assert zh("house-hello", name=value) == f"你好，{chinese}"
    assert en("house-hello", name=value) == f"Hello {english}"


def test_dates_days_moments_money_and_numbers(zh: Language, en: Language) -> None:
    day = date(2026, 1, 2)
    assert (zh.date(day), en.date(day)) == ("2026年1月2日", "2 Jan 2026")
    assert (zh.day(day), en.day(day)) == ("1月2日", "2 Jan")
    assert (zh.money(30_000), en.money(30_000)) == ("300.00 元", "¥300.00")
    assert (zh.money(123_456_789), en.money(-5)) == ("1,234,567.89 元", "-¥0.05")
    assert (zh.number(12_345), en.number(12_345)) == ("12,345", "12,345")
    at = datetime(2026, 1, 1, 16, 0, tzinfo=UTC)
    assert zh.moment(at) == "2026年1月2日 00:00"
    assert en.moment(at, timezone(timedelta(hours=-8))) == "1 Jan 2026, 08:00"


def test_the_programmes_zone_decides_where_none_is_named(tmp_path: Path) -> None:
    texts = Texts.load(written(tmp_path, GOOD), zone=UTC)
    assert texts.language("en").moment(datetime(2026, 1, 1, 16, 0, tzinfo=UTC)) == (
        "1 Jan 2026, 16:00"
    )


def test_a_moment_is_not_a_date_and_needs_its_offset(en: Language) -> None:
    with pytest.raises(TypeError, match="a moment where a date is needed"):
        en.date(datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(TypeError, match="without its offset"):
        en.moment(datetime(2026, 1, 1))  # noqa: DTZ001 -- the point of the test


def test_an_error_is_its_code_filled_with_its_facts(zh: Language, en: Language) -> None:
    class SeatsFull(Refused, code="seats-full"):
        pass

    error = SeatsFull(seats=8, more="ignored")
    assert en.error(error) == "All 8 seats are taken"
    assert zh.error(error) == "家里已经有 8 个人了"


def test_a_missing_text_is_never_shown_as_its_id(zh: Language) -> None:
    assert zh.has("house-hello")
    assert not zh.has("house-nothing")
    with pytest.raises(MissingText, match="zh-Hans: house-nothing"):
        zh("house-nothing")
    with pytest.raises(MissingText):
        zh.plain("house-nothing")


def test_a_missing_argument_is_named(en: Language) -> None:
    with pytest.raises(MissingText, match=r"en: ledger-balance: .*points"):
        en("ledger-balance", point=3)


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
def test_what_is_wrong_in_a_catalogue_is_named(tmp_path: Path, line: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(tmp_path, plus(line)))


def test_a_fault_names_its_file_and_line(tmp_path: Path) -> None:
    lines = GOOD["en"].count("\n") + 1
    assert any(
        found.startswith(f"en/one.ftl:{lines}: x-bad:")
        for found in faults_of(tmp_path, plus("x-bad = <u>x</u>"))
    )


def test_our_own_catalogues_are_whole() -> None:
    texts = Texts.load()
    for code in LANGUAGES:
        assert "<code>7F3A</code>" in texts.language(code)("bot-apology", reference="7F3A")
