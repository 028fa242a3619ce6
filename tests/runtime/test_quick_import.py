"""aiogram imported by runtime.quick_import is the same aiogram."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from runtime.quick_import import AIOGRAM

ROOT = Path(__file__).parents[2]

EVERY_TYPE = """
import runtime.quick_import
from aiogram import methods, types
from pydantic import BaseModel

models = [
    model
    for module in (types, methods)
    for name in module.__all__
    if isinstance(model := getattr(module, name), type) and issubclass(model, BaseModel)
]
assert len(models) > 400, len(models)
ready = [model for model in models if model.__pydantic_complete__]
assert len(ready) < len(models) / 2, len(ready)
for model in models:
    model.model_rebuild()
assert all(model.__pydantic_complete__ for model in models)
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
    """Run it in a process of its own, because aiogram is imported here already."""
    words = [sys.executable, "-W", "error", "-c", source]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_every_type_is_built_at_its_first_use() -> None:
    run(EVERY_TYPE)


def test_quick_import_reads_updates_answers_and_calls_unchanged() -> None:
    run(FIRST_USE)


def test_the_version_that_is_patched_is_the_one_that_is_installed() -> None:
    """With another one a start is slow: try it, then change the number."""
    assert version("aiogram") == AIOGRAM
