"""`doctor`: checks everything that the programme needs, and the sums of the ledger."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import typer

from cli.access import Access, CliError, Database, access_of
from core import db, ledger

CLOCKS_APART_MAX = timedelta(seconds=5)
"""A member code lives sixty seconds; clocks further apart would shorten that noticeably."""


@dataclass(frozen=True)
class Finding:
    """The result of one check."""

    check: str
    good: bool
    words: str


def doctor(context: typer.Context) -> None:
    """Check database, migrations, ledger, clock, Redis, token and webhook, a line each."""
    access = access_of(context)
    access.rules()  # a fault here would be a fault in every line
    bad = asyncio.run(_examine(access))
    if bad:
        raise CliError(f"bad: {', '.join(bad)}")


async def _examine(access: Access) -> list[str]:
    bad = []
    async for finding in _findings(access):
        typer.echo(f"{'ok ' if finding.good else 'BAD'} {finding.check:<11} {finding.words}")
        if not finding.good:
            bad.append(finding.check)
    return bad


async def _findings(access: Access) -> AsyncIterator[Finding]:
    async with AsyncExitStack() as stack:
        try:
            database = await stack.enter_async_context(access.database())
        except Exception as error:  # noqa: BLE001 - any error is a result of the check
            yield _failed("database", error)
        else:
            yield Finding("database", good=True, words=database.words)
            migrations = await _result("migrations", _migrations(database))
            yield migrations
            if migrations.good:
                yield await _result("ledger", _ledger(database))
            yield await _result("clock", _clock(database))
        for check, probe in access.probes.items():
            yield await _result(check, probe())


async def _result(check: str, question: Awaitable[str]) -> Finding:
    try:
        return Finding(check, good=True, words=await question)
    except Exception as error:  # noqa: BLE001 - as above
        return _failed(check, error)


def _failed(check: str, error: Exception) -> Finding:
    words = " ".join(str(error).split()) or type(error).__name__
    return Finding(check, good=False, words=words)


async def _migrations(database: Database) -> str:
    lacking = await db.pending(database.url)
    if lacking:
        raise CliError(f"the database lacks {', '.join(lacking)}; run: jiafen migrate")
    return "the database has the newest schema"


async def _ledger(database: Database) -> str:
    await db.open(database.url, connections=2)
    try:
        broken = await ledger.proof()
    finally:
        await db.close()
    if broken:
        raise CliError("; ".join(broken))
    return "every sum holds"


async def _clock(database: Database) -> str:
    apart = abs(database.ahead)
    if apart > CLOCKS_APART_MAX:
        raise CliError(f"this machine and the database are {apart.total_seconds():.0f} s apart")
    return "this machine and the database agree"
