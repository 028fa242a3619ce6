"""Runs roles in one process until a signal or a failure ends it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection
from contextlib import AsyncExitStack

from cli.demo import load
from composition import faces
from composition.opening import CLOSE_SECONDS_MAX, open_resources, read_rules
from composition.work import work_of
from core.program import Program
from runtime import lifetime, startup, web_server
from settings import Settings, SettingsError

if sys.platform == "win32":  # uvloop does not exist there
    from asyncio import new_event_loop
else:
    from uvloop import new_event_loop


def run(roles: Collection[str]) -> None:
    """Serve these roles: web, bot, worker. Raises an error of one line when it cannot."""
    settings, program = read_rules()
    startup.log_in_full(settings)
    if settings.playground and "web" not in roles:
        raise SettingsError("JIAFEN_BOT_TOKEN must be set: without it the playground needs web")
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(_serve(settings, program, roles))


async def _serve(settings: Settings, program: Program, roles: Collection[str]) -> None:
    """Open everything in order; leaving closes everything in reverse."""
    await web_server.try_address(settings.host, settings.port)
    async with lifetime.lifetime() as life, AsyncExitStack() as stack:
        resources = await open_resources(stack, settings, program, life)
        if settings.demo:
            await load(program, at=resources.clock.now())
        takes_updates = ("web" if settings.updates == "webhook" else "bot") in roles
        updates = faces.intake(resources) if takes_updates else None
        app = faces.site(resources, updates) if "web" in roles else faces.health_site(resources)
        # The site opens before the work begins and closes after it has ended, because sender and
        # poller may talk to the playground's Bot API, which the site serves.
        served = web_server.serving(app, host=settings.host, port=settings.port)
        await stack.enter_async_context(served)
        if updates:
            stack.push_async_callback(updates.drain, CLOSE_SECONDS_MAX)
        for name, work in work_of(resources, updates, roles).items():
            await stack.enter_async_context(life.running(name, work))
        startup.freeze_heap()
        startup.announce(settings, roles)
        await asyncio.Event().wait()
