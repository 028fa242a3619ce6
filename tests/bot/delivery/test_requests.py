"""Answers to people: patient with Telegram, and never said twice."""

from __future__ import annotations

import pytest
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.delivery import Priority
from tests.bot.delivery.conftest import PEOPLE, SenderStage
from tests.playground_client import Json
from tests.stopwatch import Stopwatch

MEI = PEOPLE[0].id


async def said(stage: SenderStage) -> list[str]:
    return [message["text"] for message in await stage.client.messages(MEI) if message["from_bot"]]


def statuses(calls: list[Json]) -> list[int]:
    return [call["status"] for call in calls]


async def test_an_answer_survives_502_and_then_429(stage: SenderStage) -> None:
    await stage.client.fault("bad_gateway", calls=2, html=True)
    async with stage.bot() as bot:
        await stage.client.fault("too_many_requests", calls=1, retry_after=1)
        await bot.send_message(MEI, "<b>100</b> points")
    assert await said(stage) == ["100 points"]
    assert sorted(statuses(await stage.sends())) == [200, 429, 502]


async def test_gateway_error_page_counts_as_server_error(stage: SenderStage) -> None:
    await stage.client.fault("bad_gateway", calls=None, html=True)
    async with stage.bot(priority=Priority.NOTICE) as bot:
        with pytest.raises(TelegramServerError, match="HTTP 502"):
            await bot.send_message(MEI, "once")
    assert statuses(await stage.sends()) == [502]


async def test_patience_with_a_broken_telegram_ends(stage: SenderStage) -> None:
    await stage.client.fault("bad_gateway", calls=None)
    async with stage.bot() as bot:
        with pytest.raises(TelegramServerError):
            await bot.send_message(MEI, "never")
    assert statuses(await stage.sends()) == [502] * 5


async def test_message_with_lost_reply_is_not_repeated(stage: SenderStage) -> None:
    await stage.client.fault("drop_reply")
    async with stage.bot() as bot:
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(MEI, "once")
    assert await said(stage) == ["once"]


async def test_calls_without_a_new_message_are_repeated_after_a_lost_reply(
    stage: SenderStage,
) -> None:
    async with stage.bot() as bot:
        message = await bot.send_message(MEI, "one")
        await stage.client.fault("drop_reply", methods=["getMe"])
        assert (await bot.get_me()).is_bot
        await stage.client.fault("drop_reply", methods=["deleteMessage"])
        with pytest.raises(TelegramBadRequest, match="message to delete not found"):
            await bot.delete_message(MEI, message.message_id)
    assert await said(stage) == []


async def test_person_does_not_wait_for_a_long_429(stage: SenderStage) -> None:
    await stage.client.fault("too_many_requests", retry_after=3600)
    async with stage.bot() as bot:
        watch = Stopwatch()
        for _ in range(2):
            with pytest.raises(TelegramRetryAfter) as refusal:
                await bot.send_message(MEI, "not now")
            assert 3590 <= refusal.value.retry_after <= 3600
        assert watch.seconds < 5
    assert statuses(await stage.sends()) == [429]


async def test_polling_continues_during_a_429(stage: SenderStage) -> None:
    pace = stage.pace()
    await pace.stop(3600)
    async with stage.bot(pace) as bot:
        assert await bot.get_updates(timeout=0) == []


async def test_answer_to_a_press_ignores_the_pace(stage: SenderStage) -> None:
    """Only what makes or changes messages is counted by Telegram."""
    slow = stage.paced(0.2)
    async with slow.bot() as bot:
        watch = Stopwatch()
        for _ in range(5):
            await bot.get_me()
        assert watch.seconds < 3


async def test_links_have_no_preview_and_html_is_read(stage: SenderStage) -> None:
    async with stage.bot() as bot:
        message = await bot.send_message(MEI, "<i>see</i> https://example.org")
    assert message.entities
    assert message.entities[0].type == "italic"
    [call] = await stage.sends()
    assert "is_disabled" in str(call["parameters"]["link_preview_options"])
