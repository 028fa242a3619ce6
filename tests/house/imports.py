"""Which package imports which: the order of core, the faces, the playground, the composition."""

from __future__ import annotations

from collections.abc import Iterator

from tests.house.reading import imports_of
from tests.house.rule import (
    FACES,
    FOUNDATION,
    LINE,
    OURS,
    Fault,
    Rule,
    is_python,
    noun_of,
    parts_of,
    top_of,
)

FILES = (
    "models",
    "rules",
    "commands",
    "queries",
    "locked",
    "answers",
    "notices",
    "errors",
    "redlines",
)
NOT_IN_CORE = {
    "aiogram", "aiohttp", "aiohttp_jinja2", "babel", "fluent", "http", "jinja2", "markupsafe",
    "prometheus_client", "redis", "requests", "typer",
}  # fmt: skip
NOT_IN_FACES = {"asyncpg", "tortoise"}
NOT_IN_RULES = {"asyncio", "asyncpg", "os", "pathlib", "socket", "time", "tortoise"}

MAY_IMPORT = {
    "core": {"core"},
    "bot": {"bot", "core", "locales"},
    "webapp": {"webapp", "core", "locales"},
    "cli": {"cli", "core", "locales", "samples"},
    "locales": {"locales"},
    "playground": {"playground"},
    "samples": {"samples", "core"},
    "runtime": {"runtime", "core", "settings"},
    "settings": {"settings"},
    "composition": set(OURS),
    "main": set(OURS),
}


def only_the_composition_imports_everything(path: str, source: str) -> Iterator[Fault]:
    """MAY_IMPORT says what each package imports; the faces do not import each other."""
    top = top_of(path)
    if not top or not is_python(path):
        return
    for imported in imports_of(source):
        if imported.module.startswith("."):
            yield imported.line, f"{imported.module}: import it by its absolute name"
        elif imported.top in OURS and imported.top not in MAY_IMPORT[top]:
            yield imported.line, f"{top} must not import {imported.top}"
        elif imported.top == "tests":
            yield imported.line, "only tests import tests"


def core_imports_to_its_left(path: str, source: str) -> Iterator[Fault]:
    """A capability imports those before it in the line; the foundation likewise."""
    if top_of(path) != "core" or not is_python(path):
        return
    order = (*FOUNDATION, *LINE, "jobs", "migrations")
    own = parts_of(path)[1].removesuffix(".py")
    for imported in imports_of(source):
        if imported.top != "core" or len(imported.path) == 1:
            continue
        other = imported.path[1]
        if other not in order:
            yield imported.line, f"core has no {other}"
        elif own in order and other != own and order.index(other) >= order.index(own):
            yield imported.line, f"{other} stands to the right of {own}"
        elif own == "__init__":
            yield imported.line, "core/__init__.py imports nothing"


def other_packages_use_the_front_door(path: str, source: str) -> Iterator[Fault]:
    """`from core import ledger` or a name of `core.ledger`; never one of its files.

    A table may name the tables that it points at: models import models.
    """
    if not top_of(path) or not is_python(path):
        return
    for imported in imports_of(source):
        if imported.top != "core" or len(imported.path) < 3:  # core, noun, file
            continue
        _, noun, inside = imported.path[:3]
        if inside == "models" and noun_of(path) and parts_of(path)[2].startswith("models"):
            continue
        if noun in LINE and noun != noun_of(path) and inside in FILES:
            yield imported.line, f"core.{noun}.{inside} is behind the front door of core.{noun}"


def core_is_postgresql_and_arithmetic(path: str, source: str) -> Iterator[Fault]:
    if top_of(path) != "core" or not is_python(path):
        return
    for imported in imports_of(source):
        if imported.top in NOT_IN_CORE or imported.module == "urllib.request":
            yield imported.line, f"core must not import {imported.module}"


def faces_reach_the_database_through_core(path: str, source: str) -> Iterator[Fault]:
    if top_of(path) not in FACES or not is_python(path):
        return
    for imported in imports_of(source):
        if imported.top in NOT_IN_FACES:
            yield imported.line, f"a face must not import {imported.module}"


def rules_are_pure(path: str, source: str) -> Iterator[Fault]:
    """Modules of rules use no table and no connection, and await nothing."""
    noun = noun_of(path)
    if not noun or parts_of(path)[2].removesuffix(".py") not in {"rules", "redlines"}:
        return
    for imported in imports_of(source):
        touches = imported.path[:2] == ("core", "db") or (
            imported.path[:2] == ("core", noun)
            and not {"models", "commands", "queries"}.isdisjoint(imported.path)
        )
        if imported.top in NOT_IN_RULES or touches:
            yield imported.line, f"a rule must not import {'.'.join(imported.path)}"
    for number, line in enumerate(source.splitlines(), 1):
        if line.lstrip().startswith("async def") or " await " in line:
            yield number, "a rule awaits nothing"


RULES = (
    Rule(
        "only the composition imports everything",
        only_the_composition_imports_everything,
        broken={
            "bot/handlers/ledger.py": "from webapp.api import auth",
            "webapp/app.py": "import settings",
            "webapp/miniapp/rendering.py": "if True:\n    from runtime.clock import Clock",
            "cli/jobs.py": "from bot import delivery",
            "playground/page.py": "from locales import Texts",
            "samples/members.py": "from locales import Texts",
            "runtime/clock.py": "from locales import Texts",
            "core/db/connections.py": "from settings import Settings",
            "locales/texts.py": "import core.errors",
            "settings/model.py": "from runtime import logs",
            "bot/app.py": "from . import states",
            "core/members/rules.py": "from tests import house",
        },
        kept={
            "main.py": "import bot, webapp, runtime.clock\nfrom playground import page",
            "bot/app.py": "from bot import states\nfrom core import db\nfrom locales import Texts",
            "runtime/server.py": "from settings import Settings",
            "tests/conftest.py": "from runtime.postgres import embedded",
        },
    ),
    Rule(
        "core imports to its left",
        core_imports_to_its_left,
        broken={
            "core/members/commands.py": "from core import ledger",
            "core/ledger/queries/history.py": "import core.purchases",
            "core/compliance/redlines.py": "from core.members import Member",
            "core/program.py": "from core import db",
            "core/catalog/rules.py": "from core import gifts",
            "core/db/lanes.py": "from core import jobs",
            "core/__init__.py": "from core import members",
        },
        kept={
            "core/purchases/commands/record.py": "from core import db, ledger\n"
            "from core.program import Program\nfrom core.purchases import rules",
            "core/jobs.py": "from core import expiry",
        },
    ),
    Rule(
        "other packages use a capability's front door",
        other_packages_use_the_front_door,
        broken={
            "core/purchases/commands/record.py": "from core.ledger import commands",
            "core/catalog/queries.py": "from core.merchants.models import Merchant",
            "webapp/api/members.py": "import core.members.queries",
            "main.py": "from core.notifications.commands import enqueue",
        },
        kept={
            "core/ledger/commands.py": "from core.ledger import models\nfrom core.members import A",
            "core/ledger/models.py": "from core.members.models import Member",
        },
    ),
    Rule(
        "core is PostgreSQL and arithmetic",
        core_is_postgresql_and_arithmetic,
        broken={
            "core/members/commands.py": "from aiogram import Bot",
            "core/db/connections.py": "import redis.asyncio",
            "core/errors.py": "from http import HTTPStatus",
            "core/ledger/queries.py": "def f():\n    import fluent.runtime",
        },
        kept={"core/db/connections.py": "import asyncpg\nfrom tortoise import Tortoise"},
    ),
    Rule(
        "faces reach the database through core",
        faces_reach_the_database_through_core,
        broken={
            "bot/states.py": "import asyncpg",
            "webapp/miniapp/ledger.py": "from tortoise.expressions import Q",
            "cli/doctor.py": "from asyncpg import connect",
        },
    ),
    Rule(
        "rules are pure",
        rules_are_pure,
        broken={
            "core/ledger/rules.py": "async def f(): ...",
            "core/catalog/rules/windows.py": "from core.catalog import models",
            "core/compliance/redlines.py": "from core import db",
            "core/members/rules.py": "import time",
        },
        kept={
            "core/ledger/rules.py": "from datetime import date\nfrom core.program import Program"
        },
    ),
)
