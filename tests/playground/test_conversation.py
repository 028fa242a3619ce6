"""People and a real aiogram bot talk through the playground, by polling."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from tests.playground.conftest import CHILD, FAMILY, MOTHER, Playground

BUTTONS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="More", callback_data="more")]]
)


def dispatcher() -> Dispatcher:
    made = Dispatcher()

    @made.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer(
            f"Hello, <b>{message.text}</b>", parse_mode="HTML", reply_markup=BUTTONS
        )

    @made.message(F.text)
    async def echo(message: Message) -> None:
        await message.answer(f"You said {message.text}")

    @made.callback_query(F.data == "more")
    async def more(query: CallbackQuery) -> None:
        await query.answer("Here you are")
        assert isinstance(query.message, Message)
        await query.message.edit_text("More of it")

    return made


@pytest.fixture
async def polling(play: Playground) -> AsyncIterator[Playground]:
    made = dispatcher()
    task = asyncio.create_task(
        made.start_polling(play.bot, handle_signals=False, close_bot_session=False)
    )
    yield play
    await made.stop_polling()
    await task


async def test_a_bot_answers_and_the_button_edits_in_place(polling: Playground) -> None:
    answer = await polling.client.ask(MOTHER.id, "/start abc")
    assert answer["text"] == "Hello, /start abc"
    assert {"type": "bold", "offset": 7, "length": 10} in answer["entities"]
    press = await polling.client.press(MOTHER.id, answer["message_id"], label="More")
    assert (await polling.client.answer_to(press))["text"] == "Here you are"
    edited = await polling.client.edited(MOTHER.id, answer["message_id"])
    assert edited["text"] == "More of it"
    assert "reply_markup" not in edited


async def test_two_people_have_their_own_chats(polling: Playground) -> None:
    mine = await polling.client.ask(MOTHER.id, "one")
    theirs = await polling.client.ask(CHILD.id, "two")
    assert (mine["text"], theirs["text"]) == ("You said one", "You said two")
    assert mine["chat"]["id"] == MOTHER.id
    assert len(await polling.client.messages(CHILD.id)) == 2


async def test_bot_in_a_group_receives_only_commands(polling: Playground) -> None:
    await polling.client.send(MOTHER.id, "just talk", chat_id=FAMILY.id)
    await polling.client.send(CHILD.id, "/start@jiafen_bot", chat_id=FAMILY.id)
    answer = await polling.client.next_message(FAMILY.id)
    assert answer["text"] == "Hello, /start@jiafen_bot"
    said = [message["text"] for message in await polling.client.messages(FAMILY.id)]
    assert said == ["just talk", "/start@jiafen_bot", "Hello, /start@jiafen_bot"]


async def test_two_thousand_messages_at_once_are_all_answered(polling: Playground) -> None:
    await polling.client.flood(enabled=False)
    people = (MOTHER.id, CHILD.id)

    async def say(number: int) -> None:
        await polling.client.send(people[number % 2], f"n{number}")

    await asyncio.gather(*(say(number) for number in range(2_000)))

    async def all_answered() -> bool:
        state = await polling.client.state()
        return bool(state["succeeded"].get("sendMessage") == 2_000)

    assert await polling.client.wait_for(all_answered, seconds=90)
    answered = {call["parameters"]["text"] for call in await polling.client.calls("sendMessage")}
    assert answered == {f"You said n{number}" for number in range(2_000)}
