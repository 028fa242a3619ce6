"""Control calls that tell what happened, and wait for what will."""

from __future__ import annotations

from aiohttp import web

from playground.chats import Chat
from playground.control.context import Context, number_in
from playground.errors import ApiError, ControlError
from playground.streams import stream_events

LONGEST_WAIT = 30.0


async def state(context: Context, _: web.Request) -> web.Response:
    """The moment, the bot, and how it fetches its updates."""
    state = context.state
    return web.json_response(
        {
            "version": state.changes.version,
            "now": state.now().isoformat(),
            "bot": state.bot_user(),
            "can_advance": context.advance is not None,
            "app_url": context.app_url,
            "pending_updates": len(state.updates.unexpired()),
            "polling": state.updates.polling,
            "webhook": state.webhook.as_info(),
            "succeeded": dict(state.calls.succeeded),
            "faults": state.faults.as_list(),
            "chats": [chat.payload for chat in state.chats.values()],
        }
    )


async def messages(context: Context, request: web.Request) -> web.Response:
    """The messages of a chat, oldest first, as the Bot API has them."""
    chat = _chat_of(context, request)
    after = int(number_in(request, "after"))
    return web.json_response(
        [
            {**message.payload, "from_bot": message.from_bot, "deliveries": message.deliveries}
            for message in chat.messages.values()
            if message.id > after
        ]
    )


async def read(context: Context, request: web.Request) -> web.Response:
    """Somebody has seen the chat; no update comes of it."""
    chat = _chat_of(context, request)
    if chat.unread:
        chat.unread = 0
        context.state.changes.publish("read", chat_id=chat.id)
    return web.json_response({})


async def press(context: Context, request: web.Request) -> web.Response:
    """A press and its answer, if it came."""
    answered_press = context.state.presses.get(request.match_info["query"])
    if answered_press is None:
        raise ControlError("no such press", status=404)
    return web.json_response(answered_press.as_json())


async def calls(context: Context, request: web.Request) -> web.Response:
    """The last 5,000 calls of the bot, oldest first."""
    after = int(number_in(request, "after"))
    bot_calls = context.state.calls.after(after, request.query.get("method", ""))
    return web.json_response([call.as_json() for call in bot_calls])


async def changes(context: Context, request: web.Request) -> web.Response:
    """The version of the state; waits until it is later than `after`, `seconds` at most."""
    after = int(number_in(request, "after", -1))
    seconds = min(LONGEST_WAIT, number_in(request, "seconds"))
    return web.json_response({"version": await context.state.changes.after(after, seconds)})


async def events(context: Context, request: web.Request) -> web.StreamResponse:
    """Everything that happens, as server-sent events."""
    return await stream_events(request, context.state.changes, lambda event: event)


def _chat_of(context: Context, request: web.Request) -> Chat:
    try:
        return context.state.chat(int(request.match_info["chat"]))
    except ApiError as unknown:
        raise ControlError("no such chat", status=404) from unknown


ROUTES = {
    ("GET", "state"): state,
    ("GET", r"chats/{chat:-?\d+}/messages"): messages,
    ("POST", r"chats/{chat:-?\d+}/read"): read,
    ("GET", "presses/{query}"): press,
    ("GET", "calls"): calls,
    ("GET", "changes"): changes,
    ("GET", "events"): events,
}
