"""A playground with many people, members of the same, and senders that tests start and stop."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot
from redis.asyncio import Redis

import playground
from bot import delivery
from bot.handlers import NOTICES
from core import db, members, notifications
from core.notifications import NewNotice
from core.program import Program
from locales import Texts
from tests.playground_client import Json, PlaygroundClient
from tests.playground_server import TOKEN, served_playground

PEOPLE = tuple(
    playground.Person(id=number, first_name=f"Person {number}") for number in range(1001, 1061)
)
AMember = Callable[..., Awaitable[members.Member]]


async def standing(step: timedelta) -> None:
    """The playground's clock is the real one here; nobody moves it."""
    raise AssertionError(step)


def now() -> datetime:
    return datetime.now(UTC)


async def eventually(question: Callable[[], Awaitable[bool]], *, seconds: float = 40) -> None:
    """Ask the database until it says yes."""
    async with asyncio.timeout(seconds):
        while not await question():  # noqa: ASYNC110 - the database gives no event
            await asyncio.sleep(0.02)


async def leaving() -> bool:
    """Whether a message is being sent."""
    async with db.reading() as connection:
        is_leaving: bool = await connection.fetchval(
            "SELECT exists(SELECT FROM notice WHERE state = 'leased' AND sends > 0)"
        )
    return is_leaving


@dataclass
class SenderStage:
    """A playground, and what is needed to send to it."""

    client: PlaygroundClient
    url: str
    program: Program
    texts: Texts
    member: AMember

    def paced(self, per_second: float) -> SenderStage:
        """The same with another pace."""
        campaigns = self.program.campaigns.model_copy(update={"per_second": per_second})
        changed = self.program.model_copy(update={"campaigns": campaigns})
        return SenderStage(self.client, self.url, changed, self.texts, self.member)

    def pace(self, redis: Redis | None = None) -> delivery.SendingPace:
        return delivery.SendingPace(self.program.campaigns.per_second, redis=redis)

    @asynccontextmanager
    async def bot(
        self,
        pace: delivery.SendingPace | None = None,
        priority: delivery.Priority = delivery.Priority.ANSWER,
    ) -> AsyncIterator[Bot]:
        made = delivery.session(
            token=TOKEN, api_url=self.url, pace=pace or self.pace(), priority=priority
        )
        async with made:
            yield made

    @asynccontextmanager
    async def sending(
        self,
        pace: delivery.SendingPace | None = None,
        clock: Callable[[], datetime] = now,
        **options: Any,
    ) -> AsyncIterator[asyncio.Task[None]]:
        """A sender at work; at the end it is asked to stop and must do so."""
        pace = pace or self.pace()
        stop = asyncio.Event()
        async with self.bot(pace, delivery.Priority.NOTICE) as bot:
            sender = delivery.Sender(
                program=self.program,
                texts=self.texts,
                clock=clock,
                bot=bot,
                pace=pace,
                notices=NOTICES,
                **options,
            )
            task = asyncio.create_task(sender.run(stop))
            try:
                yield task
            finally:
                stop.set()
                await asyncio.wait([task], timeout=20)
                assert task.done()

    async def people(self, number: int, **options: Any) -> list[members.Member]:
        return [
            await self.member(telegram_id=person.id, name=person.first_name, at=now(), **options)
            for person in PEOPLE[:number]
        ]

    async def owe(
        self, *owed: members.Member, due_at: datetime | None = None, **facts: Any
    ) -> None:
        """One notice for each."""
        at = now()
        earned = {
            "points": 600, "merchant": "好邻居超市", "balance": 1234, "expires_on": "2027-03-01",
            "debt_repaid": 0, "kept": 600, "components": [{"kind": "base", "points": 600}],
        }  # fmt: skip
        await notifications.put(
            [
                NewNotice(
                    key=secrets.token_hex(8),
                    member_id=member.id,
                    code="purchases-earned",
                    facts=earned | facts,
                    due_at=due_at or at,
                )
                for member in owed
            ],
            at=at,
        )

    async def until(self, **states: int) -> None:
        """Wait until so many notices are in these states, and none in any other."""

        async def so() -> bool:
            return await notifications.counts() == states

        await eventually(so)

    async def texts_of(self, member: members.Member) -> list[str]:
        """The texts that a member received, oldest first."""
        assert member.telegram_id is not None
        said = await self.client.messages(member.telegram_id)
        return [message["text"] for message in said if message["from_bot"]]

    async def sends(self) -> list[Json]:
        """Every sendMessage that the playground saw, oldest first."""
        return await self.client.calls("sendMessage")


@pytest.fixture
async def stage(
    database: str, program: Program, texts: Texts, a_member: AMember
) -> AsyncIterator[SenderStage]:
    async with served_playground(
        people=list(PEOPLE), groups=[], clock=now, advance=standing, app_url=None
    ) as origin:
        url = f"{origin}/playground"
        async with PlaygroundClient(url) as client:
            yield SenderStage(client, url, program, texts, a_member)


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        await client.flushdb()
        yield client
