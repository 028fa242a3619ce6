"""Buttons: every press is answered, old ones lead on, and none is larger than Telegram takes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from aiogram.filters.callback_data import CallbackData

from bot import handlers
from tests.bot.running_bot import FAMILY, RunningBot

LARGEST: dict[Any, Any] = {
    int: 2**63 - 1,
    int | None: 2**63 - 1,
    str: "profiling-or-longer-x",
    bool: True,
    UUID: UUID(int=2**128 - 1),
}
WIDEST = {"seat": 8, "source": "wallet", "way": "take"}
"""Fields that take few values: the longest of them."""

KINDS = list(handlers.BUTTONS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_data_of_every_button_fits_with_the_largest_values(kind: type[CallbackData]) -> None:
    values = {
        name: WIDEST[name] if name in WIDEST else LARGEST[field.annotation]
        for name, field in kind.model_fields.items()
    }
    assert len(kind(**values).pack().encode()) <= 64


@pytest.mark.parametrize(
    "data",
    [
        "garbage",
        "balance0:1",
        "go1",
        "go1:balance:more",
        "history1:notanumber",
        "why1:1:2:3",
        "::::",
        "x" * 64,
        "家" * 21,
    ],
)
async def test_unknown_button_is_answered_with_a_menu(chat: RunningBot, data: str) -> None:
    shown = await chat.ask(1003, "/help")
    pressed = await chat.client.press(1003, shown["message_id"], data=data)
    answer = await chat.client.answer_to(pressed)
    assert "out of date" in answer["text"]
    menu = await chat.client.next_message(1003, after=shown["message_id"])
    assert "You have" in menu["text"]
    kept = await chat.client.message(1003, shown["message_id"])
    assert kept is not None
    assert "edit_date" not in kept


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("go1:nowhere", "out of date"),
        ("why1:999999:", "no such purchase"),
        ("paid1:999999:", "no such redemption"),
        ("consent1:gambling:1", "no consent called “gambling”"),
        ("language1:tlh", "not supported yet (tlh)"),
        ("history1:1", "Nothing here yet"),
    ],
)
async def test_well_formed_nonsense_is_refused_in_words(
    chat: RunningBot, data: str, said: str
) -> None:
    shown = await chat.ask(1003, "/help")
    pressed = await chat.client.press(1003, shown["message_id"], data=data)
    await chat.client.answer_to(pressed)
    changed = await chat.client.edited(1003, shown["message_id"])
    assert said in changed["text"]


async def test_another_members_entry_is_not_explained(chat: RunningBot, a_sale: Any) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 100_00)
    mine = await chat.ask(1002, "/history")
    data = mine["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    shown = await chat.ask(1003, "/help")
    await chat.client.press(1003, shown["message_id"], data=data)
    changed = await chat.client.edited(1003, shown["message_id"])
    assert "no such purchase" in changed["text"]


async def test_the_same_button_twice_is_silent(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/balance")
    for _ in range(2):
        pressed = await chat.client.press(1003, shown["message_id"], data="go1:balance")
        answer = await chat.client.answer_to(pressed)
        assert not answer.get("text")
    assert [message for message in await chat.client.messages(1003) if message["from_bot"]] == [
        shown
    ]


async def test_press_on_an_inaccessible_message_gets_a_new_message(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/help")
    pressed = await chat.client.press(
        1003, shown["message_id"], data="go1:balance", inaccessible=True
    )
    await chat.client.answer_to(pressed)
    fresh = await chat.client.next_message(1003, after=shown["message_id"])
    assert "You have" in fresh["text"]


async def test_press_on_a_deleted_message_gets_a_new_message(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/help")
    pressed = None
    await chat.stop_polling()
    pressed = await chat.client.press(1003, shown["message_id"], data="go1:balance")
    await chat.bot.delete_message(1003, shown["message_id"])
    await chat.poll()
    await chat.client.answer_to(pressed)
    fresh = await chat.client.next_message(1003, after=shown["message_id"])
    assert "You have" in fresh["text"]


async def test_late_press_still_acts_without_an_error(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/help")
    await chat.client.press(1003, shown["message_id"], data="go1:balance", expired=True)
    changed = await chat.client.edited(1003, shown["message_id"])
    assert "You have" in changed["text"]
    assert not [
        message
        for message in await chat.client.messages(1003)
        if "Sorry" in message.get("text", "")
    ]


async def test_a_press_in_a_group_is_refused_politely(chat: RunningBot) -> None:
    sent = await chat.client.send(1001, "/help@jiafen_bot", chat_id=FAMILY.id)
    shown = await chat.client.next_message(FAMILY.id, after=sent["message_id"])
    pressed = await chat.client.press(1002, shown["message_id"], data="go1:balance")
    assert pressed["chat_id"] == FAMILY.id
    answer = await chat.client.answer_to(pressed)
    assert "private chat" in answer["text"]
