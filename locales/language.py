"""One language: its texts, and its formats of numbers, dates and money."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle
from markupsafe import Markup, escape

from locales.catalogue import TAGS, Catalogue

FEN_PER_YUAN = 100
_TAG = re.compile(rf"</?(?:{'|'.join(TAGS)})>")
_LONG = 2_000  # Fluent refuses arguments that are a little longer


@dataclass(frozen=True)
class Formats:
    """Formats of a language that Babel leaves open; the patterns are those of Unicode."""

    date: str
    day: str
    month: str
    moment: str
    money: str


FORMATS: Final = {
    "zh-Hans": Formats("y年M月d日", "M月d日", "y年M月", "y年M月d日 HH:mm", "{} 元"),
    "en": Formats("d MMM y", "d MMM", "MMM y", "d MMM y, HH:mm", "¥{}"),
}
LANGUAGES: Final = tuple(FORMATS)


class MissingText(Exception):
    """The language has no such message, or an argument of the message is missing."""


class CodedError(Protocol):
    """An error of core: its code is a message id, its facts are the arguments of the message."""

    @property
    def code(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, object]: ...


class Language:
    """The texts of one language; `t("ledger-balance", points=120)` returns Markup.

    The Markup fits Telegram's HTML and Jinja. Strings among the arguments are escaped (Markup not),
    numbers and dates are formatted for the language, moments are in the programme's zone, and lists
    are joined. Pass a number that is a name (a receipt, a year) as a string.
    """

    def __init__(self, code: str, catalogue: Catalogue, zone: dt.tzinfo) -> None:
        self.code = code
        self._zone = zone
        self._formats = FORMATS[code]
        self._locale = Locale.parse(code, sep="-")
        self._bundle = FluentBundle([code], use_isolating=False)
        self._bundle.add_resource(catalogue.resource)

    def __repr__(self) -> str:
        return f"<Language {self.code}>"

    def __call__(self, message: str, /, **arguments: object) -> Markup:
        if not self._bundle.has_message(message):
            raise MissingText(f"{self.code}: {message}")
        pattern = self._bundle.get_message(message).value
        assert pattern is not None, "loading refuses a message without a text"
        given = {name: self._argument(value) for name, value in arguments.items()}
        long: dict[str, str] = {}  # Fluent refuses a long string: a placeholder replaces it
        for name, value in given.items():
            if isinstance(value, str) and len(value) > _LONG:
                long[f"\ue000{name}\ue001"] = value
                given[name] = f"\ue000{name}\ue001"
        result, errors = self._bundle.format_pattern(pattern, given)
        if errors:
            raise MissingText(f"{self.code}: {message}: {errors[0]}")
        text = str(result)
        for placeholder, value in long.items():
            text = text.replace(placeholder, value)
        return Markup(text)  # noqa: S704 -- loading checked the text, _argument escaped the rest

    def plain(self, message: str, /, **arguments: object) -> str:
        """The text without markup, for button labels, alerts and copied texts."""
        return html.unescape(_TAG.sub("", self(message, **arguments)))

    def has(self, message: str) -> bool:
        """Whether the language has this message."""
        return self._bundle.has_message(message)

    def error(self, error: CodedError) -> Markup:
        """The text of a refusal: its code is the message, its facts are the arguments."""
        return self(error.code, **error.facts)

    def number(self, number: int | Decimal) -> str:
        """12,345"""
        return format_decimal(number, locale=self._locale)

    def money(self, fen: int) -> str:
        """300.00 元 or ¥300.00, from fen."""
        amount = format_decimal(
            Decimal(abs(fen)) / FEN_PER_YUAN, format="#,##0.00", locale=self._locale
        )
        return ("-" if fen < 0 else "") + self._formats.money.format(amount)

    def date(self, day: dt.date) -> str:
        """2026年11月22日 or 22 Nov 2026. A datetime is refused: its date depends on the zone."""
        return self._date(day, self._formats.date)

    def day(self, day: dt.date) -> str:
        """11月22日 or 22 Nov."""
        return self._date(day, self._formats.day)

    def month(self, day: dt.date) -> str:
        """2026年11月 or Nov 2026: the month that a day is in."""
        return self._date(day, self._formats.month)

    def moment(self, at: dt.datetime, zone: dt.tzinfo | None = None) -> str:
        """2026年11月22日 09:05 or 22 Nov 2026, 09:05, in the programme's zone or the one given."""
        if at.tzinfo is None:
            raise TypeError(f"a moment without its offset: {at}")
        local = at.astimezone(zone or self._zone)
        return format_datetime(local, self._formats.moment, locale=self._locale)

    def _date(self, day: dt.date, pattern: str) -> str:
        if isinstance(day, dt.datetime):
            raise TypeError(f"a moment where a date is needed: {day}")
        return format_date(day, pattern, locale=self._locale)

    def _argument(self, value: object) -> object:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, Decimal) and value == value.to_integral_value():
            return int(value)  # Fluent finds no plural for a Decimal: "1 points"
        if isinstance(value, int | Decimal):
            return value
        return self._written(value)

    def _written(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, dt.datetime):
            return self.moment(value)
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, Collection) and not isinstance(value, str | bytes):
            return format_list([self._written(item) for item in value], locale=self._locale)
        return str(escape(value))
