"""Control calls that make life hard: faults, pace, doubles, junk, and time that flies."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta

from aiohttp import web

from playground import conversation
from playground.control.context import Context, number_in, read_json
from playground.errors import ControlError
from playground.updates import KINDS


async def faults(context: Context, _: web.Request) -> web.Response:
    """The active faults."""
    return web.json_response(context.state.faults.as_list())


async def add_fault(context: Context, request: web.Request) -> web.Response:
    """Activate a fault."""
    fault = context.state.faults.add(await read_json(request))
    context.state.changes.publish("faults")
    return web.json_response(asdict(fault), status=201)


async def clear_faults(context: Context, request: web.Request) -> web.Response:
    """Remove one fault (`?id=`) or all of them."""
    number = int(number_in(request, "id"))
    context.state.faults.clear(number or None)
    context.state.changes.publish("faults")
    return web.json_response({})


async def pace(context: Context, _: web.Request) -> web.Response:
    """The limits on sending."""
    return web.json_response(asdict(context.state.flood.pace))


async def set_pace(context: Context, request: web.Request) -> web.Response:
    """Change some of the limits on sending; their buckets start full."""
    changed = context.state.flood.pace.changed(await read_json(request))
    context.state.flood.reset()
    context.state.flood.pace = changed
    return web.json_response(asdict(changed))


async def redeliver(context: Context, request: web.Request) -> web.Response:
    """Deliver an update once more; the last one by default."""
    order = await read_json(request)
    number = order.get("update_id")
    return web.json_response(
        conversation.deliver_again(context.state, int(number) if number else None)
    )


async def push(context: Context, request: web.Request) -> web.Response:
    """Anything as an update, also what Telegram would never send."""
    order = await read_json(request)
    kind = order.get("kind")
    if kind not in KINDS:
        raise ControlError(f"kind is one of {', '.join(sorted(KINDS))}")
    update_id = context.state.updates.push(str(kind), order.get("content") or {}, lane="pushed")
    return web.json_response({"update_id": update_id}, status=201)


async def advance(context: Context, request: web.Request) -> web.Response:
    """Advance the programme's clock."""
    if context.advance is None:
        raise ControlError("this clock cannot be moved", status=409)
    order = await read_json(request)
    unknown = set(order) - {"days", "hours", "minutes"}
    if unknown or not order:
        raise ControlError("name days, hours or minutes")
    step = timedelta(**order)
    if step <= timedelta():
        raise ControlError("time only goes on")
    await context.advance(step)
    context.state.changes.publish("time", now=context.state.now().isoformat())
    return web.json_response({"now": context.state.now().isoformat()})


async def reset(context: Context, _: web.Request) -> web.Response:
    """An empty playground; the bot's profile and webhook stay."""
    context.state.reset()
    return web.json_response({})


ROUTES = {
    ("GET", "faults"): faults,
    ("POST", "faults"): add_fault,
    ("DELETE", "faults"): clear_faults,
    ("GET", "flood"): pace,
    ("POST", "flood"): set_pace,
    ("POST", "redeliver"): redeliver,
    ("POST", "updates"): push,
    ("POST", "advance"): advance,
    ("POST", "reset"): reset,
}
