"""Several processes behind one bot, which share their state through Redis or have none."""

from __future__ import annotations

import asyncio
from pathlib import Path

from redis.asyncio import Redis

from bot.delivery import SendingPace
from bot.updates import Intake
from core.program import Program
from locales import Texts
from tests.bot.arrivals import HandlerGate, update
from tests.bot.running_bot import BO, running_bot


async def test_two_processes_handle_an_update_once(
    redis_url: str, database: str, program: Program, texts: Texts
) -> None:
    redis = Redis.from_url(redis_url)
    await redis.flushdb()
    async with running_bot(program, texts, redis=redis) as chat:
        other = Intake(chat.dispatcher, chat.bot, redis=redis, pace=SendingPace(1000, redis=redis))
        slow = HandlerGate(chat)
        gate = slow.hold("/balance")
        first = asyncio.create_task(chat.intake.accept(update(7, "/balance")))
        await slow.begun["/balance"].wait()
        second = asyncio.create_task(other.accept(update(7, "/balance")))
        third = asyncio.create_task(other.accept(update(8, "/help")))
        gate.set()
        assert await first is not None
        assert await second is None
        assert await third is not None
        assert slow.order == ["> /balance", "< /balance", "> /help", "< /help"]
    await redis.aclose()


async def test_updates_are_answered_while_redis_is_unreachable(
    database: str, program: Program, texts: Texts, tmp_path: Path
) -> None:
    redis = Redis(unix_socket_path=str(tmp_path / "nobody-listens"))
    async with running_bot(program, texts, redis=redis) as chat:
        assert await chat.intake.accept(update(1, "/balance")) is not None
        assert await chat.intake.accept(update(1, "/balance")) is None
    await redis.aclose()


async def test_a_conversation_lives_in_redis_and_ends_there(
    redis_url: str, database: str, program: Program, texts: Texts
) -> None:
    redis = Redis.from_url(redis_url)
    await redis.flushdb()
    async with running_bot(program, texts, redis=redis) as chat:
        context = chat.dispatcher.fsm.get_context(chat.bot, chat_id=BO.id, user_id=BO.id)
        await context.set_state("Invitation:answering")
        (key,) = [key_in_redis async for key_in_redis in redis.scan_iter("jiafen:talk:*")]
        assert 0 < await redis.ttl(key) <= 86_400
        answer = await chat.intake.accept(update(1, "/cancel"))
        assert answer is not None
        assert "Nothing was changed" in answer["text"]
        assert [key_in_redis async for key_in_redis in redis.scan_iter("jiafen:talk:*")] == []
    await redis.ping()  # the bot does not close what is not its own
    await redis.aclose()
