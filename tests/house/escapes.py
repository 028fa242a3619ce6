"""Nothing evades the rules: no dynamic imports, and connections come from core.db alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.house.reading import names_of, strings_of
from tests.house.rule import FACES, Fault, Rule, is_python, top_of

ESCAPES = re.compile(
    r"importlib(?:\..*)?|__import__|exec|eval|compile|globals|builtins(?:\..*)?|sys\.modules"
    r"|runpy(?:\..*)?|pkgutil(?:\..*)?"
)
ESCAPES_NAMED = {
    "runtime/postgres/embedded.py": "asks whether the wheel with PostgreSQL is installed",
    "runtime/quick_import.py": "hands pydantic a quicker way to import aiogram's types",
}
MODULE = re.compile(r"(?:core|bot|webapp|cli|runtime|composition|samples)(?:\.[a-z_]\w*){1,4}")
MODULES_NAMED = {
    "core/db/": "Tortoise is told where models and migrations are",
    "webapp/api/docs_page.py": "a template's loader is told where it looks",
}
FILES = (".html", ".css", ".js", ".toml", ".sql", ".py", ".db", ".svg", ".png", ".ftl", ".json")

CONNECTIONS = re.compile(
    r"asyncpg\.(?:connect|create_pool)|tortoise\.(?:Tortoise|connection|connections|transactions)"
    r"(?:\..*)?|psycopg.*|sqlalchemy.*|sqlite3(?:\..*)?"
)
CONNECTIONS_NAMED = {
    "runtime/lock_connection.py": "its locks end with its own connection",
    "runtime/job_queue.py": "PgQueuer works on a connection of its own",
}


def modules_are_imported_by_import_statements(path: str, source: str) -> Iterator[Fault]:
    """Modules are imported by statements, which the rules can read."""
    if not top_of(path) or not is_python(path):
        return
    for line, name in names_of(source):
        if ESCAPES.fullmatch(name) and path not in ESCAPES_NAMED:
            yield line, f"{name}: import it by its name"
    for line, text in strings_of(source):
        named = path.startswith(tuple(MODULES_NAMED))
        if MODULE.fullmatch(text) and not text.endswith(FILES) and not named:
            yield line, f"{text!r}: import it by its name"


def faces_execute_no_sql(path: str, source: str) -> Iterator[Fault]:
    """A face calls commands and queries; it neither executes statements nor takes connections."""
    if top_of(path) not in FACES or not is_python(path):
        return
    for line, name in names_of(source):
        if re.fullmatch(
            r"core\.db\.(?:pool|connection|transaction|reading|transaction|Lane).*", name
        ):
            yield line, f"{name}: a face asks a query"


def only_core_db_opens_connections(path: str, source: str) -> Iterator[Fault]:
    """So that every statement runs in the transaction of its command, or in db.reading()."""
    if not top_of(path) or not is_python(path) or path in CONNECTIONS_NAMED:
        return
    if path.startswith(("core/db/", "core/migrations/", "runtime/postgres/")):
        return
    for line, name in names_of(source):
        if CONNECTIONS.fullmatch(name):
            yield line, f"{name}: core.db opens connections"


RULES = (
    Rule(
        "modules are imported by import statements",
        modules_are_imported_by_import_statements,
        broken={
            "core/members/commands.py": "import importlib\nimportlib.import_module('core.ledger')",
            "bot/handlers/ledger/balance.py": "__import__('webapp')",
            "core/catalog/rules.py": "from importlib import import_module as load",
            "webapp/api/purchases.py": "import sys\nsys.modules['x']",
            "core/expiry/queries.py": "eval('1')",
            "cli/jobs.py": "load('core.ledger.locked')",
        },
        kept={
            "webapp/miniapp/shell.py": "render('core.html')",
            "core/members/rules.py": "import re\nre.compile('a')",
        },
    ),
    Rule(
        "faces execute no SQL",
        faces_execute_no_sql,
        broken={
            "bot/handlers/ledger/balance.py": "from core import db\ndb.pool().fetchval(SQL)",
            "webapp/api/auth.py": "from core.db import reading",
            "cli/doctor.py": "import core.db as d\nd.connection()",
        },
        kept={"cli/migrations.py": "from core import db\ndb.migrate(url)"},
    ),
    Rule(
        "only core.db opens connections",
        only_core_db_opens_connections,
        broken={
            "core/ledger/commands.py": "from tortoise.transactions import in_transaction",
            "core/members/queries.py": "from tortoise import connections as c\nc.get('default')",
            "core/expiry/commands.py": "from tortoise.connection import get_connection",
            "core/families/locked.py": "import asyncpg as a\nawait a.connect()",
            "runtime/probes.py": "import asyncpg\nasyncpg.create_pool()",
        },
        kept={
            "core/db/connections.py": "import asyncpg\nasyncpg.create_pool()",
            "core/members/queries.py": "import asyncpg\nrow: asyncpg.Record",
        },
    ),
)
