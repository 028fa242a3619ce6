"""`job`: one run of one job, now."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Annotated

import typer

from cli.access import Access, CliError, OpenProgram, access_of
from cli.values import moment, print_json
from core import jobs


def job(
    context: typer.Context,
    name: str,
    as_of: Annotated[
        str | None, typer.Option(metavar="ISO", help="the moment at which it runs; default: now")
    ] = None,
) -> None:
    """Run one job now and print what it did."""
    if name not in jobs.JOBS:
        raise CliError(f"{name} is not a job; there are {', '.join(sorted(jobs.JOBS))}")
    print_json(**asyncio.run(_job(access_of(context), name, as_of)))


async def _job(access: Access, name: str, as_of: str | None) -> dict[str, object]:
    async with access.opened() as opened:
        now = opened.now()
        at = _moment(opened, as_of) if as_of else now
        due_at = now if as_of else None
        done = await jobs.run_once(opened.program, name, at=at, due_at=due_at)
        return {"job": name, "at": at.isoformat(), **done}


def _moment(opened: OpenProgram, text: str) -> datetime:
    try:
        at = moment(text, zone=opened.program.local)
    except ValueError as error:
        raise CliError(f"--as-of: {error}") from None
    if at > opened.now() and not opened.time_travel:
        raise CliError("--as-of is later than now, which needs JIAFEN_TIME_TRAVEL=1")
    return at
