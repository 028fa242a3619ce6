"""Imports inside a package: the modules of a capability, and the audiences of the web face."""

from __future__ import annotations

from collections.abc import Iterator

from tests.house.reading import imports_of, names_of
from tests.house.rule import LINE, Fault, Rule, is_python, noun_of, parts_of, room_of, top_of

ARROW = (
    "errors",
    "models",
    "answers",
    "rules",
    "redlines",
    "notices",
    "queries",
    "locked",
    "commands",
)
"""The modules of a capability; each imports only those before it."""

WEB_ROOMS = ("api", "miniapp", "console")
"""Audiences of the web; what all share is webapp/edge."""


def modules_of_a_capability_import_in_one_direction(path: str, source: str) -> Iterator[Fault]:
    """errors <- models <- answers <- rules <- notices <- queries <- locked <- commands."""
    noun, room = noun_of(path), room_of(path)
    if room not in ARROW or not is_python(path):
        return
    for imported in imports_of(source):
        if imported.path[:2] != ("core", noun):
            continue
        other = imported.path[2] if len(imported.path) > 2 else ""
        if other not in ARROW:
            yield (
                imported.line,
                f"{'.'.join(imported.path)}: a capability does not enter by its own door",
            )
        elif ARROW.index(other) > ARROW.index(room):
            yield imported.line, f"{room} must not import {other}"


def only_core_calls_locked_coroutines(path: str, source: str) -> Iterator[Fault]:
    """What needs the caller's transaction is called by capabilities, never by a face."""
    if top_of(path) in {"", "core"} or not is_python(path):
        return
    for line, name in names_of(source):
        if name.startswith("core.") and "locked" in name.split(".")[2:]:
            yield line, f"{name}: it needs the transaction of a command"


def attributes_respect_the_front_door(path: str, source: str) -> Iterator[Fault]:
    """`ledger.rules.x` is as wrong as an import of `core.ledger.rules` from outside."""
    if not top_of(path) or not is_python(path):
        return
    for line, name in names_of(source):
        parts = name.split(".")
        if len(parts) < 3 or parts[0] != "core" or parts[1] not in LINE:
            continue
        if parts[1] != noun_of(path) and parts[2] in ARROW and parts[2] != "locked":
            if parts[2] == "models" and room_of(path) == "models":
                continue
            yield line, f"{name} is behind the front door of core.{parts[1]}"


def web_audiences_do_not_import_each_other(path: str, source: str) -> Iterator[Fault]:
    """webapp/edge imports no audience, and no audience imports another."""
    parts = parts_of(path)
    if parts[0] != "webapp" or not is_python(path) or path == "webapp/app.py":
        return
    room = parts[1]
    for imported in imports_of(source):
        other = imported.path[1] if imported.top == "webapp" and len(imported.path) > 1 else ""
        if other in WEB_ROOMS and other != room:
            yield imported.line, f"{parts[1]} must not import {other}"
        elif imported.module == "webapp" and imported.name is None:
            yield imported.line, "webapp: say which part of it"


RULES = (
    Rule(
        "modules of a capability import in one direction",
        modules_of_a_capability_import_in_one_direction,
        broken={
            "core/purchases/queries.py": "from core.purchases.commands.record import recorded",
            "core/ledger/queries/history.py": "from core.ledger import locked",
            "core/catalog/rules.py": "def f():\n    from core.catalog import queries",
            "core/families/answers.py": "from core.families import commands as c",
            "core/members/errors.py": "import core.members.rules",
            "core/families/locked.py": "from core.families.commands import seats",
            "core/merchants/queries.py": "from core import merchants",
        },
        kept={
            "core/ledger/commands/end.py": "from core.ledger import locked, queries, rules",
            "core/ledger/locked.py": "from core.ledger.answers import Held",
            "core/ledger/__init__.py": "from core.ledger.commands.end import expire as expire",
        },
    ),
    Rule(
        "only core calls locked coroutines",
        only_core_calls_locked_coroutines,
        broken={
            "bot/handlers/ledger/balance.py": "from core.ledger import locked",
            "webapp/api/purchases.py": "from core import ledger\nawait ledger.locked.post(x)",
            "cli/jobs.py": "import core.members.locked as m",
            "composition/work.py": "from core import ledger as l\ngetattr(l, 'locked')",
        },
        kept={"core/expiry/commands.py": "from core import ledger\nledger.locked.post(x)"},
    ),
    Rule(
        "attributes respect the front door",
        attributes_respect_the_front_door,
        broken={
            "core/purchases/commands.py": "from core import ledger\nledger.models.Lot.all()",
            "bot/handlers/ledger/balance.py": "from core import ledger as l\nl.queries.balance()",
            "cli/jobs.py": "import core.expiry\ncore.expiry.commands.expire()",
        },
        kept={
            "core/purchases/commands.py": "from core import ledger\nledger.locked.post(x)",
            "core/ledger/commands.py": "from core.ledger import models\nmodels.Lot.all()",
        },
    ),
    Rule(
        "web audiences do not import each other",
        web_audiences_do_not_import_each_other,
        broken={
            "webapp/edge/problems.py": "from webapp.api import openapi",
            "webapp/api/auth.py": "from webapp.miniapp.session import opened",
            "webapp/miniapp/ledger.py": "def f():\n    import webapp.api.purchases",
            "webapp/app_keys.py": "from webapp import miniapp",
        },
        kept={
            "webapp/app.py": "from webapp import api, edge, miniapp",
            "webapp/api/purchases.py": "from webapp.edge import fields",
        },
    ),
)
