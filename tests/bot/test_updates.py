"""Intake of updates: each once, in order for each person, drained; with and without Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.delivery import Priority, SendingPace
from bot.updates import Intake
from core import members
from core.program import Program
from locales import Texts
from tests.bot.arrivals import HandlerGate, started, update
from tests.bot.running_bot import BO, MEI, SAM, RunningBot, running_bot


@pytest.fixture
async def still(
    database: str, program: Program, texts: Texts, redis: Redis | None
) -> AsyncIterator[RunningBot]:
    """A bot that is handed its updates by the test."""
    async with running_bot(program, texts, redis=redis) as made:
        await made.client.flood(enabled=False)
        yield made


async def test_a_message_is_answered_in_the_response(still: RunningBot) -> None:
    answer = await still.intake.accept(update(1, "/balance"))
    assert answer is not None
    assert (answer["method"], answer["chat_id"]) == ("sendMessage", BO.id)
    assert "You have" in answer["text"]
    assert answer["parse_mode"] == "HTML"
    assert isinstance(answer["reply_markup"]["inline_keyboard"], list)
    assert await still.client.calls("sendMessage") == []


async def test_an_answer_in_the_response_counts_against_the_chats_pace(
    still: RunningBot, redis: Redis | None
) -> None:
    await started(still, BO.id)
    pace = SendingPace(10_000, redis=redis)
    intake = Intake(still.dispatcher, still.bot, redis=redis, pace=pace)
    for number in range(1, 4):
        assert await intake.accept(update(number, "/balance")) is not None
    assert await intake.accept(update(4, "/balance")) is None  # a fourth within the second
    assert len(await still.client.calls("sendMessage")) == 1
    assert await intake.accept(update(5, "/balance", SAM)) is not None
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await pace.wait(Priority.NOTICE, BO.id)


async def test_an_answer_in_the_response_counts_against_the_bots_pace(
    still: RunningBot, redis: Redis | None
) -> None:
    await started(still, SAM.id)
    pace = SendingPace(0.5, redis=redis)
    intake = Intake(still.dispatcher, still.bot, redis=redis, pace=pace)
    assert await intake.accept(update(1, "/balance", BO)) is not None
    assert await intake.accept(update(2, "/balance", SAM)) is None
    assert len(await still.client.calls("sendMessage")) == 1


async def test_answer_does_not_overtake_a_waiting_message(still: RunningBot) -> None:
    await started(still, BO.id)
    pace = SendingPace(0.5)
    intake = Intake(still.dispatcher, still.bot, pace=pace)
    waiting = [asyncio.create_task(pace.wait(Priority.NOTICE)) for _ in range(2)]
    await waiting[0]
    assert await intake.accept(update(1, "/balance")) is None
    assert len(await still.client.calls("sendMessage")) == 1
    waiting[1].cancel()


async def test_without_a_response_it_is_sent(still: RunningBot) -> None:
    await started(still, BO.id)
    assert await still.intake.accept(update(1, "/balance"), may_respond=False) is None
    (call,) = await still.client.calls("sendMessage")
    assert "You have" in call["parameters"]["text"]


async def test_a_picture_is_never_put_into_the_response(still: RunningBot) -> None:
    await started(still, BO.id)
    assert await still.intake.accept(update(1, "/code")) is None
    assert len(await still.client.calls("sendPhoto")) == 1


async def test_a_repeated_update_has_no_effect(still: RunningBot) -> None:
    assert await still.intake.accept(update(7, "/balance")) is not None
    assert await still.intake.accept(update(7, "/balance")) is None


async def test_a_repeat_while_the_first_is_in_flight_waits_and_has_no_effect(
    still: RunningBot,
) -> None:
    slow = HandlerGate(still)
    gate = slow.hold("/balance")
    first = asyncio.create_task(still.intake.accept(update(7, "/balance")))
    await slow.begun["/balance"].wait()
    second = asyncio.create_task(still.intake.accept(update(7, "/balance")))
    await asyncio.sleep(0)
    assert not second.done()  # it must not be acknowledged before the work is done
    gate.set()
    assert await first is not None
    assert await second is None
    assert slow.order == ["> /balance", "< /balance"]


async def test_updates_of_one_person_keep_order_and_do_not_delay_others(still: RunningBot) -> None:
    slow = HandlerGate(still)
    gate = slow.hold("/balance")
    mine = [
        asyncio.create_task(still.intake.accept(update(number, text)))
        for number, text in enumerate(["/balance", "/history", "/help"], 1)
    ]
    await slow.begun["/balance"].wait()
    assert await still.intake.accept(update(9, "/settings", SAM)) is not None
    gate.set()
    await asyncio.gather(*mine)
    own = [text for text in slow.order if "/settings" not in text]
    assert own == [
        "> /balance",
        "< /balance",
        "> /history",
        "< /history",
        "> /help",
        "< /help",
    ]
    assert slow.order.index("< /settings") < slow.order.index("< /balance")


async def test_locks_of_handled_updates_are_removed(still: RunningBot) -> None:
    for number in range(50):
        await still.intake.accept(update(number, "/balance"))
    assert len(still.intake._locks._locks) == 0


@pytest.mark.parametrize(
    "junk",
    [
        {},
        {"update_id": 1},
        {"update_id": "x", "message": 5},
        {"update_id": 2, "message": {"text": "no sender, no chat"}},
        {"update_id": 3, "message": []},
        {"update_id": 4, "poll": {}},
        {"update_id": 5, "something_of_next_year": {"a": 1}},
        {"update_id": 6, "callback_query": {"id": "1", "from": None}},
        {"update_id": 2**80, "message": None},
    ],
)
async def test_invalid_update_is_dropped_and_the_next_is_handled(
    still: RunningBot, junk: dict[str, Any]
) -> None:
    assert await still.intake.accept(junk) is None
    assert await still.intake.accept(update(100, "/balance")) is not None


async def test_a_failure_is_apologised_for_with_a_reference(
    still: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await started(still, SAM.id)

    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(members, "by_telegram", broken)
    assert await still.intake.accept(update(1, "/balance", SAM)) is None
    (call,) = await still.client.calls("sendMessage")
    assert "look at /history before you try again" in call["parameters"]["text"]
    assert "the database is gone" not in call["parameters"]["text"]


async def test_press_is_answered_even_if_the_member_lookup_fails(
    still: RunningBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    await started(still, SAM.id)
    await still.intake.accept(update(1, "/help", SAM), may_respond=False)
    shown = await still.client.next_message(SAM.id)
    pressed = await still.client.press(SAM.id, shown["message_id"], data="go1:balance")

    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(members, "by_telegram", broken)
    (raw,) = [
        pending.model_dump(exclude_none=True, by_alias=True)
        for pending in await still.bot.get_updates(allowed_updates=["callback_query"])
        if pending.callback_query
    ]
    await still.intake.accept(raw)
    await still.client.answer_to(pressed)
    apology = await still.client.next_message(SAM.id, after=shown["message_id"])
    assert "Sorry" in apology["text"]


async def test_a_handler_that_hangs_is_cut_off_with_an_apology(
    still: RunningBot, redis: Redis | None
) -> None:
    await started(still, BO.id)
    intake = Intake(
        still.dispatcher, still.bot, redis=redis, pace=SendingPace(1000), handler_seconds=0.2
    )
    HandlerGate(still).hold("/balance")
    assert await intake.accept(update(1, "/balance")) is None
    (call,) = await still.client.calls("sendMessage")
    assert "took too long" in call["parameters"]["text"]
    assert await intake.accept(update(2, "/help")) is not None


async def test_blocking_the_bot_before_an_answer_makes_unreachable(still: RunningBot) -> None:
    await started(still, BO.id)
    await still.client.block(BO.id)
    await still.intake.accept(update(1, "/balance"), may_respond=False)
    member = await members.by_telegram(BO.id)
    assert member is not None
    assert member.unreachable_since == still.clock()


async def test_intake_refuses_updates_above_its_limit(
    still: RunningBot, redis: Redis | None
) -> None:
    intake = Intake(still.dispatcher, still.bot, redis=redis, pace=SendingPace(1000), concurrency=2)
    slow = HandlerGate(still)
    gate = slow.hold("/balance")
    first = asyncio.create_task(intake.accept(update(1, "/balance", BO)))
    second = asyncio.create_task(intake.accept(update(2, "/balance", MEI)))
    await slow.begun["/balance"].wait()
    await asyncio.sleep(0)
    assert (intake.room, intake.free) == (False, 0)
    gate.set()
    await asyncio.gather(first, second)
    assert intake.room


async def test_draining_finishes_what_was_begun(still: RunningBot) -> None:
    slow = HandlerGate(still)
    gate = slow.hold("/balance")
    task = asyncio.create_task(still.intake.accept(update(1, "/balance")))
    await slow.begun["/balance"].wait()
    assert not await still.intake.drain(0.05)
    assert not still.intake.room
    gate.set()
    assert await still.intake.drain(5)
    assert await task is not None
