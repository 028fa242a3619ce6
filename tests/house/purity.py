"""A capability depends on its arguments alone: no random values, tasks, requests or except.

The rules go by names, followed to what they stand for, and hold in helpers as well as in commands.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.constants import texts_of
from tests.house.reading import imports_of, names_of, nodes_of
from tests.house.rule import Fault, Rule, is_python, noun_of, room_of, top_of
from tests.house.sql import statement_of

RANDOMNESS = "core/randomness.py"  # the one place where core draws ids, tokens and codes
WAITS = {"core/notifications/queries.py": "LISTEN: waits on a connection, outside of commands"}

LIBRARIES = {
    "__future__", "abc", "asyncpg", "base64", "bisect", "calendar", "collections", "contextlib",
    "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "hashlib", "heapq",
    "hmac", "itertools", "json", "math", "operator", "orjson", "pydantic", "re", "statistics",
    "string", "types", "typing", "unicodedata", "uuid", "zoneinfo",
}  # fmt: skip
"""What a capability may import beside core: arithmetic, and the database."""
TORTOISE = {"tortoise.fields", "tortoise.models", "tortoise.expressions"}

RANDOM = re.compile(r"(?:secrets|random|numpy)(?:\..*)?|uuid\.uuid[1467]|os\.(?:urandom|getrandom)")
TASKS = re.compile(
    r"(?:asyncio|threading|_thread|concurrent|multiprocessing|subprocess|signal|sched)(?:\..*)?"
    r"|.*\.(?:create_task|ensure_future|run_in_executor|to_thread|call_later|call_soon|call_at)"
    r"|(?:.*\.)?(?:TaskGroup|gather)"
)
OUTSIDE = re.compile(
    r"(?:aiohttp|aiogram|httpx|requests|urllib\.request|http|socket|smtplib|ssl|websockets)(?:\..*)?"
    r"|(?:.*\.)?(?:ClientSession|AsyncClient|urlopen|send_message)|open|print|input|os\..*"
)
SQL_RANDOM = {
    "random", "gen_random_uuid", "gen_random_bytes", "uuidv4", "uuidv7", "uuid_generate_v4",
    "uuid_generate_v1", "random_normal", "setseed",
}  # fmt: skip


def a_capability_imports_only_listed_libraries(path: str, source: str) -> Iterator[Fault]:
    """A list of what it may import, so that nobody has to think of every client and every clock."""
    if not noun_of(path) or not is_python(path) or path in WAITS:
        return
    for imported in imports_of(source):
        database = imported.module in TORTOISE or ".".join(imported.path) in TORTOISE
        if imported.top not in {*LIBRARIES, "core"} and not database and imported.top:
            yield imported.line, f"{imported.module} is none of the libraries of a capability"


def no_task_request_or_except_in_a_capability(path: str, source: str) -> Iterator[Fault]:
    """No task, no call to the outside, no except around a statement; in no helper either."""
    if not noun_of(path) or not is_python(path):
        return
    for line, name in names_of(source):
        if TASKS.fullmatch(name) and path not in WAITS:
            yield line, f"{name}: a task or a wait outlives the transaction"
        if OUTSIDE.fullmatch(name):
            yield line, f"{name}: a command may be tried again, a call to the outside may not"
        if room_of(path) in {"commands", "locked"} and name == "contextlib.suppress":
            yield line, f"{name}: ON CONFLICT instead; parsing belongs to rules"
    for node in nodes_of(source):
        if not isinstance(node, ast.Try | ast.TryStar) or not node.handlers:
            continue
        waits = any(
            isinstance(part, ast.Await | ast.AsyncWith | ast.AsyncFor)
            for statement in node.body
            for part in ast.walk(statement)
        )
        if room_of(path) in {"commands", "locked"} or (waits and path not in WAITS):
            yield node.lineno, "except around a statement: ON CONFLICT instead"


def core_draws_random_values_in_one_module(path: str, source: str) -> Iterator[Fault]:
    """Ids, tokens and codes come from core/randomness.py; rules and queries are handed them."""
    if top_of(path) != "core" or path == RANDOMNESS or path.startswith("core/migrations/"):
        return
    if not is_python(path):
        return
    for line, name in names_of(source):
        if RANDOM.fullmatch(name):
            yield line, f"{name}: use core/randomness.py"
        elif name.startswith("core.randomness") and room_of(path) not in {"", "commands"}:
            yield line, f"{name}: only commands draw"


def core_sql_draws_no_random_values(path: str, source: str) -> Iterator[Fault]:
    """A random value is a parameter of a statement."""
    if not path.startswith("core/") or not path.endswith((".py", ".sql")):
        return
    lines = tuple(enumerate(source.splitlines(), 1))
    for line, text in texts_of(source) if is_python(path) else lines:
        statement = statement_of(text)
        for name in sorted(statement.calls & SQL_RANDOM | statement.words & {"tablesample"}):
            yield line, f"{name}: use core/randomness.py"


def _command(signature: str, body: str = "...") -> str:
    return f"@db.command\nasync def {signature}:\n    {body}"


def _helper(body: str) -> str:
    return f"async def _help() -> None:\n    {body}"


OUTLIVING = {
    "caught": "try:\n        await f()\n    except ValueError:\n        pass",
    "hidden": "with contextlib.suppress(IntegrityError):\n        await f()",
    "task": "asyncio.create_task(f())",
    "crowd": "await asyncio.gather(f(), g())",
    "group": "async with asyncio.TaskGroup() as group:\n        pass",
    "call": "async with aiohttp.ClientSession() as session:\n        pass",
    "nap": "await asyncio.sleep(1)",
    "loop": "loop.run_in_executor(None, f)",
    "file": "open('x')",
}

RULES = (
    Rule(
        "a capability imports only listed libraries",
        a_capability_imports_only_listed_libraries,
        broken={
            "core/ledger/commands.py": "import urllib.request",
            "core/members/rules.py": "import time as t",
            "core/members/locked.py": "from concurrent.futures import ThreadPoolExecutor",
            "core/families/queries.py": "def f():\n    import socket",
            "core/catalog/models.py": "from os import urandom",
            "core/catalog/commands.py": "from tortoise.functions import Now",
        },
        kept={
            "core/ledger/rules.py": "from datetime import time\nimport orjson",
            "core/ledger/models.py": "from tortoise import fields\n"
            "from tortoise.models import Model",
        },
    ),
    Rule(
        "a capability starts no task or request and catches no database error",
        no_task_request_or_except_in_a_capability,
        broken={
            **{
                f"core/ledger/commands/{name}.py": "import contextlib\n"
                + _command("earn(program, *, at) -> None", body)
                for name, body in OUTLIVING.items()
            },
            **{
                f"core/members/locked/{name}.py": "import contextlib\n" + _helper(body)
                for name, body in OUTLIVING.items()
            },
            "core/families/queries.py": _helper(OUTLIVING["caught"]),
            "core/members/commands.py": "from asyncio import create_task as later\nlater(f())",
            "core/catalog/rules.py": "import asyncio as a\na.ensure_future(f())",
        },
        kept={
            "core/ledger/commands.py": _command("earn(program, *, at) -> None", "await f()"),
            "core/members/rules.py": "try:\n    n = int(text)\nexcept ValueError:\n    n = 0",
            "core/db/lanes.py": "asyncio.create_task(f())",
        },
    ),
    Rule(
        "core draws random values in one module",
        core_draws_random_values_in_one_module,
        broken={
            "core/ledger/commands.py": "from uuid import uuid4 as new\nnew()",
            "core/members/rules.py": "import secrets as s\ns.choice('ab')",
            "core/families/models.py": "import uuid\nx: UUID = field(default_factory=uuid.uuid4)",
            "core/purchases/rules/decide.py": "from core import randomness\nrandomness.new_id()",
            "core/catalog/queries.py": "import random\nrandom.random()",
            "core/db/lanes.py": "import os\nos.urandom(8)",
            "core/expiry/commands.py": "import random\ndraw = random.choice",
        },
        kept={
            "core/families/commands.py": "from core import randomness\nrandomness.new_id()",
            "core/catalog/commands.py": "from uuid import UUID, uuid5\nuuid5(a, 'b')",
            RANDOMNESS: "import secrets\nsecrets.randbits(60)",
        },
    ),
    Rule(
        "core's SQL draws no random values",
        core_sql_draws_no_random_values,
        broken={
            "core/ledger/queries.py": 'SQL = "SELECT id FROM lot ORDER BY Random () LIMIT 1"',
            "core/ledger/commands.py": 'f"INSERT INTO {t} (id) VALUES (gen_random_uuid())"',
            "core/migrations/0002_more.sql": "ALTER TABLE x ADD y uuid DEFAULT uuidv7();",
        },
        kept={"core/ledger/queries.py": '"""No random()."""\nSQL = "SELECT random FROM lot"'},
    ),
)
