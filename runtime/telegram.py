"""The address of the Bot API, Telegram's or the playground's, and the bot's name there."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramUnauthorizedError
from yarl import URL

from runtime.saved_values import SavedValues
from settings import Settings, SettingsError

PLAYGROUND = "/playground"
PLAYGROUND_USERNAME = "jiafen_playground_bot"
WEBHOOK = "/telegram/webhook"
PAUSE_SECONDS = 2.0
"""Between two questions while Telegram is unreachable."""

TOKEN_LENGTH = 35

log = structlog.stdlib.get_logger(__name__)


def token(settings: Settings) -> str:
    """The bot's token.

    The playground's token is derived from the deployment's secret key, because launches of the
    mini-app are signed with the token and another deployment must not be able to forge them.
    """
    if settings.bot_token:
        return settings.bot_token.get_secret_value()
    key = settings.secret_key.get_secret_value().encode()
    signature = hmac.new(key, b"playground", hashlib.sha256).hexdigest()
    return f"1000000001:{signature[:TOKEN_LENGTH]}"


def api_url(settings: Settings) -> str:
    """The address of the Bot API server."""
    if not settings.playground:
        return settings.bot_api_url
    return str(URL.build(scheme="http", host=settings.host, port=settings.port, path=PLAYGROUND))


@asynccontextmanager
async def opened_bot(settings: Settings) -> AsyncIterator[Bot]:
    """A client without pace or retries, for a question or two."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url(settings)))
    async with Bot(token(settings), session=session).context() as bot:
        yield bot


async def username(settings: Settings, *, patient: bool) -> str:
    """The bot's username; while Telegram is unreachable, the one of the last start.

    If there was none, a patient caller waits for Telegram and any other gets SettingsError.
    """
    if settings.playground:
        return PLAYGROUND_USERNAME
    async with opened_bot(settings) as bot:
        saved, key = SavedValues(settings.data_dir), f"bot-{bot.id}"
        while True:
            try:
                name = (await bot.me()).username or ""
            except TelegramUnauthorizedError:
                raise SettingsError("JIAFEN_BOT_TOKEN is not known to the Bot API server") from None
            except AiogramError as error:
                if known := saved.read(key):
                    return known
                if not patient:
                    raise SettingsError(f"the Bot API server does not answer: {error}") from None
                log.warning("Telegram does not tell the bot's name", reason=str(error))
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                saved.write(key, name)
                return name
