"""What a webhook's response says counts with all the rest: for its chat, and for the whole bot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

import playground
from bot.delivery import Pace, Priority
from bot.updates import Intake
from core.program import Program
from locales import Texts
from tests.bot.arrivals import update
from tests.bot.conftest import BO, House, a_house
from tests.bot.delivery.test_pace import most_ahead

PER_SECOND = 20


@pytest.fixture
def pace(redis: Redis | None) -> Pace:
    return Pace(PER_SECOND, redis=redis)


@pytest.fixture
async def paced(
    database: str, program: Program, texts: Texts, redis: Redis | None, pace: Pace
) -> AsyncIterator[House]:
    """A bot that is handed its updates by the test and answers in the response."""
    async with a_house(program, texts, redis=redis, pace=pace) as made:
        await made.client.flood(enabled=False)
        yield made


def person(number: int) -> playground.Person:
    return playground.Person(id=5000 + number, first_name="A", language_code="en")


async def answered(intake: Intake, number: int) -> float:
    """When a newcomer's command was answered in the response."""
    answer = await intake.accept(update(number, "/help", person(number)))
    assert answer is not None
    assert answer["method"] == "sendMessage"
    return time.monotonic()


async def test_answers_in_responses_and_notices_keep_one_pace(paced: House, pace: Pace) -> None:
    async def notice() -> float:
        await pace.turn(Priority.NOTICE)
        return time.monotonic()

    begin = time.monotonic()
    moments = await asyncio.gather(
        *(answered(paced.intake, number) for number in range(1, 31)),
        *(notice() for _ in range(20)),
    )
    assert most_ahead(sorted(moments), begin, PER_SECOND) <= 0.3
    assert max(moments) - begin >= 49 / PER_SECOND - 0.1
    assert max(moments[:30]) < max(moments[30:]), "answers to people go first"


async def test_an_answer_in_the_response_waits_for_its_own_chat(paced: House, pace: Pace) -> None:
    assert await paced.intake.accept(update(1, "/help")) is not None
    begin = time.monotonic()
    for _ in range(2):
        await pace.turn(Priority.NOTICE, BO.id)  # with the answer the chat's burst of three
    assert await paced.intake.accept(update(2, "/help")) is not None
    assert time.monotonic() - begin == pytest.approx(1, abs=0.3)
    begin = time.monotonic()
    await answered(paced.intake, 3)
    assert time.monotonic() - begin < 0.5, "another chat does not wait"


async def test_a_notice_waits_for_answers_that_went_into_the_response(
    paced: House, pace: Pace
) -> None:
    begin = time.monotonic()
    for number in range(1, 4):
        assert await paced.intake.accept(update(number, "/help")) is not None
    await pace.turn(Priority.NOTICE, BO.id)
    assert time.monotonic() - begin == pytest.approx(1, abs=0.3)


async def test_while_the_bot_is_stopped_nothing_goes_into_a_response(
    paced: House, pace: Pace
) -> None:
    assert await paced.intake.accept(update(1, "/help")) is not None
    await pace.stop(60)
    assert await paced.intake.accept(update(2, "/help")) is None
    assert len(await paced.client.calls("sendMessage")) == 1
