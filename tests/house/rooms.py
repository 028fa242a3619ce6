"""Who imports whom inside a package: rooms of a capability, rooms of the web, nouns of a face."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tests.house.reading import Import, imports_of, names_of
from tests.house.rule import LINE, Fault, Rule, is_python, noun_of, parts_of, room_of, top_of

ROOT = Path(__file__).parents[2]

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
"""The rooms of a capability; each imports only those before it."""

WEB_ROOMS = ("api", "miniapp", "console")
"""Audiences of the web; what all share is webapp/edge."""

NOUNS_APART = ("bot/handlers", "webapp/api", "webapp/miniapp", "webapp/console")
"""Folders in which each noun of core has its own place."""

BORROWED = {
    ("bot/handlers/members", "expiry"): "/start and the menu lead to /reminders",
    ("bot/handlers/members", "families"): "/start takes a family's invitation",
    ("bot/handlers/members", "ledger"): "/start ends with the balance",
    ("bot/handlers/members", "merchants"): "/start takes a merchant's invitation",
}
"""Which noun of a face calls another one, by the front door of its package, and why."""


def rooms_of_a_capability_point_one_way(path: str, source: str) -> Iterator[Fault]:
    """errors <- models <- answers <- rules <- notices <- queries <- locked <- commands."""
    noun, room = noun_of(path), room_of(path)
    if room not in ARROW or not is_python(path):
        return
    for found in imports_of(source):
        if found.path[:2] != ("core", noun):
            continue
        other = found.path[2] if len(found.path) > 2 else ""
        if other not in ARROW:
            yield found.line, f"{'.'.join(found.path)}: a capability does not enter by its own door"
        elif ARROW.index(other) > ARROW.index(room):
            yield found.line, f"{room} may not know {other}"


def only_core_knows_locked(path: str, source: str) -> Iterator[Fault]:
    """What needs the caller's transaction is called by capabilities, never by a face."""
    if top_of(path) in {"", "core"} or not is_python(path):
        return
    for line, name in names_of(source):
        if name.startswith("core.") and "locked" in name.split(".")[2:]:
            yield line, f"{name}: it needs the transaction of a command"


def capabilities_are_entered_by_name_too(path: str, source: str) -> Iterator[Fault]:
    """`ledger.rules.x` goes behind the front door as much as an import does."""
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


def rooms_of_the_web_stand_apart(path: str, source: str) -> Iterator[Fault]:
    """webapp/edge imports no audience, and no audience imports another."""
    parts = parts_of(path)
    if parts[0] != "webapp" or not is_python(path) or path == "webapp/app.py":
        return
    room = parts[1]
    for found in imports_of(source):
        other = found.path[1] if found.top == "webapp" and len(found.path) > 1 else ""
        if other in WEB_ROOMS and other != room:
            yield found.line, f"{parts[1]} may not know {other}"
        elif found.module == "webapp" and found.name is None:
            yield found.line, "webapp: say which part of it"


def a_noun_borrows_nothing_from_another(path: str, source: str) -> Iterator[Fault]:
    """Handlers, calls and pages of one noun import none of another, but by a door that is named."""
    folder = next((one for one in NOUNS_APART if path.startswith(one + "/")), "")
    if not folder or not is_python(path):
        return
    own = PurePosixPath(path).relative_to(folder).parts[0].removesuffix(".py")
    if own not in LINE:
        return
    for found in imports_of(source):
        other = _noun_in(folder, found)
        if other == own or other is None:
            continue
        if other == "":
            yield found.line, f"{found.module}: import the part that is meant"
        elif (f"{folder}/{own}", other) not in BORROWED:
            yield found.line, f"{own} may not borrow from {other}"
        elif not _by_the_door(folder, other, found):
            yield found.line, f"{'.'.join(found.path)} is behind the door of {folder}/{other}"


def _noun_in(folder: str, found: Import) -> str | None:
    """The noun of a folder that an import is about; empty for all of them; None for none."""
    base = PurePosixPath(folder).parts
    if found.path[: len(base)] != base:
        whole = found.name is None and base[: len(found.path)] == found.path
        return "" if whole else None
    if len(found.path) == len(base):
        return ""
    return found.path[len(base)] if found.path[len(base)] in LINE else None


def _by_the_door(folder: str, noun: str, found: Import) -> bool:
    inside = found.path[len(PurePosixPath(folder).parts) + 1 :]
    if len(inside) > 1:
        return False
    place = ROOT / folder / noun
    return not inside or not any((place / (inside[0] + ending)).exists() for ending in ("", ".py"))


RULES = (
    Rule(
        "rooms of a capability point one way",
        rooms_of_a_capability_point_one_way,
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
        "only core knows locked",
        only_core_knows_locked,
        broken={
            "bot/handlers/ledger/balance.py": "from core.ledger import locked",
            "webapp/api/purchases.py": "from core import ledger\nawait ledger.locked.post(x)",
            "cli/jobs.py": "import core.members.locked as m",
            "composition/work.py": "from core import ledger as l\ngetattr(l, 'locked')",
        },
        kept={"core/expiry/commands.py": "from core import ledger\nledger.locked.post(x)"},
    ),
    Rule(
        "capabilities are entered by the front door, also by attribute",
        capabilities_are_entered_by_name_too,
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
        "rooms of the web stand apart",
        rooms_of_the_web_stand_apart,
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
    Rule(
        "a noun borrows nothing from another",
        a_noun_borrows_nothing_from_another,
        broken={
            "bot/handlers/ledger/balance.py": "from bot.handlers.members.code import code",
            "bot/handlers/ledger/history.py": "from bot.handlers import members",
            "bot/handlers/expiry/reminders.py": "def f():\n    import bot.handlers.ledger.balance",
            "bot/handlers/catalog/events.py": "import bot\nbot.handlers.families.family()",
            "bot/handlers/catalog/rewards.py": "from bot import handlers as h\nh.ledger",
            "bot/handlers/members/start.py": "from bot.handlers.families.membership import JOIN",
            "webapp/miniapp/redemptions/vouchers.py": "from webapp.miniapp.members import code",
            "webapp/api/catalog.py": "from webapp.api.purchases import receipt",
        },
        kept={
            "bot/handlers/__init__.py": "from bot.handlers import families, members",
            "bot/handlers/members/start.py": "from bot.handlers import families\n"
            "from bot.handlers.members.code import code",
            "webapp/miniapp/redemptions/vouchers.py": "from webapp.miniapp import looks",
        },
    ),
)
