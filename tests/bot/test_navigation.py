"""The bot's answers to messages that it does not understand, in private and in groups."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot import menu
from core import members
from tests.bot.running_bot import FAMILY, RunningBot, labels, words

STICKER = {
    "sticker": {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
    }
}
PHOTO = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}]}
VOICE = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}
DICE = {"dice": {"emoji": "🎲", "value": 4}}


@pytest.mark.parametrize("content", [STICKER, PHOTO, VOICE, DICE])
async def test_message_without_text_gets_a_hint_and_the_menu(
    chat: RunningBot, content: dict[str, Any]
) -> None:
    sent = await chat.client.send(1003, content=content)
    hint = await chat.client.next_message(1003, after=sent["message_id"])
    assert "I only read text commands" in hint["text"]
    assert labels(hint) == ["Balance", "Help"]


async def test_text_gets_a_hint_and_unknown_command_is_named_unknown(chat: RunningBot) -> None:
    assert "did not understand" in (await chat.ask(1003, "how many points?"))["text"]
    assert "no such command" in (await chat.ask(1003, "/points"))["text"]
    assert "no such command" in (await chat.ask(1003, "/balance@other_bot"))["text"]


async def test_an_edited_message_gets_a_hint(chat: RunningBot) -> None:
    sent = await chat.client.send(1003, "/balance")
    first = await chat.client.next_message(1003, after=sent["message_id"])
    await chat.client.edit(1003, sent["message_id"], "/history")
    hint = await chat.client.next_message(1003, after=first["message_id"])
    assert "do not read edited messages" in hint["text"]


async def test_a_command_may_name_the_bot_and_be_written_large(chat: RunningBot) -> None:
    assert "You have" in (await chat.ask(1003, "/BALANCE@Jiafen_Bot"))["text"]


async def test_album_of_ten_gets_at_most_four_hints_and_commands_still_work(
    chat: RunningBot,
) -> None:
    for _ in range(10):
        last = await chat.client.send(1003, content=PHOTO)
    shown = await chat.ask(1003, "/balance")
    assert last["message_id"] < shown["message_id"]
    hints = [
        message
        for message in await chat.client.messages(1003)
        if "only read text" in words(message)
    ]
    assert 1 <= len(hints) <= 4


async def test_flood_of_presses_is_warned_and_every_press_answered(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/balance")
    presses = [
        await chat.client.press(1003, shown["message_id"], data="go1:balance") for _ in range(40)
    ]
    answers = [await chat.client.answer_to(press) for press in presses]
    assert any("a bit fast" in (answer.get("text") or "") for answer in answers)


async def test_every_command_of_the_menu_answers_in_both_languages(chat: RunningBot) -> None:
    said: dict[int, set[str]] = {1001: set(), 1002: set()}
    for person, texts in said.items():
        for name in (*menu.PRIVATE, *menu.STAFF):
            answer = await chat.ask(person, f"/{name}")
            assert "no such command" not in words(answer), name
            assert "没有这个指令" not in words(answer), name
            assert labels(answer), name
            texts.add(re.sub(r"JF-[0-9A-Z-]+|[0-9A-Z-]{24}", "", words(answer)))
    assert not said[1001] & said[1002] - {"请选择语言 · Choose your language"}


async def test_help_names_every_command(chat: RunningBot) -> None:
    shown = await chat.ask(1002, "/help")
    assert [f"/{name}" for name in menu.PRIVATE] == re.findall(
        r"^/\w+", shown["text"], re.MULTILINE
    )


async def test_group_command_answers_only_a_link_to_the_chat(chat: RunningBot) -> None:
    await chat.ask(1001, "/start")
    sent = await chat.client.send(1001, "/balance@jiafen_bot", chat_id=FAMILY.id)
    shown = await chat.client.next_message(FAMILY.id, after=sent["message_id"])
    assert "私" in shown["text"]
    assert "JF-" not in shown["text"]
    button = shown["reply_markup"]["inline_keyboard"][0][0]
    assert button["url"] == "https://t.me/jiafen_bot?start=balance"
    again = await chat.ask(1001, "/start balance")
    assert "您有 0 积分" in again["text"]


async def test_other_group_messages_get_no_answer(chat: RunningBot) -> None:
    for text in ("hello", "/balance@other_bot", "/nonsense"):
        await chat.client.send(1001, text, chat_id=FAMILY.id)
    migrated = {"migrate_to_chat_id": -1002001}
    await chat.client.send(1001, chat_id=FAMILY.id, content=migrated)
    sent = await chat.client.send(1002, "/help", chat_id=FAMILY.id)
    await chat.client.next_message(FAMILY.id, after=sent["message_id"])
    from_bot = [message for message in await chat.client.messages(FAMILY.id) if message["from_bot"]]
    assert len(from_bot) == 1


async def test_in_a_group_nobody_becomes_a_member(chat: RunningBot) -> None:
    sent = await chat.client.send(1002, "/start@jiafen_bot", chat_id=FAMILY.id)
    await chat.client.next_message(FAMILY.id, after=sent["message_id"])
    assert await members.by_telegram(1002) is None
