"""A running bot for tests: a dispatcher, an intake and a poller against a playground over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from redis.asyncio import Redis

import playground
from bot import app
from bot.delivery import SendingPace
from bot.polling import Poller
from bot.updates import Intake
from core.program import Program
from locales import Texts
from tests.plain_http import PlainHttpSession
from tests.playground_client import Json, PlaygroundClient
from tests.playground_server import BOT_USERNAME, TOKEN, MovableClock, served_playground

SECRET = b"a secret of the tests, thirty-two bytes"
MEI = playground.Person(id=1001, first_name="Mei", last_name="Lin", language_code="zh-hans")
SAM = playground.Person(id=1002, first_name='<i>&"{n}', language_code="en")
BO = playground.Person(id=1003, first_name="Bo", language_code="en", started=False)
PER_SECOND = 10_000
"""A pace at which only the chats' own limits are felt."""

FAMILY = playground.Group(id=-2001, title="The Lins", members=(1001, 1002))


@dataclass
class RunningBot:
    """A running bot and the playground that it talks to; `url` is its Bot API server's."""

    client: PlaygroundClient
    bot: Bot
    dispatcher: Dispatcher
    intake: Intake
    clock: MovableClock
    texts: Texts
    url: str
    pollers: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def poll(self) -> None:
        """Begin to poll; it ends with the test, or with `stop_polling`."""
        stop = asyncio.Event()
        task = asyncio.create_task(Poller(self.bot, self.intake, poll_seconds=5).run(stop))

        async def end() -> None:
            stop.set()
            await task

        self.pollers.append(end)

    async def stop_polling(self) -> None:
        while self.pollers:
            await self.pollers.pop()()

    async def ask(self, person: int, text: str) -> Json:
        """The bot's answer to a message."""
        return await self.client.ask(person, text)

    async def press(self, person: int, message: Json, label: str) -> Json:
        """Press a button and wait for its answer."""
        pressed = await self.client.press(person, message["message_id"], label=label)
        return await self.client.answer_to(pressed)

    async def turned(self, person: int, message: Json, label: str) -> Json:
        """Press a button and wait until the message has changed."""
        await self.press(person, message, label)
        return await self.client.edited(
            person, message["message_id"], where=lambda now: words(now) != words(message)
        )

    async def followed(self, person: int, message: Json, label: str) -> Json:
        """Press a button and wait for a new message."""
        await self.press(person, message, label)
        return await self.client.next_message(person, after=message["message_id"])


def words(message: Json) -> str:
    """The text or caption of a message."""
    return str(message.get("text") or message.get("caption") or "")


def labels(message: Json) -> list[str]:
    """The labels of a message's buttons, row by row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def api_bot(base_url: str) -> Bot:
    """A Bot on a Bot API server, as the composition root makes it but without its pace."""
    return Bot(
        TOKEN,
        session=PlainHttpSession(api=TelegramAPIServer.from_base(base_url)),
        default=DefaultBotProperties(parse_mode="HTML"),
    )


@asynccontextmanager
async def running_bot(
    program: Program, texts: Texts, *, redis: Redis | None = None, **options: Any
) -> AsyncIterator[RunningBot]:
    """A bot with its playground; nothing is fetched until `poll`."""
    clock = MovableClock()
    async with served_playground(
        people=[MEI, SAM, BO], groups=[FAMILY], clock=clock, advance=clock.advance, app_url=None
    ) as origin:
        url = f"{origin}/playground"
        bot = api_bot(url)
        dispatcher = app.create(
            program=program,
            texts=texts,
            clock=clock,
            secret=SECRET,
            app_url=f"{origin}/app/",
            bot_username=BOT_USERNAME,
            redis=redis,
        )
        async with PlaygroundClient(url) as client:
            options.setdefault("pace", SendingPace(PER_SECOND, redis=redis))
            intake = Intake(dispatcher, bot, redis=redis, **options)
            chat = RunningBot(client, bot, dispatcher, intake, clock, texts, url)
            try:
                yield chat
            finally:
                await chat.stop_polling()
                await bot.session.close()
