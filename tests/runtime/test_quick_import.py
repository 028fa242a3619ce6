"""aiogram imported the quick way is the same aiogram."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

EVERY_TYPE = """
import runtime.quick_import
from aiogram import methods, types
from pydantic import BaseModel

models = [
    one
    for module in (types, methods)
    for name in module.__all__
    if isinstance(one := getattr(module, name), type) and issubclass(one, BaseModel)
]
assert len(models) > 400, len(models)
ready = [one for one in models if one.__pydantic_complete__]
assert len(ready) < len(models) / 2, len(ready)
for one in models:
    one.model_rebuild()
assert all(one.__pydantic_complete__ for one in models)
"""

FIRST_USE = """
import runtime.quick_import
from aiogram.client.session.base import Response
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update

chat = {"id": 1, "type": "private", "first_name": "Mei"}
message = {"message_id": 1, "date": 0, "chat": chat, "text": "/start"}
update = Update.model_validate({"update_id": 1, "message": message | {"reply_to_message": message}})
assert update.message.reply_to_message.chat.first_name == "Mei"
assert Response[Message].model_validate({"ok": True, "result": message}).result.text == "/start"
button = InlineKeyboardButton(text="x", callback_data="y")
call = SendMessage(
    chat_id=1, text="x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
)
assert call.model_dump(exclude_none=True)["reply_markup"]["inline_keyboard"][0][0]["text"] == "x"
"""


def run(source: str) -> None:
    """In a process of its own: here aiogram is imported already."""
    words = [sys.executable, "-W", "error", "-c", source]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_types_wait_for_their_first_use_and_then_every_one_finds_its_names() -> None:
    run(EVERY_TYPE)


def test_updates_answers_and_calls_are_read_as_ever() -> None:
    run(FIRST_USE)
