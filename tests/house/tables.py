"""Tables have owners: only the owner writes a table; only names to its right read it as well."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from tests.house.constants import GAP, texts_of
from tests.house.reading import nodes_of
from tests.house.rule import FOUNDATION, LINE, Fault, Rule, is_python, noun_of, parts_of, top_of
from tests.house.sql import Statement, is_sql, statement_of

ROOT = Path(__file__).parents[2]

# Tables that no models.py declares, with their owners.
WITHOUT_MODEL = {
    "pgqueuer": "jobs",
    "pgqueuer_log": "jobs",
    "pgqueuer_schedules": "jobs",
    "pgqueuer_statistics": "jobs",
}
PRIVATE = {"answer", "pgqueuer", "pgqueuer_log", "pgqueuer_schedules", "pgqueuer_statistics"}
"""Read by nobody but their owners, though others stand to the right of these."""

COPIES = {"copy_records_to_table", "copy_to_table"}


@cache
def owners() -> Mapping[str, str]:
    """The owner of each table: the capability whose models.py says `table = "…"`."""
    by_table = dict(WITHOUT_MODEL)
    for path in sorted(ROOT.glob("core/*/models*")) + sorted(ROOT.glob("core/*/models/*.py")):
        if path.is_file():
            for node in nodes_of(path.read_text("utf-8")):
                if (
                    isinstance(node, ast.Assign)
                    and isinstance(node.value, ast.Constant)
                    and ast.unparse(node.targets[0]) == "table"
                ):
                    by_table[str(node.value.value)] = path.relative_to(ROOT).parts[1]
    return by_table


def tables_have_owners(path: str, source: str) -> Iterator[Fault]:
    """In core: no write into a stranger's table, no read to the right. Elsewhere: no SQL."""
    if path.startswith("core/migrations/") or not (top_of(path) or path.endswith(".sql")):
        return
    yield from a_copied_table_is_named(path, source)
    texts = _statements(path, source)
    aliases = {name for _, _, statement in texts for name in statement.ctes}
    for line, text, statement in texts:
        if path.startswith("core/"):
            yield from ((line, fault) for fault in _faults(_owner(path), statement, aliases))
        elif tables := sorted({*statement.reads, *(name for _, name in statement.writes)}):
            named = [name for name in tables if name in owners() or (GAP in name and is_sql(text))]
            yield from ((line, f"SQL on {name.replace(GAP, '…')}: ask core") for name in named)


def _statements(path: str, source: str) -> list[tuple[int, str, Statement]]:
    if path.endswith(".sql") and path.startswith(("core/", "bot/", "webapp/", "runtime/", "cli/")):
        texts: tuple[tuple[int, str], ...] = ((1, source),)
    else:
        texts = texts_of(source) if is_python(path) else ()
    return [
        (line, text, statement_of(text))
        for line, text in texts
        if path.startswith("core/") or is_sql(text)
    ]


def _owner(path: str) -> str:
    return PurePosixPath(parts_of(path)[1]).stem


def _faults(own: str, statement: Statement, aliases: set[str]) -> Iterator[str]:
    for verb, name in statement.writes:
        yield from _write_fault(own, verb, name, aliases)
    for name in statement.reads:
        yield from _read_fault(own, name)
    for name in sorted(statement.ctes & set(owners())):
        yield f"WITH {name}: a table has this name"
    for sequence in sorted(statement.sequences):
        name = sequence.rpartition(".")[2].removesuffix("_id_seq")
        if owners().get(name) != own:
            yield f"it draws from {sequence.replace(GAP, '…')}: only the owner of {name} does"


def _write_fault(own: str, verb: str, name: str, aliases: set[str]) -> Iterator[str]:
    owner = owners().get(name)
    if GAP in name:
        yield f"{verb} of a table that a value names: write its name"
    elif owner is None and name not in aliases:
        yield f"{verb} {name}: no models.py declares it"
    elif owner not in {None, own}:
        yield f"{verb} {name}: only {owner} writes it"


def _read_fault(own: str, name: str) -> Iterator[str]:
    order = [*FOUNDATION, *LINE]
    owner = owners().get(name)
    if GAP in name:
        yield f"it reads {name.replace(GAP, '…')}, which a value names: write its name"
    elif owner in {None, own}:
        return
    elif name in PRIVATE:
        yield f"it reads {name}, which is {owner}'s alone"
    elif own not in order or order.index(str(owner)) > order.index(own):
        yield f"it reads {name} of {owner}, which stands to the right of {own}"


def a_copied_table_is_named(path: str, source: str) -> Iterator[Fault]:
    """asyncpg's copy functions take a table's name as an argument."""
    if not top_of(path) or not is_python(path):
        return
    for node in nodes_of(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = ast.unparse(node.args[0]).strip("'") if node.args else ""
            if node.func.attr in COPIES and owners().get(name, "") != noun_of(path):
                yield node.lineno, f"{node.func.attr} {name}: only its owner writes a table"


def _core(name: str, statement: str) -> dict[str, str]:
    return {f"core/{name}.py": f'SQL = """{statement}"""'}


RULES = (
    Rule(
        "tables have owners",
        tables_have_owners,
        broken={
            **_core("expiry/commands/plain", "INSERT INTO entry (id) VALUES (1)"),
            **_core("expiry/commands/lower", "insert\n    into\n entry (id) values (1)"),
            **_core("members/commands/schema", 'UPDATE ONLY public."holding" SET points = 0'),
            **_core("families/commands/cte", "WITH x AS (DELETE FROM lot RETURNING 1) SELECT 1"),
            **_core("purchases/locked", "MERGE INTO budget b USING x ON true WHEN MATCHED THEN"),
            **_core("redemptions/commands", "TRUNCATE voucher, stock"),
            **_core("members/commands/lock", "LOCK TABLE family IN EXCLUSIVE MODE"),
            **_core("members/commands/unseen", "/* UPDATE */ UPDATE /* SET */ seat SET number = 1"),
            **_core("members/queries", "SELECT 1 FROM member m JOIN lot l ON l.member_id = m.id"),
            **_core("ledger/queries/list", "SELECT 1 FROM lot l, purchase p WHERE p.id = l.id"),
            **_core("ledger/queries/inner", "SELECT (SELECT count(*) FROM (refund r)) FROM lot"),
            **_core("ledger/locked", "DELETE FROM holding USING core.seat s WHERE s.id = 1"),
            **_core("ledger/queries/hidden", "WITH seat AS (SELECT 1) SELECT * FROM seat"),
            **_core("ledger/queries/key", "SELECT answer FROM answer"),
            **_core("members/locked", "SELECT nextval('lot_id_seq')"),
            **_core("members/queries/new", "INSERT INTO diary (id) VALUES (1)"),
            "core/members/sweep.sql": "DELETE FROM wallet;",
            "core/db/lanes.py": 'T = "entry"\nSQL = f"DELETE FROM {T}"',
            "core/merchants/commands/sum.py": 'SQL = "DELETE " + "FROM " + "holding"',
            "core/merchants/commands/words.py": 'SQL = " ".join(["DELETE", "FROM", "holding"])',
            "core/merchants/commands/filled.py": 'SQL = "DELETE FROM %s" % ("lot",)',
            "core/merchants/commands/form.py": 'SQL = "DELETE FROM {}".format("lot")',
            "core/merchants/commands/swap.py": 'SQL = "DELETE FROM x".replace("x", "lot")',
            "core/merchants/commands/fill.py": 'Template("DELETE FROM $t").substitute(t=t)',
            "core/merchants/commands/bytes.py": 'SQL = b"DELETE FROM lot".decode()',
            "core/merchants/commands/loop.py": 'for t in ("lot", "rate"):\n    f"DELETE FROM {t}"',
            "core/merchants/commands/map.py": 'T = {1: "lot"}\nSQL = f"DELETE FROM {T[1]}"',
            "core/merchants/commands/told.py": 'def f(t): return f"SELECT 1 FROM {t}"',
            "core/merchants/commands/more.py": 'SQL = "DELETE FROM "\nSQL += "lot"',
            "core/merchants/commands/copied.py": 'await c.copy_records_to_table("lot", records=r)',
            "webapp/miniapp/ledger.py": 'f("SELECT points FROM holding WHERE wallet_id = $1")',
            "runtime/probes.py": 'f("select max(id) from entry")',
            "cli/doctor.py": 'f(f"SELECT count(*) FROM {table}")',
        },
        kept={
            **_core("ledger/commands", "INSERT INTO entry (id) SELECT id FROM member"),
            **_core("ledger/locked", "SELECT 1 FROM lot l JOIN merchant m ON true FOR UPDATE OF l"),
            **_core("expiry/queries", "SELECT extract(epoch FROM at) FROM holding, reminder"),
            **_core("families/queries", "WITH own AS (SELECT 1) SELECT 1 FROM own, unnest($1) o"),
            **_core(
                "catalog/locked", "INSERT INTO stock AS s (id) ON CONFLICT DO UPDATE SET x = 1"
            ),
            **_core("members/commands", "SELECT a IS DISTINCT FROM purchase"),
            "core/migrations/0001_first.sql": "UPDATE wallet SET id = 1",
            "bot/handlers/ledger.py": 'text = "points from purchase"',
            "runtime/processes.py": 'SQL = "SELECT pg_try_advisory_lock($1)"',
        },
    ),
)
