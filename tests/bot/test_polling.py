"""Polling confirms updates after handling, is not blocked by a slow one, and survives failures."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from bot.delivery import SendingPace
from bot.polling import Poller
from bot.updates import ALLOWED, Intake
from core.program import Program
from locales import Texts
from tests.bot.arrivals import HandlerGate
from tests.bot.running_bot import RunningBot, running_bot, words
from tests.stopwatch import within


@pytest.fixture
async def still(database: str, program: Program, texts: Texts) -> AsyncIterator[RunningBot]:
    """A bot that does not poll yet."""
    async with running_bot(program, texts) as made:
        await made.client.flood(enabled=False)
        yield made


async def pending(chat: RunningBot) -> int:
    return int((await chat.client.state())["pending_updates"])


async def test_bot_requests_exactly_the_handled_update_kinds(still: RunningBot) -> None:
    await still.poll()
    await still.ask(1003, "/balance")
    call = (await still.client.calls("getUpdates"))[0]
    assert json.loads(call["parameters"]["allowed_updates"]) == list(ALLOWED)
    assert set(ALLOWED) == {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
    }


async def test_slow_update_delays_nobody_else_and_stays_unconfirmed(
    still: RunningBot,
) -> None:
    slow = HandlerGate(still)
    gate = slow.hold("/balance")
    await still.poll()
    await still.client.send(1003, "/balance")
    await slow.begun["/balance"].wait()
    for _ in range(3):
        assert "Settings" in (await still.ask(1002, "/settings"))["text"]
    assert await pending(still) >= 1  # a crash now would bring it again
    gate.set()
    answer = await still.client.next_message(1003)
    assert "You have" in answer["text"]
    assert slow.order.count("> /balance") == 1


async def test_update_interrupted_by_a_crash_is_delivered_again(still: RunningBot) -> None:
    slow = HandlerGate(still)
    slow.hold("/balance")
    crashing = asyncio.create_task(Poller(still.bot, still.intake).run(asyncio.Event()))
    await still.client.send(1003, "/balance")
    await slow.begun["/balance"].wait()
    crashing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await crashing
    slow.held.clear()
    stop = asyncio.Event()
    next_one = Poller(
        still.bot, Intake(still.dispatcher, still.bot, pace=SendingPace(1000)), poll_seconds=1
    )
    task = asyncio.create_task(next_one.run(stop))
    assert "You have" in (await still.client.next_message(1003))["text"]
    stop.set()
    await task


async def test_stopping_finishes_the_work_confirms_it_and_takes_no_long(still: RunningBot) -> None:
    slow = HandlerGate(still)
    gate = slow.hold("/balance")
    stop = asyncio.Event()
    task = asyncio.create_task(Poller(still.bot, still.intake, poll_seconds=50).run(stop))
    await still.client.send(1003, "/balance")
    await slow.begun["/balance"].wait()
    stop.set()
    gate.set()
    async with within(5):  # not the fifty seconds of the poll
        await task
    assert "You have" in (await still.client.next_message(1003))["text"]
    assert await pending(still) == 0


async def test_an_idle_poll_stops_at_once(still: RunningBot) -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(Poller(still.bot, still.intake, poll_seconds=50).run(stop))

    async def polled() -> bool:
        return (await still.client.state())["webhook"]["url"] == "" and bool(
            await still.client.calls("deleteWebhook")
        )

    await still.client.wait_for(polled)
    stop.set()
    async with within(5):
        await task


async def test_polling_goes_on_after_502_429_and_another_poller(still: RunningBot) -> None:
    for kind, options in (
        ("bad_gateway", {"html": True}),
        ("too_many_requests", {"retry_after": 1}),
    ):
        await still.client.fault(kind, methods=["getUpdates"], **options)
    await still.poll()
    assert "You have" in (await still.ask(1003, "/balance"))["text"]
    await still.bot.get_updates(timeout=0)  # somebody else polls: ours is told 409
    assert "You have" in (await still.ask(1003, "/balance"))["text"]


async def test_polling_removes_an_old_webhook_without_losing_updates(still: RunningBot) -> None:
    await still.bot.set_webhook("http://127.0.0.1:9/nobody-listens")
    sent = await still.client.send(1003, "/balance")
    await still.poll()
    answer = await still.client.next_message(1003, after=sent["message_id"])
    assert "You have" in answer["text"]


async def test_failing_update_in_the_queue_is_skipped(still: RunningBot) -> None:
    await still.client.push("message", {"text": "no chat, no sender"})
    await still.client.push("callback_query", {"id": 7})
    await still.poll()
    assert "You have" in (await still.ask(1003, "/balance"))["text"]
    assert "Settings" in (await still.ask(1003, "/settings"))["text"]


async def test_the_same_update_twice_is_answered_once(still: RunningBot) -> None:
    await still.poll()
    first = await still.ask(1003, "/balance")
    await still.client.redeliver()
    after = await still.ask(1003, "/settings")
    assert after["message_id"] > first["message_id"]
    said = [words(message) for message in await still.client.messages(1003) if message["from_bot"]]
    assert sum("You have" in text for text in said) == 1


async def test_two_thousand_updates_at_once_are_all_handled(still: RunningBot) -> None:
    people = [1001, 1002, 1003]
    for number in range(2_000):
        await still.client.send(people[number % 3], "/balance")
    await still.poll()

    async def emptied() -> bool:
        return await pending(still) == 0

    await still.client.wait_for(emptied, seconds=60)
    assert "You have" in (await still.client.next_message(1003))["text"]
    assert not still.intake._working
