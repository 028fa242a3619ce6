"""Makes the buttons beneath messages; the data of a noun's own buttons stands with the noun.

The prefix of a CallbackData class ends in its version. When a button's fields change, the version
rises and the old class stays for two days, because old messages keep their buttons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from aiogram.filters.callback_data import CallbackData
from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    WebAppInfo,
)

from locales import Language

Style: TypeAlias = Literal["primary", "success", "danger"]
Button: TypeAlias = InlineKeyboardButton
Row: TypeAlias = list[Button]


class Go(CallbackData, prefix="go1"):
    """Show what the command of this name shows, in place of the message with the button."""

    name: str


class OpenBelow(CallbackData, prefix="open1"):
    """Show it in a new message below, because the message with the button is worth keeping."""

    name: str


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """A keyboard of these rows; empty rows are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def callback(text: str, data: CallbackData, style: Style | None = None) -> InlineKeyboardButton:
    """A button that sends `data` to the bot."""
    return InlineKeyboardButton(text=text, callback_data=data.pack(), style=style)


def go(t: Language, name: str, style: Style | None = None) -> InlineKeyboardButton:
    """A button that shows what the command of this name shows; its label is `bot-go-<name>`."""
    return callback(t.plain(f"bot-go-{name}"), Go(name=name), style)


def copy(text: str, copied: str) -> InlineKeyboardButton:
    """A button that copies a text to the clipboard."""
    return InlineKeyboardButton(text=text, copy_text=CopyTextButton(text=copied))


def link(text: str, url: str) -> InlineKeyboardButton:
    """A button that opens an address."""
    return InlineKeyboardButton(text=text, url=url)


def app(t: Language, app_url: str, page: str = "") -> Row:
    """A row with the button that opens the mini-app; empty while there is no address for it."""
    if not app_url:
        return []
    return [
        InlineKeyboardButton(
            text=t.plain("bot-open-app"), web_app=WebAppInfo(url=app_url + page), style="primary"
        )
    ]


def page_buttons(
    t: Language, page: Callable[[int], CallbackData], *, start: int, size: int, of: int
) -> Row:
    """The buttons that turn the pages of a list; empty where there is one page.

    `page` makes the data of the button that shows the list from a place on.
    """
    row = []
    if start:
        back = page(max(0, start - size))
        row.append(callback(t.plain("catalog-rewards-previous"), back))
    if start + size < of:
        row.append(callback(t.plain("catalog-rewards-next"), page(start + size)))
    return row


def home(t: Language) -> InlineKeyboardMarkup:
    """One button, to the balance, for screens that lead nowhere else."""
    return keyboard([go(t, "balance")])
