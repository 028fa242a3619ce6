"""The violations by which the house was once tried, each with the rule that catches it.

A reviewer made 27 changes of these kinds; the rules of that day saw eight of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    """A change that somebody might make in good faith: what it is, and what it looks like."""

    name: str
    caught_by: str
    path: str
    source: str


def _command(body: str) -> str:
    return f"@db.command\nasync def f(program: Program, *, at: datetime) -> None:\n    {body}\n"


def _helper(body: str) -> str:
    return f"async def _help() -> None:\n    {body}\n"


LINES = "\n".join(["x"] * 600)

VIOLATIONS = (
    Violation(
        "an import of a capability to the right",
        "core imports to its left",
        "core/members/commands.py",
        "from core import ledger",
    ),
    Violation(
        "a face that imports another face",
        "only the composition imports everything",
        "bot/handlers/ledger/balance.py",
        "from webapp import app_keys",
    ),
    Violation(
        "a face that enters a capability by its rules",
        "other packages use a capability's front door",
        "webapp/miniapp/ledger.py",
        "from core.ledger.rules import draw",
    ),
    Violation(
        "a clock in SQL",
        "core's SQL reads no clock",
        "core/expiry/queries.py",
        'SQL = "SELECT id FROM extension WHERE until < now()"',
    ),
    Violation(
        "a function of 51 lines",
        "a function stays short",
        "bot/screens.py",
        "def f():\n" + "    x = 1\n" * 50,
    ),
    Violation("a file of 251 lines", "a file stays short", "bot/screens.py", "x = 1\n" * 251),
    Violation(
        "a task in a command",
        "a capability starts no task or request and catches no database error",
        "core/ledger/commands.py",
        "import asyncio\n" + _command("asyncio.create_task(g())"),
    ),
    Violation(
        "routes of what is no noun",
        "one noun has one place",
        "webapp/api/points.py",
        '"""Points."""\n',
    ),
    Violation(
        "SQL that writes a table of another capability",
        "tables have owners",
        "core/expiry/commands/expire.py",
        'SQL = "UPDATE lot SET expires_on = $2 WHERE id = $1"',
    ),
    Violation(
        "SQL that reads a table to the right",
        "tables have owners",
        "core/members/queries.py",
        'SQL = "SELECT count(*) FROM member m JOIN purchase p ON p.member_id = m.id"',
    ),
    Violation(
        "an import by importlib",
        "modules are imported by import statements",
        "core/members/commands.py",
        "import importlib\nledger = importlib.import_module('core.ledger')",
    ),
    Violation(
        "a task in a helper that a command calls",
        "a capability starts no task or request and catches no database error",
        "core/ledger/locked/posting.py",
        "from asyncio import create_task\n" + _helper("create_task(g())"),
    ),
    Violation(
        "an HTTP client in a helper that a command calls",
        "a capability starts no task or request and catches no database error",
        "core/notifications/commands.py",
        "import aiohttp\n"
        + _helper("async with aiohttp.ClientSession() as session:\n        await session.get('x')"),
    ),
    Violation(
        "an except around a statement, in a helper",
        "a capability starts no task or request and catches no database error",
        "core/families/commands/seats.py",
        _helper("try:\n        await execute(SQL)\n    except IntegrityError:\n        pass"),
    ),
    Violation(
        "an UPDATE among the queries",
        "queries change nothing",
        "core/members/queries.py",
        'SQL = "UPDATE member SET name = $2 WHERE id = $1"',
    ),
    Violation(
        "a coroutine that writes and is no command",
        "public writing coroutines are commands",
        "core/members/commands.py",
        "async def rename(*, at):\n    await db.connection().execute('UPDATE member SET x = 1')",
    ),
    Violation(
        "the clock by an alias",
        "core reads no clock",
        "core/purchases/commands/record.py",
        "from datetime import datetime as dt\n" + _command("moment = dt.now(UTC)"),
    ),
    Violation(
        "secrets in rules",
        "core draws random values in one module",
        "core/redemptions/rules/codes.py",
        "import secrets\ncode = secrets.token_hex(8)",
    ),
    Violation(
        "random in a command",
        "core draws random values in one module",
        "core/catalog/commands/rewards.py",
        "import random\n" + _command("random.shuffle(rewards)"),
    ),
    Violation(
        "queries that import commands",
        "modules of a capability import in one direction",
        "core/purchases/queries.py",
        "from core.purchases.commands.record import recorded",
    ),
    Violation(
        "a handler that imports another noun's handler",
        "a noun of a face imports no other noun",
        "bot/handlers/redemptions/vouchers.py",
        "from bot.handlers.members.code import code",
    ),
    Violation("CSS of 600 lines", "a file stays short", "webapp/miniapp/static/app.css", LINES),
    Violation("SQL of 600 lines", "a file stays short", "core/migrations/0012_more.sql", LINES),
    Violation("a catalogue of 600 lines", "a file stays short", "locales/en/bot.ftl", LINES),
    Violation(
        "an English sentence in core",
        "core has no English sentences",
        "core/families/commands/seats.py",
        "raise Refused('This family is already full')",
    ),
    Violation(
        "an HTTP status in core",
        "core knows no HTTP status",
        "core/families/errors.py",
        "class FamilyFull(Refused):\n    status = 409",
    ),
    Violation(
        "a system wallet by its number",
        "system wallets have names",
        "core/ledger/queries/history.py",
        'SQL = "SELECT sum(points) FROM movement WHERE wallet_id = 2"',
    ),
    Violation(
        "a command line of what is no noun",
        "one noun has one place",
        "cli/points.py",
        '"""Points."""\n',
    ),
    Violation(
        "a repository class under another name",
        "no generic layers",
        "core/members/queries.py",
        "class MemberStore:\n    pass",
    ),
)
