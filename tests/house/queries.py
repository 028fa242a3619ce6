"""Queries change nothing, and a statement is executed by the capability that wrote it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.constants import texts_of
from tests.house.reading import decorators_of, dotted, functions_of, names_of, nodes_of
from tests.house.rule import LINE, Fault, Rule, is_python, noun_of, room_of
from tests.house.sql import statement_of

CHANGING_CALLS = {
    "nextval", "setval", "set_config", "pg_notify", "pg_advisory_lock", "pg_advisory_xact_lock",
    "pg_advisory_lock_shared", "pg_advisory_xact_lock_shared", "pg_try_advisory_lock",
    "pg_try_advisory_xact_lock", "pg_advisory_unlock", "pg_terminate_backend",
    "pg_cancel_backend", "lo_import", "lo_unlink", "dblink_exec",
}  # fmt: skip
CHANGING_WORDS = {
    "notify", "vacuum", "reindex", "cluster", "grant", "revoke", "call", "execute", "set", "reset",
    "begin", "commit", "lock", "do", "create", "alter", "drop", "truncate", "copy",
}  # fmt: skip
CHANGING_METHODS = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create",
    "update_or_create", "update_from_dict", "add", "clear", "remove",
}  # fmt: skip
UNMISTAKABLE = {
    "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "executemany",
    "execute_many", "execute_insert", "execute_script", "copy_records_to_table", "copy_to_table",
    "select_for_update", "in_transaction",
}  # fmt: skip
STATEMENT_TAKERS = {
    "execute", "executemany", "fetch", "fetchrow", "fetchval", "fetchmany", "cursor", "prepare",
    "execute_query", "execute_query_dict", "execute_many", "execute_insert", "execute_script",
    "copy_from_query",
}  # fmt: skip
MODEL_CHAIN = re.compile(r"\.(?:filter|all|get|exclude|first|get_or_none|using_db)\(")


def queries_change_nothing(path: str, source: str) -> Iterator[Fault]:
    """No INSERT, UPDATE or DELETE, no row lock, no sequence, no setting, no model that is saved."""
    if not noun_of(path) or room_of(path) != "queries" or not is_python(path):
        return
    for line, text in texts_of(source):
        yield from ((line, fault) for fault in _changes(text))
    for node in nodes_of(source):
        yield from _changing(node)
    for line, name in names_of(source):
        if name in {"core.db.connection", "core.db.transaction"}:
            yield line, f"{name}: what needs the caller's transaction belongs to locked.py"
    for function in functions_of(source):
        if decorators_of(function) & {"command", "repeatable"}:
            yield function.lineno, f"{function.name} is a command: it stands in commands"


def _changes(text: str) -> Iterator[str]:
    statement = statement_of(text)
    for verb, name in statement.writes:
        yield f"{verb} {name}"
    if statement.locks_rows:
        yield "a lock on rows: it belongs to locked.py"
    for name in sorted(statement.calls & CHANGING_CALLS):
        yield f"{name}: a query changes nothing"
    first = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    if first in CHANGING_WORDS:
        yield f"{first.upper()}: a query changes nothing"


def _changing(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.Attribute) and node.attr in UNMISTAKABLE:
        yield node.lineno, f".{node.attr}: a query changes nothing"
    awaited = node.value if isinstance(node, ast.Await | ast.Return) else node
    if isinstance(awaited, ast.Call) and isinstance(awaited.func, ast.Attribute):
        on_models = MODEL_CHAIN.search(ast.unparse(awaited.func.value)) or re.match(
            r"(?:models\.)?[A-Z]\w*$", ast.unparse(awaited.func.value)
        )
        if awaited.func.attr in CHANGING_METHODS and (isinstance(node, ast.Await) or on_models):
            yield awaited.lineno, f".{awaited.func.attr}: a query changes nothing"


def a_capability_executes_only_its_own_sql(path: str, source: str) -> Iterator[Fault]:
    """SQL of another capability is not borrowed as a constant: its functions are called."""
    if not noun_of(path) or not is_python(path):
        return
    foreign = {f"core.{noun}" for noun in LINE if noun != noun_of(path)}
    for node in nodes_of(source):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr not in STATEMENT_TAKERS or not node.args:
            continue
        for part in ast.walk(node.args[0]):
            if isinstance(part, ast.Name | ast.Attribute):
                name = dotted(part, source)
                if ".".join(name.split(".")[:2]) in foreign and name.split(".")[-1].isupper():
                    yield part.lineno, f"{name}: a statement of another capability"


def _query(body: str) -> str:
    return f"async def f():\n    {body}"


def _sql(statement: str) -> str:
    return f'SQL = """{statement}"""'


RULES = (
    Rule(
        "queries change nothing",
        queries_change_nothing,
        broken={
            "core/members/queries.py": _sql("UPDATE member SET name = $1"),
            "core/members/queries/a.py": _sql("with x as (\n delete from member) select 1"),
            "core/ledger/queries.py": _sql("SELECT id FROM wallet FOR NO KEY UPDATE"),
            "core/ledger/queries/b.py": _sql("SELECT nextval('lot_id_seq')"),
            "core/ledger/queries/c.py": _sql("SELECT set_config('a', 'b', true)"),
            "core/ledger/queries/d.py": _sql("SET LOCAL enable_seqscan = off"),
            "core/ledger/queries/e.py": _sql("SELECT pg_advisory_xact_lock($1)"),
            "core/ledger/queries/i.py": _sql("SELECT id INTO TEMP seen FROM wallet"),
            "core/ledger/queries/j.py": _sql("CREATE TEMP TABLE seen AS SELECT 1"),
            "core/catalog/queries.py": _query("await models.Reward.filter(id=1).update(kind='x')"),
            "core/catalog/queries/f.py": _query("return Reward.create(id=1)"),
            "core/catalog/queries/g.py": _query("await row.save()"),
            "core/merchants/queries.py": _query("await c.executemany(SQL, rows)"),
            "core/merchants/queries/h.py": "from core import db\n" + _query("db.connection()"),
            "core/families/queries.py": "@db.command\n" + _query("..."),
        },
        kept={
            "core/members/queries.py": _sql("SELECT updated FROM member ORDER BY id"),
            "core/ledger/queries.py": _query("digest.update(b'')"),
            "core/catalog/queries.py": _query("return await Reward.filter(id=1).first()"),
        },
    ),
    Rule(
        "a capability executes only its own SQL",
        a_capability_executes_only_its_own_sql,
        broken={
            "core/expiry/commands.py": "from core import ledger\n"
            + _query("await db.connection().execute(ledger.POST, 1)"),
            "core/families/queries.py": "from core.ledger import HELD\n"
            + _query("await c.fetch(f'{HELD} LIMIT 1')"),
        },
        kept={
            "core/expiry/queries.py": "from core import db\n"
            + _query("await c.execute(db.WHOLE_TABLES)")
        },
    ),
)
