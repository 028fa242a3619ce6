"""Telegram stumbles while it is asked to say our answers: people are answered in the end, once."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot import delivery
from bot.delivery import SendingPace
from bot.updates import Intake
from core.program import Program
from locales import Texts
from tests.bot.running_bot import RunningBot, running_bot, words
from tests.playground_server import TOKEN


@pytest.fixture
async def chat(database: str, program: Program, texts: Texts) -> AsyncIterator[RunningBot]:
    """A bot with the manners that it has in earnest."""
    async with running_bot(program, texts) as made:
        pace = SendingPace(1000)
        async with delivery.session(token=TOKEN, api_url=made.url, pace=pace).context() as bot:
            made.intake = Intake(made.dispatcher, bot, pace=pace)
            await made.poll()
            yield made
            await made.stop_polling()


async def test_502_then_429_then_an_answer(chat: RunningBot) -> None:
    await chat.client.fault("bad_gateway", methods=["sendMessage"], html=True)
    await chat.client.fault("too_many_requests", methods=["sendMessage"], retry_after=1)
    assert "You have" in (await chat.ask(1003, "/balance"))["text"]
    said = [words(message) for message in await chat.client.messages(1003) if message["from_bot"]]
    assert len(said) == 1


async def test_edit_with_lost_reply_is_repeated_without_an_apology(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/balance")
    await chat.client.fault("drop_reply", methods=["editMessageText"])
    changed = await chat.turned(1003, shown, "History")
    assert "Nothing here yet" in changed["text"]
    assert "You have" in (await chat.ask(1003, "/balance"))["text"]
    said = [words(message) for message in await chat.client.messages(1003) if message["from_bot"]]
    assert not any("Sorry" in text for text in said)


async def test_press_is_answered_after_a_transient_error(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/balance")
    await chat.client.fault("bad_gateway", methods=["answerCallbackQuery"])
    await chat.press(1003, shown, "History")
