"""Telegram can be busy, broken, slow or gone after it acted; and it keeps its pace."""

from __future__ import annotations

import time

import pytest
from aiogram.exceptions import (
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from tests.playground.conftest import CHILD, MOTHER, Playground
from tests.playground_client import Refused


async def test_the_next_calls_are_too_many(play: Playground) -> None:
    await play.client.fault("too_many_requests", calls=2, retry_after=7, methods=["send*"])
    for _ in range(2):
        with pytest.raises(TelegramRetryAfter) as refused:
            await play.bot.send_message(MOTHER.id, "hello")
        assert refused.value.retry_after == 7
    await play.bot.get_me()
    await play.bot.send_message(MOTHER.id, "hello")
    assert len(await play.client.messages(MOTHER.id)) == 1


async def test_every_send_answers_502_until_it_is_calm(play: Playground) -> None:
    await play.client.fault("bad_gateway", calls=None, methods=["send*"])
    for _ in range(3):
        with pytest.raises(TelegramServerError):
            await play.bot.send_message(MOTHER.id, "hello")
    await play.client.clear_faults()
    await play.bot.send_message(MOTHER.id, "hello")
    assert [call["status"] for call in await play.client.calls("sendMessage")] == [502] * 3 + [200]


async def test_a_dropped_reply_comes_after_the_effect(play: Playground) -> None:
    await play.client.fault("drop_reply", methods=["sendMessage"])
    with pytest.raises(TelegramNetworkError):
        await play.bot.send_message(MOTHER.id, "did this arrive?")
    (message,) = await play.client.messages(MOTHER.id)
    assert message["text"] == "did this arrive?"


async def test_a_slow_answer_is_late(play: Playground) -> None:
    await play.client.fault("slow", seconds=0.3, methods=["getMe"])
    started = time.perf_counter()
    await play.bot.get_me()
    assert time.perf_counter() - started >= 0.3


async def test_an_unknown_fault_is_refused(play: Playground) -> None:
    with pytest.raises(Refused, match="a fault has a kind"):
        await play.client.fault("earthquake")


async def test_a_chat_has_a_burst_and_then_a_pace(play: Playground) -> None:
    await play.client.flood(chat_burst=3, chat_per_second=1)
    for number in range(3):
        await play.bot.send_message(MOTHER.id, f"n{number}")
    with pytest.raises(TelegramRetryAfter) as refused:
        await play.bot.send_message(MOTHER.id, "too fast")
    assert refused.value.retry_after == 1
    await play.bot.send_message(CHILD.id, "another chat")


async def test_all_chats_together_have_a_pace(play: Playground) -> None:
    await play.client.flood(all_burst=2, all_per_second=0.5)
    await play.bot.send_message(MOTHER.id, "one")
    await play.bot.send_message(CHILD.id, "two")
    with pytest.raises(TelegramRetryAfter):
        await play.bot.send_message(CHILD.id, "three")


async def test_a_person_who_taps_fast_does_not_meet_the_pace(play: Playground) -> None:
    for number in range(20):
        await play.bot.send_message(MOTHER.id, f"n{number}")
    assert len(await play.client.messages(MOTHER.id)) == 20
