"""A command's shape and what never happens inside one; and nobody but the root has a clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.reading import nodes_of, strings_of
from tests.house.rule import FACES, Fault, Rule, is_python, noun_of, parts_of, top_of

# Commands of another shape, and why.
OTHERWISE = {
    ("compliance", "record"): "joins its caller; the facts of an act are as many as there are acts",
    ("notifications", "put"): "joins its caller; the notices of a batch are one statement",
    ("notifications", "put_back"): "gives back a claim: nothing happened, so there is no moment",
    ("purchases", "record_many"): "each purchase of the batch has a moment of its own",
}
WALL_CLOCK = {"webapp/api/auth.py": "the windows of a rate limit run on the machine's own clock"}

TASKS = {"create_task", "ensure_future", "gather", "to_thread", "run_in_executor", "TaskGroup"}
OUTSIDE = {"ClientSession", "urlopen", "send_message", "sleep"}
CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"),
}  # fmt: skip
SQL_CLOCK = re.compile(
    r"\bnow\s*\(\s*\)|\bcurrent_(?:timestamp|date|time)\b|\blocaltime(?:stamp)?\b"
    r"|\b(?:clock|statement|transaction)_timestamp\b|\btimeofday\b",
    re.IGNORECASE,
)
QUEUE_SCHEMA = "core/migrations/0004_queue.sql"  # PgQueuer's own tables, as it delivers them


def commands_of(source: str) -> Iterator[ast.AsyncFunctionDef | ast.FunctionDef]:
    for node in nodes_of(source):
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
            names = [ast.unparse(one).split("(")[0] for one in node.decorator_list]
            if any(name.rpartition(".")[2] == "command" for name in names):
                yield node


def a_command_has_its_shape(path: str, source: str) -> Iterator[Fault]:
    """`async def earn(program, *, …, at) -> Receipt`, in a capability's commands."""
    if not path.startswith("core/") or not is_python(path):
        return
    for node in commands_of(source):
        if not isinstance(node, ast.AsyncFunctionDef):
            yield node.lineno, f"{node.name} is not async"
        if parts_of(path)[2].removesuffix(".py") != "commands":
            yield node.lineno, f"{node.name} stands outside of commands"
        if node.returns is None:
            yield node.lineno, f"{node.name} does not say what it answers"
        if (noun_of(path), node.name) not in OTHERWISE:
            yield from _misshapen(node)


def _misshapen(node: ast.AsyncFunctionDef | ast.FunctionDef) -> Iterator[Fault]:
    arguments = node.args
    if [one.arg for one in (*arguments.posonlyargs, *arguments.args)] != ["program"]:
        yield node.lineno, f"{node.name} takes the rulebook first and nothing else by position"
    if arguments.vararg or arguments.kwarg:
        yield node.lineno, f"{node.name} names each of its arguments"
    if "at" not in [one.arg for one in arguments.kwonlyargs]:
        yield node.lineno, f"{node.name} is told no moment (at)"


def nothing_in_a_command_outlives_its_transaction(path: str, source: str) -> Iterator[Fault]:
    """No except around a statement, no task, no call to the outside."""
    if not path.startswith("core/") or not is_python(path):
        return
    for command in commands_of(source):
        for node in ast.walk(command):
            yield from _outlives(node)


def _outlives(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.Try | ast.TryStar) and node.handlers:
        yield node.lineno, "except in a command: ON CONFLICT instead"
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func).rpartition(".")[2]
        if called == "suppress":
            yield node.lineno, "suppress in a command: ON CONFLICT instead"
        if called in TASKS:
            yield node.lineno, f"{called} in a command: a task dies with the transaction"
        if called in OUTSIDE:
            yield node.lineno, f"{called} in a command: it may be tried again"


def only_the_root_has_a_clock(path: str, source: str) -> Iterator[Fault]:
    """Core and the faces are told the moment; only so can a day be skipped or a job be as of."""
    if top_of(path) not in {"core", "locales", *FACES} or not is_python(path):
        return
    if path in WALL_CLOCK:
        return
    for node in nodes_of(source):
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            if (owner, node.attr) in CLOCKS:
                yield node.lineno, f"{owner}.{node.attr}: the moment is a parameter"


def core_sql_asks_no_clock(path: str, source: str) -> Iterator[Fault]:
    if not path.startswith("core/") or path == QUEUE_SCHEMA:
        return
    if not is_python(path) and not path.endswith(".sql"):
        return
    lines = enumerate(source.splitlines(), 1)
    strings = strings_of(source) if is_python(path) else tuple(lines)
    for line, text in strings:
        if found := SQL_CLOCK.search(text.partition("--")[0]):
            yield line, f"{found.group(0)}: the moment is a parameter"


def only_settings_read_the_environment(path: str, source: str) -> Iterator[Fault]:
    if not top_of(path) or top_of(path) == "settings" or not is_python(path):
        return
    for node in nodes_of(source):
        if isinstance(node, ast.Attribute | ast.Name):
            name = ast.unparse(node)
            if re.fullmatch(r"(?:os\.)?(?:environb?|getenvb?)", name):
                yield node.lineno, f"{name}: settings reads the environment"
        if isinstance(node, ast.ImportFrom) and node.module in {"os", "dotenv"}:
            for alias in node.names:
                if alias.name in {"environ", "environb", "getenv", "load_dotenv", "dotenv_values"}:
                    yield node.lineno, f"{alias.name}: settings reads the environment"


def _command(signature: str, body: str = "...") -> str:
    return f"@db.command\nasync def {signature}:\n    {body}"


RULES = (
    Rule(
        "a command has its shape",
        a_command_has_its_shape,
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
        "nothing in a command outlives its transaction",
        nothing_in_a_command_outlives_its_transaction,
        broken={
            f"core/ledger/commands/{name}.py": _command("earn(program, *, at) -> None", body)
            for name, body in {
                "caught": "try:\n        await f()\n    except ValueError:\n        pass",
                "hidden": "with contextlib.suppress(IntegrityError):\n        await f()",
                "task": "asyncio.create_task(f())",
                "crowd": "await asyncio.gather(f(), g())",
                "group": "async with asyncio.TaskGroup() as group:\n        pass",
                "call": "async with aiohttp.ClientSession() as session:\n        pass",
                "nap": "await asyncio.sleep(1)",
            }.items()
        },
        kept={"core/ledger/commands.py": _command("earn(program, *, at) -> None", "await f()")},
    ),
    Rule(
        "only the root has a clock",
        only_the_root_has_a_clock,
        broken={
            "core/ledger/rules.py": "datetime.now(UTC)",
            "core/members/queries.py": "import datetime as dt\ndt.datetime.utcnow()",
            "core/expiry/commands.py": "date.today()",
            "bot/handlers/ledger.py": "time.time()",
            "webapp/miniapp/session.py": "key = datetime.now",
        },
        kept={
            "runtime/clock.py": "datetime.now(UTC)",
            "bot/delivery/pace.py": "time.monotonic()",
            "playground/world.py": "time.time()",
        },
    ),
    Rule(
        "core's SQL asks no clock",
        core_sql_asks_no_clock,
        broken={
            "core/ledger/queries.py": 'SQL = "SELECT 1 WHERE expires_at < now()"',
            "core/ledger/commands.py": 'f"UPDATE lot SET {column} = CURRENT_TIMESTAMP"',
            "core/migrations/0001_first.py": 'SQL = "x timestamptz DEFAULT clock_timestamp()"',
            "core/migrations/0002_more.sql": "ALTER TABLE lot ADD x date DEFAULT current_date;",
        },
        kept={
            "core/ledger/queries.py": '"""Never now()."""\nSQL = "SELECT known"',
            "core/migrations/0003_more.sql": "-- never now()\nSELECT 1;",
        },
    ),
    Rule(
        "only settings reads the environment",
        only_settings_read_the_environment,
        broken={
            "main.py": "os.environ['JIAFEN_PORT']",
            "runtime/logs.py": "from os import getenv",
            "cli/run.py": "os.getenv('HOME')",
        },
        kept={"settings/loading.py": "os.environ", "tests/conftest.py": "os.environ"},
    ),
)
