"""Calls of the playground's Bot API over HTTP without TLS."""

from __future__ import annotations

from aiogram.client.session.aiohttp import AiohttpSession


class PlainHttpSession(AiohttpSession):
    """Closes at once: aiogram waits 250 ms for TLS connections to end, and here are none."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
