"""The signature of a command, and where coroutines that write may stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.constants import values_of
from tests.house.reading import decorators_of, dotted, functions_of, names_of, nodes_of, tree_of
from tests.house.rule import Fault, Rule, is_python, noun_of, parts_of, room_of
from tests.house.sql import statement_of

Function = ast.AsyncFunctionDef | ast.FunctionDef

# Commands of another shape, and why.
OTHER_SIGNATURES = {
    ("compliance", "record"): "joins its caller; the facts of an act are as many as there are acts",
    ("notifications", "put"): "joins its caller; the notices of a batch are one statement",
    ("notifications", "put_back"): "gives back a claim: nothing happened, so there is no moment",
    ("purchases", "record_many"): "each purchase of the batch has a moment of its own",
}
COMMAND = {"command", "repeatable"}
WRITING_HALVES = re.compile(r"write(?:_\w+)?")
"""Files of commands whose coroutines a command of the same capability calls, and nobody else."""

STATEMENTS = re.compile(
    r"(?:.*\.)?(?:execute\w*|fetch\w*|copy_records_to_table|save|bulk_create|bulk_update)"
    r"|(?:.*\.)?models\.\w+\.(?:create|get_or_create|update_or_create)|(?:.*\.)?db\.connection"
    r"|(?:.*\.)?locked\.\w+"
)
FETCH = re.compile(r"(?:.*\.)?fetch(?:row|val)?")


def commands_of(source: str) -> Iterator[Function]:
    for node in functions_of(source):
        if decorators_of(node) & COMMAND:
            yield node


def a_command_has_the_standard_signature(path: str, source: str) -> Iterator[Fault]:
    """`async def earn(program, *, …, at) -> Receipt`, in a capability's commands."""
    if not noun_of(path) or not is_python(path):
        return
    for node in commands_of(source):
        if not isinstance(node, ast.AsyncFunctionDef):
            yield node.lineno, f"{node.name} is not async"
        if parts_of(path)[2].removesuffix(".py") != "commands":
            yield node.lineno, f"{node.name} belongs in commands"
        if node.returns is None:
            yield node.lineno, f"{node.name} has no return type"
        if (noun_of(path), node.name) not in OTHER_SIGNATURES:
            yield from _misshapen(node)


def _misshapen(node: Function) -> Iterator[Fault]:
    arguments = node.args
    if [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)] != ["program"]:
        yield node.lineno, f"{node.name} takes `program` and nothing else by position"
    if arguments.vararg or arguments.kwarg:
        yield node.lineno, f"{node.name} must name each of its arguments"
    if "at" not in [argument.arg for argument in arguments.kwonlyargs]:
        yield node.lineno, f"{node.name} has no parameter `at`"


def public_writing_coroutines_are_commands(path: str, source: str) -> Iterator[Fault]:
    """A public coroutine of commands that touches the database opens or joins a transaction.

    Itself or by private helpers of its file. What needs the caller's transaction stands in
    locked.py; the halves of a command that write stand in commands/write….py.
    """
    if room_of(path) != "commands" or not is_python(path):
        return
    if len(parts_of(path)) > 3 and WRITING_HALVES.fullmatch(parts_of(path)[3].removesuffix(".py")):
        return
    helpers = {
        node.name: node
        for node in tree_of(source).body
        if isinstance(node, Function) and not decorators_of(node) & COMMAND
    }
    methods = [
        member
        for node in tree_of(source).body
        if isinstance(node, ast.ClassDef)
        for member in node.body
        if isinstance(member, Function)
    ]
    for node in (*helpers.values(), *methods):
        if not node.name.startswith("_") and (name := _touched(node, helpers, source)):
            yield node.lineno, f"{node.name} is no command, but calls {name}"


def _touched(node: Function, helpers: dict[str, Function], source: str) -> str:
    """A change that a function makes, itself or by undecorated helpers of the same file."""
    todo, seen = [node], {node.name}
    while todo:
        for part in ast.walk(todo.pop()):
            if isinstance(part, ast.Call) and (name := _change(part, source)):
                return name
            if isinstance(part, ast.Name) and part.id in helpers and part.id not in seen:
                seen.add(part.id)
                todo.append(helpers[part.id])
    return ""


def _change(call: ast.Call, source: str) -> str:
    """What a call changes or may change; empty for a SELECT that can be read."""
    name = dotted(call.func, source)
    if name.startswith("?") and isinstance(call.func, ast.Attribute):
        name = call.func.attr
    if FETCH.fullmatch(name) and call.args and "connection()" not in ast.unparse(call.func):
        statements = [statement_of(text) for text in values_of(call.args[0], source)]
        reads = all(sql.reads or "select" in sql.words for sql in statements)
        return "" if reads and not any(sql.writes or sql.locks_rows for sql in statements) else name
    return name if STATEMENTS.fullmatch(name) else ""


def a_command_stays_in_its_transaction(path: str, source: str) -> Iterator[Fault]:
    """Another connection would not see what the command wrote, and would not fall with it."""
    if room_of(path) not in {"commands", "locked"} or not is_python(path):
        return
    for line, name in names_of(source):
        if name in {"core.db.pool", "core.db.transaction"}:
            yield line, f"{name}: use db.connection()"


def front_doors_export_no_internal_writers(path: str, source: str) -> Iterator[Fault]:
    """The front door exports no coroutine of commands/write….py, of locked.py, and no model."""
    if len(parts_of(path)) != 3 or not noun_of(path) or room_of(path) != "__init__":
        return
    for node in nodes_of(source):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        parts = node.module.split(".")[2:]
        halves = parts[:1] == ["commands"] and any(map(WRITING_HALVES.fullmatch, parts[1:]))
        names = [alias.name for alias in node.names]
        if halves or parts[:1] == ["models"] or "models" in names:
            yield node.lineno, f"{node.module}: it stays behind the front door"
        if parts[:1] == ["locked"] and any(name[:1].islower() for name in names):
            yield node.lineno, f"{node.module}: other nouns call it as {noun_of(path)}.locked"


def _command(signature: str, body: str = "...") -> str:
    return f"@db.command\nasync def {signature}:\n    {body}"


RULES = (
    Rule(
        "a command has the standard signature",
        a_command_has_the_standard_signature,
        broken={
            "core/ledger/commands.py": _command("earn(*, at) -> None"),
            "core/ledger/commands/earn.py": _command("earn(program, points, *, at) -> int"),
            "core/tiers/commands.py": "@command\nasync def rise(program, *, key) -> None: ...",
            "core/catalog/commands.py": "@db.command\ndef add(program, *, at) -> None: ...",
            "core/expiry/commands.py": _command("expire(program, *, at)"),
            "core/expiry/queries.py": _command("expire(program, *, at) -> None"),
            "core/members/commands.py": _command("add(program, *, at, **more) -> None"),
        },
        kept={
            "core/ledger/commands.py": _command("earn(program, *, points, key, at) -> int"),
            "core/purchases/commands/record.py": _command("record_many(program, *, of) -> int"),
        },
    ),
    Rule(
        "public writing coroutines are commands",
        public_writing_coroutines_are_commands,
        broken={
            "core/members/commands.py": "async def rename(*, at):\n    await _set()\n"
            "async def _set():\n    await db.connection().execute('UPDATE member')",
            "core/catalog/commands/stock.py": "from core import db\n"
            "async def sell(sold):\n    connection = db.connection()",
            "core/merchants/commands.py": "async def add():\n    await models.Rate.create(id=1)",
            "core/families/commands.py": "async def leave():\n    await ledger.locked.post(x)",
            "core/expiry/commands.py": "async def due():\n    async with db.reading() as c:\n"
            "        return await c.fetch('UPDATE lot SET points = 1')",
            "core/ledger/commands.py": "class Book:\n    async def add(self):\n"
            "        await self.connection.executemany('INSERT', [])",
        },
        kept={
            "core/members/commands.py": _command("add(program, *, at) -> None", "await _add()")
            + "\nasync def _add(): await db.connection().execute('INSERT')",
            "core/expiry/commands/expire.py": "async def expire(program, *, at):\n"
            "    await _expire(program, at=at)\n"
            + _command("_expire(program, *, at) -> int", "await db.connection().execute('x')")
            + "\nasync def due():\n    async with db.reading() as c:\n"
            "        return await c.fetch('SELECT 1 FROM lot')",
            "core/purchases/commands/record.py": "async def record(x):\n    return LANE.submit(x)",
            "core/purchases/commands/write.py": "async def write(): await db.connection()",
            "core/ledger/locked.py": "async def post(): await db.connection().execute('x')",
        },
    ),
    Rule(
        "a command stays in its transaction",
        a_command_stays_in_its_transaction,
        broken={
            "core/members/commands.py": "from core import db\ndb.pool().execute('UPDATE member')",
            "core/ledger/locked.py": "from core.db import transaction as fresh",
        },
        kept={"core/members/commands.py": "from core import db\ndb.connection().execute('x')"},
    ),
    Rule(
        "front doors export no internal writers",
        front_doors_export_no_internal_writers,
        broken={
            "core/purchases/__init__.py": "from core.purchases.commands.write import write",
            "core/ledger/__init__.py": "from core.ledger.locked import post as post",
            "core/members/__init__.py": "from core.members.models import Member",
            "core/families/__init__.py": "from core.families import models",
        },
        kept={
            "core/ledger/__init__.py": "from core.ledger import locked as locked\n"
            "from core.ledger.locked import ReservedIds as ReservedIds\n"
            "from core.ledger.commands.end import expire as expire",
        },
    ),
)
