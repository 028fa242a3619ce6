"""Screens, which handlers return, and how one is shown: as a new message or in place of another."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import SendDocument, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
)

Answer: TypeAlias = TelegramMethod[Any] | None
TEXT_MAX = 4096
CAPTION_MAX = 1024
"""Telegram's limits, counted as `size` does."""

BUTTONS_SECONDS = 5.0
"""How long a press waits for the old buttons to be removed."""

_TAG = re.compile(r"<[^>]*>")
NOT_MODIFIED = "message is not modified"
NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
    "there is no media in the message to edit",
)


@dataclass(frozen=True)
class Attachment:
    """A file that is sent with the message."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Screen:
    """A message as the member sees it.

    Where a button led here, `toast` is the short answer to the press, `lasting` asks for a new
    message because the one with the button is worth keeping, and `done` removes the buttons of that
    one because what they offered is done.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    photo: Attachment | None = None
    document: Attachment | None = None
    toast: str = ""
    lasting: bool = False
    done: bool = False


def size(text: str) -> int:
    """The length of a text as Telegram counts it: without markup, in UTF-16 code units."""
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def fitted(lines: Sequence[str], most: int) -> str:
    """As many whole lines as fit into `most`; whole, because half a tag would be refused."""
    kept: list[str] = []
    left = most - size("\n…")
    for line in lines:
        left -= size(line) + 1
        if left < 0:
            return "\n".join([*kept, "…"])
        kept.append(line)
    return "\n".join(kept)


def shortened(text: str, most: int) -> str:
    """A text that people wrote, cut to `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def message_of(screen: Screen, chat_id: int) -> TelegramMethod[Message]:
    """The call that sends a screen as a new message; not yet sent."""
    common: dict[str, Any] = {"chat_id": chat_id, "reply_markup": screen.keyboard}
    if screen.photo:
        return SendPhoto(photo=_file(screen.photo), caption=screen.text, **common)
    if screen.document:
        return SendDocument(document=_file(screen.document), caption=screen.text, **common)
    return SendMessage(text=screen.text, **common)


async def show(bot: Bot, query: CallbackQuery, screen: Screen) -> Answer:
    """Edit the message of the button into the screen, or else answer with a new message.

    Returns the call that is still to be made; None when the message was edited or is unchanged.
    """
    chat_id = query.message.chat.id if query.message else query.from_user.id
    message = query.message
    if screen.done and message:
        await _without_buttons(bot, chat_id, message.message_id)
    if not isinstance(message, Message) or not _replaceable(message, screen):
        return message_of(screen, chat_id)
    try:
        await _edit(message, screen, bot)
    except TelegramBadRequest as refusal:
        if NOT_MODIFIED in refusal.message:
            return None
        if any(reason in refusal.message for reason in NOT_EDITABLE):
            return message_of(screen, chat_id)
        raise
    return None


async def _without_buttons(bot: Bot, chat_id: int, message_id: int) -> None:
    """Remove the buttons. A failure is ignored, because the screen must be shown anyway."""
    with suppress(AiogramError, TimeoutError):
        async with asyncio.timeout(BUTTONS_SECONDS):
            await bot.edit_message_reply_markup(chat_id=chat_id, message_id=message_id)


def _replaceable(message: Message, screen: Screen) -> bool:
    if screen.lasting or screen.document:
        return False
    return bool(message.photo) if screen.photo else message.text is not None


async def _edit(message: Message, screen: Screen, bot: Bot) -> None:
    if screen.photo:
        media = InputMediaPhoto(media=_file(screen.photo), caption=screen.text)
        await bot(message.edit_media(media, reply_markup=screen.keyboard))
    else:
        await bot(message.edit_text(screen.text, reply_markup=screen.keyboard))


def _file(attachment: Attachment) -> BufferedInputFile:
    return BufferedInputFile(attachment.content, attachment.name)
