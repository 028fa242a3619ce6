"""What queries may call, where SQL stands, and over which relations a model is followed."""

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
            yield line, f"{name}: a {room_of(path).rstrip('s')} changes nothing"


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
