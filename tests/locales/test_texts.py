"""Texts come out right for a reader."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from jinja2 import Environment
from markupsafe import Markup

from core.errors import Refused
from locales import Language, MissingText, Texts
from tests.locales.catalogues import GOOD, written


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
    ("code", "expected"),
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
    texts: Texts, code: str | None, expected: str
) -> None:
    assert texts.language(code).code == expected


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
