"""The bot as it runs: a dispatcher, an intake and a poller against a playground over HTTP."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import web
from redis.asyncio import Redis

import playground
import samples
from bot import app
from bot.delivery import SendingPace
from bot.polling import Poller
from bot.updates import Intake
from core import catalog, members, merchants, purchases
from core.program import Program
from locales import Texts
from tests.plain_http import PlainHttpSession
from tests.playground_client import Json, PlaygroundClient

TOKEN = "4242:playground-token-of-no-value"
BOT_USERNAME = "jiafen_bot"
SECRET = b"a secret of the tests, thirty-two bytes"
MEI = playground.Person(id=1001, first_name="Mei", last_name="Lin", language_code="zh-hans")
SAM = playground.Person(id=1002, first_name='<i>&"{n}', language_code="en")
BO = playground.Person(id=1003, first_name="Bo", language_code="en", started=False)
PER_SECOND = 10_000
"""A pace at which only the chats' own limits are felt."""

LONG_AGO = timedelta(days=800)
FAMILY = playground.Group(id=-2001, title="The Lins", members=(1001, 1002))


@dataclass
class Clock:
    """The programme's clock, moved by the tests."""

    moment: datetime = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    async def advance(self, step: timedelta) -> None:
        self.moment += step


@dataclass
class House:
    """A running bot and the playground that it talks to; `url` is its Bot API server's."""

    client: PlaygroundClient
    bot: Bot
    dispatcher: Dispatcher
    intake: Intake
    clock: Clock
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
        """What the bot answers to a message."""
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
    """What a message says, beneath a picture or alone."""
    return str(message.get("text") or message.get("caption") or "")


def labels(message: Json) -> list[str]:
    """What the buttons of a message say, row by row."""
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
async def a_house(
    program: Program, texts: Texts, *, redis: Redis | None = None, **options: Any
) -> AsyncIterator[House]:
    """A bot with its playground; nothing is fetched until `poll`."""
    clock = Clock()
    root = web.Application()
    root.add_subapp(
        "/playground/",
        playground.create(
            token=TOKEN,
            bot_username=BOT_USERNAME,
            bot_name="Jiafen",
            people=[MEI, SAM, BO],
            groups=[FAMILY],
            clock=clock,
            advance=clock.advance,
            app_url=None,
        ),
    )
    runner = web.AppRunner(root, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    origin = f"http://{host}:{port}"
    bot = api_bot(f"{origin}/playground")
    dispatcher = app.create(
        program=program,
        texts=texts,
        clock=clock,
        secret=SECRET,
        app_url=f"{origin}/app/",
        bot_username=BOT_USERNAME,
        redis=redis,
    )
    async with PlaygroundClient(f"{origin}/playground") as client:
        options.setdefault("pace", SendingPace(PER_SECOND, redis=redis))
        intake = Intake(dispatcher, bot, redis=redis, **options)
        house = House(client, bot, dispatcher, intake, clock, texts, f"{origin}/playground")
        try:
            yield house
        finally:
            await house.stop_polling()
            await bot.session.close()
            await runner.cleanup()


@pytest.fixture
def a_sale(
    house: House, program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]]
) -> Callable[..., Awaitable[purchases.Recorded]]:
    """Post a purchase of a member at a shop of the name: `await a_sale(1001, 120_00)`."""
    shops: dict[str, merchants.Merchant] = {}
    receipts = count(1)

    async def sell(
        person: int, amount_fen: int, *, shop: str = "好邻居超市", **options: Any
    ) -> purchases.Recorded:
        if shop not in shops:
            shops[shop] = (await a_merchant(name=shop, at=house.clock() - LONG_AGO)).merchant
        member = await members.by_telegram(person)
        assert member is not None, "send /start first"
        at = options.pop("at", house.clock())
        return await purchases.record(
            program,
            purchases.NewPurchase(
                merchant_id=shops[shop].id,
                receipt=options.pop("receipt", f"R-{next(receipts)}"),
                member=members.ById(member.id),
                amount_fen=amount_fen,
                occurred_at=options.pop("occurred_at", at),
                at=at,
                **options,
            ),
        )

    return sell


@pytest.fixture
async def an_offer(
    house: House, program: Program, a_merchant: Callable[..., Awaitable[merchants.Added]]
) -> Callable[..., Awaitable[catalog.Reward]]:
    """A reward of a shop of its own: `await an_offer(5000)`."""
    shop = (await a_merchant(name="顺达车行", at=house.clock())).merchant

    async def make(points: int, **options: Any) -> catalog.Reward:
        return await samples.reward(
            program, merchant_id=shop.id, points=points, at=house.clock(), **options
        )

    return make


@pytest.fixture(autouse=True)
def plain_log() -> Iterator[None]:
    """Lines of JSON: the coloured tracebacks that structlog begins with take seconds each."""
    before = structlog.get_config()
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(),
        wrapper_class=structlog.BoundLogger,
    )
    yield
    structlog.configure(**before)


@pytest.fixture
async def house(database: str, program: Program, texts: Texts) -> AsyncIterator[House]:
    """A bot that polls."""
    async with a_house(program, texts) as made:
        await made.client.flood(enabled=False)
        await made.poll()
        yield made


@pytest.fixture(scope="session")
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
