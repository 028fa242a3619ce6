"""Hands the command line what its commands need open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import cli
from composition import serving
from composition.opening import opened_core, read_rules
from locales import Texts
from runtime import probes, startup, telegram
from runtime.clock import Clock
from runtime.postgres import server


def command_access() -> cli.Access:
    """How commands reach the database, the settings and the roles."""
    return cli.Access(
        opened=_opened,
        database=startup.any_database,
        run=serving.run,
        rules=read_rules,
        probes=probes.PROBES,
    )


@asynccontextmanager
async def _opened() -> AsyncIterator[cli.OpenProgram]:
    """The programme, open for one command, beside a running process or alone."""
    settings, program = read_rules()
    startup.log_errors(settings)
    async with server.reached(settings) as database, opened_core(settings, database.url):
        yield cli.OpenProgram(
            program=program,
            texts=Texts.load(zone=program.local),
            now=Clock(settings.data_dir, time_travel=settings.time_travel).now,
            secret=startup.secret(settings),
            time_travel=settings.time_travel,
            bot_username=lambda: telegram.username(settings, patient=False),
        )
