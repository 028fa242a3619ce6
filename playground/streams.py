"""Server-sent events: changes are sent while a listener is connected."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from aiohttp import web

from playground.changes import Changes
from playground.people import Json

HEARTBEAT = 15.0
RETRY_MILLISECONDS = 1_000


async def stream_events(
    request: web.Request, changes: Changes, enrich: Callable[[Json], Json]
) -> web.StreamResponse:
    """Write every event, as `enrich` completes it, until the listener or the playground goes."""
    response = web.StreamResponse(
        headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"}
    )
    with changes.stream() as stream:
        try:
            await response.prepare(request)
            await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
            while True:
                event = await _next(stream)
                if event is None:
                    break
                text = json.dumps(enrich(event), ensure_ascii=False) if event else ""
                await response.write(f"data: {text}\n\n".encode() if text else b": here\n\n")
        except ConnectionResetError:
            pass  # the page was closed
    return response


async def _next(stream: asyncio.Queue[Json | None]) -> Json | None:
    """The next event; an empty one when nothing happened for a while, `None` at the end."""
    try:
        return await asyncio.wait_for(stream.get(), HEARTBEAT)
    except TimeoutError:
        return {}
