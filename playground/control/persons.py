"""Control calls in a person's name: say, press, block, open the mini-app."""

from __future__ import annotations

from aiohttp import web

from playground import conversation
from playground.control.context import Context, number_in, person_of, read_json
from playground.errors import ControlError
from playground.launch import init_data, launch_url
from playground.people import Json
from playground.themes import THEMES


async def people(context: Context, _: web.Request) -> web.Response:
    """Everybody who lives here."""
    return web.json_response([_as_json(context, person) for person in context.state.people])


async def send(context: Context, request: web.Request) -> web.Response:
    """Say something to the bot or in a group."""
    order = await read_json(request)
    message, update_id = conversation.send(
        context.state,
        person_of(context, request),
        text=str(order.get("text") or ""),
        chat_id=int(order.get("chat_id") or 0),
        content=order.get("content"),
    )
    return web.json_response({"message": message.payload, "update_id": update_id}, status=201)


async def edit(context: Context, request: web.Request) -> web.Response:
    """Edit a message that the person sent."""
    order = await read_json(request)
    message, update_id = conversation.edit(
        context.state,
        person_of(context, request),
        int(order.get("message_id") or 0),
        str(order.get("text") or ""),
    )
    return web.json_response({"message": message.payload, "update_id": update_id})


async def press(context: Context, request: web.Request) -> web.Response:
    """Press a button by its place, or send any data at all."""
    order = await read_json(request)
    if "message_id" not in order:
        raise ControlError("message_id is missing")
    pressed = conversation.press(context.state, person_of(context, request), **order)
    return web.json_response(pressed.as_json(), status=201)


async def block(context: Context, request: web.Request) -> web.Response:
    """Block or unblock the bot."""
    order = await read_json(request)
    if not isinstance(order.get("blocked"), bool):
        raise ControlError("blocked must be true or false")
    update_id = conversation.set_blocked(
        context.state, person_of(context, request), blocked=order["blocked"]
    )
    return web.json_response({"update_id": update_id})


async def web_app_data(context: Context, request: web.Request) -> web.Response:
    """Send the data of a mini-app that a reply keyboard opened."""
    order = await read_json(request)
    update_id = conversation.send_web_app_data(
        context.state,
        person_of(context, request),
        button_text=str(order.get("button_text") or ""),
        data=str(order.get("data") or ""),
    )
    return web.json_response({"update_id": update_id}, status=201)


async def opening(context: Context, request: web.Request) -> web.Response:
    """Signed initData for the person, and the address that opens the mini-app with it."""
    person = person_of(context, request)
    start_param = request.query.get("start_param", "")
    theme = request.query.get("theme", "light")
    if theme not in THEMES:
        raise ControlError(f"a theme is one of {', '.join(THEMES)}")
    data = init_data(
        context.state.token,
        person,
        auth_date=int(number_in(request, "auth_date", context.state.unix())),
        start_param=start_param,
        can_write=not context.state.chats[person.id].blocked,
    )
    app_url = request.query.get("url") or context.app_url
    if not app_url:
        return web.json_response({"init_data": data, "url": None})
    url = launch_url(app_url, data, theme=theme, start_param=start_param)
    return web.json_response({"init_data": data, "url": url})


def _as_json(context: Context, person_id: int) -> Json:
    person = context.state.people[person_id]
    chat = context.state.chats[person_id]
    return {
        **person.as_user(),
        "name": person.name,
        "about": person.about,
        "blocked": chat.blocked,
        "unread": chat.unread,
        "messages": len(chat.messages),
        "keyboard": chat.keyboard,
        "menu_button": context.state.profile.menu_for(person_id),
        "commands": context.state.profile.commands_for(person_id, person),
    }


PERSON = r"people/{person:\d+}"
ROUTES = {
    ("GET", "people"): people,
    ("POST", f"{PERSON}/send"): send,
    ("POST", f"{PERSON}/edit"): edit,
    ("POST", f"{PERSON}/press"): press,
    ("POST", f"{PERSON}/block"): block,
    ("POST", f"{PERSON}/web-app-data"): web_app_data,
    ("GET", f"{PERSON}/init-data"): opening,
}
