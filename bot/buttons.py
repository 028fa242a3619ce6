"""The buttons beneath messages: what each says, and the versioned data that it sends back.

A prefix ends in its version. When a button's fields change, the version rises and the old class
stays for two days, because old messages keep their buttons.
"""

from __future__ import annotations

from typing import Literal, TypeAlias
from uuid import UUID

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
    """Show what the command of this name shows, in place of this message."""

    name: str


class Open(CallbackData, prefix="open1"):
    """As Go, but beneath it: the message that carries the button is worth keeping."""

    name: str


class HistoryPage(CallbackData, prefix="history1"):
    """Entries older than `before`; none: the newest."""

    before: int | None = None


class WhyPoints(CallbackData, prefix="why1"):
    """Why an entry has these points; `before` is the page to return to."""

    entry: int
    before: int | None = None


class WhyRedeemed(CallbackData, prefix="paid1"):
    """What an entry paid for; `before` is the page to return to."""

    entry: int
    before: int | None = None


class ChooseLanguage(CallbackData, prefix="language1"):
    language: str


class AskLanguage(CallbackData, prefix="greet1"):
    """Ask in which language to greet; `newcomer` says which greeting it is."""

    newcomer: bool


class GreetIn(CallbackData, prefix="greetin1"):
    """Speak this language from now on, and greet in it."""

    language: str
    newcomer: bool


class ChangeConsent(CallbackData, prefix="consent1"):
    purpose: str
    given: bool


class ExportMine(CallbackData, prefix="export1"):
    """Ask for the file of everything that is held about the member."""


class AskErasure(CallbackData, prefix="erase1"):
    """Ask what erasure means."""


class AnswerInvitation(CallbackData, prefix="invited1"):
    """Answer the invitation that the conversation holds; its token is too long for a button."""

    accept: bool


class RewardsPage(CallbackData, prefix="rewards1"):
    """The rewards from a place on, the cheapest first."""

    start: int


class ShowEvent(CallbackData, prefix="event1"):
    event: UUID


class ShowReward(CallbackData, prefix="reward1"):
    reward: UUID


class RewardRules(CallbackData, prefix="rules1"):
    """The whole disclosure of a reward."""

    reward: UUID


class AskQuote(CallbackData, prefix="quote1"):
    """Ask what a reward costs now; `seat` names who of the family gets the voucher."""

    reward: UUID
    source: str
    seat: int | None = None


class Redeem(CallbackData, prefix="redeem1"):
    """Confirm a quote; pressed twice it is one redemption."""

    quote: UUID


class VouchersPage(CallbackData, prefix="vouchers1"):
    """The vouchers from a place on, those to be used first."""

    start: int


class ShowVoucher(CallbackData, prefix="voucher1"):
    code: str


class FamilyStep(CallbackData, prefix="family1"):
    """A way on from the family's message."""

    name: str


class MovePoints(CallbackData, prefix="move1"):
    """Put points into the family or take them out; a second tap carries the same key."""

    way: Literal["put", "take"]
    points: int
    key: str


class LeaveFamily(CallbackData, prefix="leave1"):
    """Leave this family; `since` is when the seat was taken, so that it names one stay."""

    family: UUID
    since: int


class RevokeInvitation(CallbackData, prefix="revoke1"):
    id: str


class JoinFamily(CallbackData, prefix="join1"):
    token: str
    accept: bool


class SetAutomatic(CallbackData, prefix="auto1"):
    percent: int


class HandOver(CallbackData, prefix="head1"):
    """Make this member the head."""

    to: UUID


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """Rows of buttons; empty ones are left out."""
    return InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row])


def press(text: str, data: CallbackData, style: Style | None = None) -> InlineKeyboardButton:
    """A button that comes back to the bot."""
    return InlineKeyboardButton(text=text, callback_data=data.pack(), style=style)


def go(t: Language, name: str, style: Style | None = None) -> InlineKeyboardButton:
    """A button that leads where the command of this name leads."""
    return press(t.plain(f"bot-go-{name}"), Go(name=name), style)


def copy(text: str, copied: str) -> InlineKeyboardButton:
    """A button that copies."""
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


def turn(
    t: Language,
    page: type[RewardsPage | VouchersPage],
    *,
    start: int,
    size: int,
    of: int,
) -> Row:
    """The buttons that turn the pages of a list; empty where there is one page."""
    row = []
    if start:
        row.append(press(t.plain("catalog-rewards-previous"), page(start=max(0, start - size))))
    if start + size < of:
        row.append(press(t.plain("catalog-rewards-next"), page(start=start + size)))
    return row


def home(t: Language) -> InlineKeyboardMarkup:
    """The one way out of a dead end."""
    return keyboard([go(t, "balance")])
