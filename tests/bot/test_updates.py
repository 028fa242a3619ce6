"""The way in: once, in order for each person, bounded, drained; alone and with Redis."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject
from redis.asyncio import Redis

from bot.updates import Intake
from core import members
from core.program import Program
from locales import Texts
from tests.bot.conftest import BO, MEI, SAM, House, a_house


@pytest.fixture(scope="module")
def redis_socket() -> Iterator[str]:
    """A Redis server of these tests alone."""
    directory = Path(tempfile.mkdtemp(prefix="jiafen-redis-"))
    socket = str(directory / "redis.sock")
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--dir", directory],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    assert any("ready to accept connections" in line.lower() for line in server.stdout)
    yield socket
    server.terminate()
    server.stdout.close()
    server.wait()
    shutil.rmtree(directory)


@pytest.fixture(params=["alone", "redis"])
async def redis(request: pytest.FixtureRequest) -> AsyncIterator[Redis | None]:
    """Each test runs in one process's memory, and with Redis."""
    if request.param == "alone":
        yield None
        return
    client = Redis(unix_socket_path=request.getfixturevalue("redis_socket"))
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
async def still(
    database: str, program: Program, texts: Texts, redis: Redis | None
) -> AsyncIterator[House]:
    """A bot that is handed its updates by the test."""
    async with a_house(program, texts, redis=redis) as made:
        await made.client.flood(enabled=False)
        yield made


class Slow(BaseMiddleware):
    """Stands before the handlers: holds those that a test wants to hold, and keeps the order."""

    def __init__(self, house: House) -> None:
        self.order: list[str] = []
        self.held: dict[str, asyncio.Event] = {}
        self.begun: dict[str, asyncio.Event] = {}
        house.dispatcher.message.outer_middleware(self)

    def hold(self, text: str) -> asyncio.Event:
        self.begun[text] = asyncio.Event()
        return self.held.setdefault(text, asyncio.Event())

    async def __call__(self, handler: Any, event: TelegramObject, data: dict[str, Any]) -> Any:
        text = str(getattr(event, "text", ""))
        self.order.append(f"> {text}")
        if text in self.held:
            self.begun[text].set()
            await self.held[text].wait()
        answer = await handler(event, data)
        self.order.append(f"< {text}")
        return answer


def update(number: int, text: str, person: Any = BO) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_772_000_000,
            "from": person.as_user(),
            "chat": {"id": person.id, "type": "private", "first_name": person.first_name},
            "text": text,
        },
    }


async def started(house: House, *people: int) -> None:
    """Let people start the chat, so that the bot may write to them."""
    for person in people:
        await house.client.send(person, "/start")


async def test_a_message_is_answered_in_the_response(still: House) -> None:
    answer = await still.intake.accept(update(1, "/balance"))
    assert answer is not None
    assert (answer["method"], answer["chat_id"]) == ("sendMessage", BO.id)
    assert "You have" in answer["text"]
    assert answer["parse_mode"] == "HTML"
    assert isinstance(answer["reply_markup"]["inline_keyboard"], list)
    assert await still.client.calls("sendMessage") == []


async def test_without_a_response_it_is_sent(still: House) -> None:
    await started(still, BO.id)
    assert await still.intake.accept(update(1, "/balance"), may_respond=False) is None
    (call,) = await still.client.calls("sendMessage")
    assert "You have" in call["parameters"]["text"]


async def test_a_picture_is_never_put_into_the_response(still: House) -> None:
    await started(still, BO.id)
    assert await still.intake.accept(update(1, "/code")) is None
    assert len(await still.client.calls("sendPhoto")) == 1


async def test_a_repeated_update_has_no_effect(still: House) -> None:
    assert await still.intake.accept(update(7, "/balance")) is not None
    assert await still.intake.accept(update(7, "/balance")) is None


async def test_a_repeat_while_the_first_is_in_flight_waits_and_has_no_effect(still: House) -> None:
    slow = Slow(still)
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


async def test_one_persons_updates_keep_their_order_and_others_go_by(still: House) -> None:
    slow = Slow(still)
    gate = slow.hold("/balance")
    mine = [
        asyncio.create_task(still.intake.accept(update(number, text)))
        for number, text in enumerate(["/balance", "/history", "/help"], 1)
    ]
    await slow.begun["/balance"].wait()
    assert await still.intake.accept(update(9, "/settings", SAM)) is not None
    gate.set()
    await asyncio.gather(*mine)
    own = [one for one in slow.order if "/settings" not in one]
    assert own == [
        "> /balance",
        "< /balance",
        "> /history",
        "< /history",
        "> /help",
        "< /help",
    ]
    assert slow.order.index("< /settings") < slow.order.index("< /balance")


async def test_locks_do_not_pile_up(still: House) -> None:
    for number in range(50):
        await still.intake.accept(update(number, "/balance"))
    assert len(still.intake._turns._locks) == 0


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
async def test_junk_is_dropped_and_the_next_update_goes_through(
    still: House, junk: dict[str, Any]
) -> None:
    assert await still.intake.accept(junk) is None
    assert await still.intake.accept(update(100, "/balance")) is not None


async def test_a_failure_is_apologised_for_with_a_reference(
    still: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await started(still, SAM.id)

    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(members, "by_telegram", broken)
    assert await still.intake.accept(update(1, "/balance", SAM)) is None
    (call,) = await still.client.calls("sendMessage")
    assert "Your points were not changed" in call["parameters"]["text"]
    assert "the database is gone" not in call["parameters"]["text"]


async def test_a_press_is_answered_even_when_the_member_cannot_be_looked_up(
    still: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await started(still, SAM.id)
    await still.intake.accept(update(1, "/help", SAM), may_respond=False)
    shown = await still.client.next_message(SAM.id)
    pressed = await still.client.press(SAM.id, shown["message_id"], data="go1:balance")

    async def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(members, "by_telegram", broken)
    (raw,) = [
        one.model_dump(exclude_none=True, by_alias=True)
        for one in await still.bot.get_updates(allowed_updates=["callback_query"])
        if one.callback_query
    ]
    await still.intake.accept(raw)
    await still.client.answer_to(pressed)
    apology = await still.client.next_message(SAM.id, after=shown["message_id"])
    assert "Sorry" in apology["text"]


async def test_a_handler_that_hangs_is_cut_off_with_an_apology(
    still: House, redis: Redis | None
) -> None:
    await started(still, BO.id)
    intake = Intake(still.dispatcher, still.bot, redis=redis, handler_seconds=0.2)
    Slow(still).hold("/balance")
    assert await intake.accept(update(1, "/balance")) is None
    (call,) = await still.client.calls("sendMessage")
    assert "took too long" in call["parameters"]["text"]
    assert await intake.accept(update(2, "/help")) is not None


async def test_who_blocks_the_bot_before_the_answer_is_out_of_reach(still: House) -> None:
    await started(still, BO.id)
    await still.client.block(BO.id)
    await still.intake.accept(update(1, "/balance"), may_respond=False)
    member = await members.by_telegram(BO.id)
    assert member is not None
    assert member.unreachable_since == still.clock()


async def test_there_is_room_for_so_many_and_no_more(still: House, redis: Redis | None) -> None:
    intake = Intake(still.dispatcher, still.bot, redis=redis, concurrency=2)
    slow = Slow(still)
    gate = slow.hold("/balance")
    first = asyncio.create_task(intake.accept(update(1, "/balance", BO)))
    second = asyncio.create_task(intake.accept(update(2, "/balance", MEI)))
    await slow.begun["/balance"].wait()
    await asyncio.sleep(0)
    assert (intake.room, intake.free) == (False, 0)
    gate.set()
    await asyncio.gather(first, second)
    assert intake.room


async def test_draining_finishes_what_was_begun(still: House) -> None:
    slow = Slow(still)
    gate = slow.hold("/balance")
    task = asyncio.create_task(still.intake.accept(update(1, "/balance")))
    await slow.begun["/balance"].wait()
    assert not await still.intake.drain(0.05)
    assert not still.intake.room
    gate.set()
    assert await still.intake.drain(5)
    assert await task is not None


async def test_two_processes_handle_an_update_once(
    redis_socket: str, database: str, program: Program, texts: Texts
) -> None:
    redis = Redis(unix_socket_path=redis_socket)
    await redis.flushall()
    async with a_house(program, texts, redis=redis) as house:
        other = Intake(house.dispatcher, house.bot, redis=redis)
        slow = Slow(house)
        gate = slow.hold("/balance")
        first = asyncio.create_task(house.intake.accept(update(7, "/balance")))
        await slow.begun["/balance"].wait()
        second = asyncio.create_task(other.accept(update(7, "/balance")))
        third = asyncio.create_task(other.accept(update(8, "/help")))
        gate.set()
        assert await first is not None
        assert await second is None
        assert await third is not None
        assert slow.order == ["> /balance", "< /balance", "> /help", "< /help"]
    await redis.aclose()


async def test_while_redis_is_away_people_are_answered(
    database: str, program: Program, texts: Texts, tmp_path: Path
) -> None:
    redis = Redis(unix_socket_path=str(tmp_path / "nobody-listens"))
    async with a_house(program, texts, redis=redis) as house:
        assert await house.intake.accept(update(1, "/balance")) is not None
        assert await house.intake.accept(update(1, "/balance")) is None
    await redis.aclose()


async def test_a_conversation_lives_in_redis_and_ends_there(
    redis_socket: str, database: str, program: Program, texts: Texts
) -> None:
    redis = Redis(unix_socket_path=redis_socket)
    await redis.flushall()
    async with a_house(program, texts, redis=redis) as house:
        context = house.dispatcher.fsm.get_context(house.bot, chat_id=BO.id, user_id=BO.id)
        await context.set_state("Invitation:answering")
        (key,) = [one async for one in redis.scan_iter("jiafen:talk:*")]
        assert 0 < await redis.ttl(key) <= 86_400
        answer = await house.intake.accept(update(1, "/cancel"))
        assert answer is not None
        assert "Nothing was changed" in answer["text"]
        assert [one async for one in redis.scan_iter("jiafen:talk:*")] == []
    await redis.ping()  # the bot does not close what is not its own
    await redis.aclose()
