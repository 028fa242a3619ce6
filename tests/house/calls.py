"""What queries may call, where SQL stands, and over which relations rows are loaded."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.commands import commands_of
from tests.house.constants import texts_of
from tests.house.reading import names_of, nodes_of
from tests.house.rule import LINE, Fault, Rule, is_python, noun_of, room_of
from tests.house.sql import is_sql

ROOT = Path(__file__).parents[2]
WITHOUT_SQL = {"rules", "redlines", "answers", "errors", "notices", "__init__"}
RELATED = {"prefetch_related", "select_related", "fetch_related"}


@cache
def commands_by_noun(noun: str) -> frozenset[str]:
    """The names of a capability's commands."""
    return frozenset(
        node.name
        for path in (ROOT / "core" / noun).rglob("*.py")
        for node in commands_of(path.read_text("utf-8"))
    )


@cache
def foreign_relations(noun: str) -> frozenset[str]:
    """The relations of a capability's models whose rows belong to another capability."""
    models = ROOT / "core" / noun / "models.py"
    nodes = nodes_of(models.read_text("utf-8")) if models.is_file() else ()
    own = {node.name for node in nodes if isinstance(node, ast.ClassDef)}
    return frozenset(
        node.target.id
        for node in nodes
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if isinstance(node.value, ast.Call) and node.value.args
        if ast.unparse(node.value.func).endswith(("ForeignKeyField", "OneToOneField"))
        if ast.unparse(node.value.args[0]).strip("'\"").rpartition(".")[2] not in own
    )


@cache
def fields_by_noun(noun: str) -> frozenset[str]:
    """The names of columns and relations that a capability's own models declare."""
    return frozenset(
        target.id
        for path in (ROOT / "core" / noun).glob("models*")
        if path.is_file()
        for node in nodes_of(path.read_text("utf-8"))
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    )


def queries_call_no_command(path: str, source: str) -> Iterator[Fault]:
    """Neither of their own capability nor of another one."""
    if room_of(path) not in {"queries", "rules", "redlines"} or not is_python(path):
        return
    for line, name in names_of(source):
        top, _, rest = name.partition(".")
        noun, _, last = rest.partition(".")
        if top != "core" or noun not in LINE:
            continue
        if last in commands_by_noun(noun) or "locked" in last.split("."):
            yield line, f"{name}: {room_of(path)} change nothing"


def sql_stands_in_queries_locked_and_commands(path: str, source: str) -> Iterator[Fault]:
    """In queries, locked and commands; rules and answers hold none."""
    if room_of(path) not in WITHOUT_SQL or not is_python(path):
        return
    for line, text in texts_of(source):
        if is_sql(text):
            yield line, f"{text.split()[0]} …: SQL stands in queries, locked or commands"


def models_follow_only_their_own_relations(path: str, source: str) -> Iterator[Fault]:
    """A relation that another model declared leads back to a table of a capability to the right."""
    if not noun_of(path) or not is_python(path):
        return
    for node in nodes_of(source):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        heads = [word.arg.split("__")[0] for word in node.keywords if word.arg and "__" in word.arg]
        if node.func.attr in RELATED:
            heads += [ast.unparse(value).strip("'\"").split("__")[0] for value in node.args]
        for head in heads:
            if head not in fields_by_noun(noun_of(path)):
                yield node.lineno, f"{head} is no field of core.{noun_of(path)}: ask its owner"


def writers_load_no_row_of_another(path: str, source: str) -> Iterator[Fault]:
    """A row that came over a relation can be saved, so only queries load it."""
    if not noun_of(path) or not is_python(path) or room_of(path) == "queries":
        return
    foreign = foreign_relations(noun_of(path))
    for node in nodes_of(source):
        for name in _loaded_by(node):
            if name in foreign and isinstance(node, ast.expr):
                yield node.lineno, f"{name} is a row of another capability: ask its owner"


def _loaded_by(node: ast.AST) -> list[str]:
    """The names that this expression loads, should they be relations."""
    if isinstance(node, ast.Await) and isinstance(node.value, ast.Attribute):
        return [node.value.attr]
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return []
    arguments = node.args if node.func.attr in RELATED else []
    return [ast.unparse(value).strip("'\"").partition("__")[0] for value in arguments]


RULES = (
    Rule(
        "queries call no command",
        queries_call_no_command,
        broken={
            "core/ledger/queries.py": "from core import members\nmembers.set_language(p)",
            "core/catalog/queries/events.py": "from core.compliance import record as note",
            "core/redemptions/queries.py": "from core import ledger as l\nl.locked.post(x)",
            "core/redemptions/rules.py": "from core import ledger\nledger.locked.post(x)",
        },
        kept={
            "core/ledger/queries.py": "from core import members\nmembers.by_id(x)",
            "core/families/commands.py": "from core import compliance\ncompliance.record(x)",
        },
    ),
    Rule(
        "SQL stands in queries, locked and commands",
        sql_stands_in_queries_locked_and_commands,
        broken={
            "core/members/rules.py": 'SQL = "UPDATE member SET name = $1"',
            "core/ledger/answers.py": 'SQL = "select id from lot"',
            "core/ledger/__init__.py": 'SQL = "DELETE FROM lot"',
        },
        kept={"core/members/queries.py": 'SQL = "SELECT id FROM member"'},
    ),
    Rule(
        "writers load no row of another",
        writers_load_no_row_of_another,
        broken={
            "core/families/commands/leaving.py": "await row.fetch_related('made_by')",
            "core/families/locked.py": "by = await row.made_by\nawait by.save()",
        },
        kept={
            "core/families/queries.py": "await models.Invitation.all().select_related('made_by')",
            "core/families/commands/leaving.py": "await row.family",
        },
    ),
    Rule(
        "models follow only their own relations",
        models_follow_only_their_own_relations,
        broken={
            "core/members/queries.py": "models.Member.filter(lots__points=1)",
            "core/merchants/queries.py": "models.Merchant.all().prefetch_related('rewards')",
        },
        kept={
            "core/merchants/queries.py": "models.Staff.all().select_related('merchant')",
            "core/members/queries.py": "models.Consent.filter(member__language='en')",
        },
    ),
)
