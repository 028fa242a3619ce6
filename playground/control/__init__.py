"""The control API: everything that a person or a test can do to the playground, as JSON.

All paths lie beneath `control/`. Bodies and answers are JSON; a refusal is 4xx with `{"error"}`.

People: `GET people` · `POST people/<id>/send {text, chat_id?, content?}` · `…/edit {message_id,
text}` · `…/press {message_id, row?, column? | data, inaccessible?, expired?, query_id?}` ·
`…/block {blocked}` · `…/web-app-data {button_text, data}` ·
`GET …/init-data?url=&theme=&start_param=&auth_date=`.

What happened: `GET chats/<id>/messages` · `POST chats/<id>/read` · `GET presses/<query_id>` ·
`GET calls?after=&method=` ·
`GET changes?after=&seconds=` (waits) · `GET events` (server-sent events) · `GET state`.

Trouble: `GET|POST|DELETE faults` (see `faults.TelegramFault`) · `GET|POST flood`
(see `flood.FloodPace`) · `POST redeliver {update_id?}` ·
`POST updates {kind, content}` (anything at all, as an update).

Time: `POST advance {days?, hours?, minutes?}`. All over again: `POST reset`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from playground.control import happenings, persons, trouble
from playground.control.context import Context
from playground.errors import ControlError

Handler = Callable[[Context, web.Request], Awaitable[web.StreamResponse]]


def add_routes(app: web.Application, context: Context) -> None:
    """Hang the control API beneath `/control/`."""
    for table in (persons.ROUTES, happenings.ROUTES, trouble.ROUTES):
        for (http_method, path), handler in table.items():
            app.router.add_route(http_method, f"/control/{path}", _with(context, handler))


def _with(
    context: Context, handler: Handler
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(context, request)
        except ControlError as error:
            return web.json_response({"error": str(error)}, status=error.status)
        except (TypeError, ValueError) as error:
            return web.json_response({"error": f"not understood: {error}"}, status=400)

    return handle
