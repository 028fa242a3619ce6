"""File names: those of a capability, and one place for each noun in every package."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.house.rule import FOUNDATION, LINE, Fault, Rule, is_python, parts_of

CORE_TOP = {"__init__", *FOUNDATION, *LINE, "jobs", "migrations"}
FILE_NAMES = {
    "__init__", "models", "rules", "commands", "queries", "locked", "answers", "errors", "notices",
}  # fmt: skip

# What a face has beside core's nouns, and why.
HANDLERS_BESIDE = {
    "navigation": "help, cancel and what is said to what nobody understands",
}
API_BESIDE = {
    "auth": "the merchant behind an API key",
    "api_call": "the declaration of a call",
    "calls": "the calls in the order of the documentation",
    "docs_page": "the API described for a person",
    "example_values": "the names that several examples share",
    "openapi": "the API described for a program",
    "routes": "the addresses of the room",
    "problem_schema": "how a refusal is described",
    "templates": "the markup of the page of documentation",
}
MINIAPP_BESIDE = {
    "auth": "the member behind a token",
    "init_data": "the proof of who opened the app",
    "member_locale": "the language and zone of one member",
    "pages": "the table of pages",
    "qr_code": "pictures for tills, of member codes and vouchers",
    "rendering": "from a template to an answer",
    "routes": "the addresses of the room",
    "session": "signing in",
    "shell": "the page around all pages",
    "static": "scripts and styles",
    "static_files": "the addresses of scripts and styles",
    "templates": "the markup of the pages",
}
CATALOGUES_BESIDE = {
    "api": "what HTTP and its documentation say",
    "bot": "what the chat says around every noun",
    "house": "the few sentences needed everywhere",
    "webapp": "what the mini-app says around every noun",
}

CLI_BESIDE = {
    "access": "what composition hands in",
    "app": "gathers the commands",
    "csv_file": "reads CSV files",
    "demo": "a programme full of members to look at",
    "doctor": "whether everything is there",
    "jobs": "runs one job now",
    "migrations": "brings a database to the schema",
    "operators": "people who act for the programme",
    "run": "runs the programme",
    "values": "reads arguments and prints results",
}
TESTS_BESIDE = {
    "connections": "addresses of databases",
    "db": "connections and transactions",
    "errors": "the kinds of errors",
    "invariants": "an attempt to break each constraint",
    "jobs": "the table of jobs",
    "keys": "repeated calls",
    "lanes": "group commit",
    "ledger_machine": "all commands in any order, against the sums of the ledger",
    "locks": "the register of advisory locks",
    "migrations": "the schema, step by step",
    "old_answers": "what migration 0011 moves into the table of answers",
    "plans": "how PostgreSQL finds rows",
    "program": "the rulebook",
    "randomness": "random values",
}


def a_capability_has_known_module_names(path: str, _: str) -> Iterator[Fault]:
    """models, rules, queries …; a module that grows too long becomes a package of that name."""
    if not path.startswith("core/") or not is_python(path):
        return
    parts = [part.removesuffix(".py") for part in parts_of(path)]
    if parts[1] not in CORE_TOP:
        yield 1, f"core has no {parts[1]}: its names are {' '.join(LINE)}"
    elif parts[1] in LINE:
        allowed = FILE_NAMES | ({"redlines"} if parts[1] == "compliance" else set())
        if len(parts) == 2:  # core, noun
            yield 1, f"{parts[1]} is a package"
        elif parts[2] not in allowed:
            yield 1, f"{parts[2]} is none of {' '.join(sorted(allowed))}"


def one_noun_has_one_place(path: str, _: str) -> Iterator[Fault]:
    """Handlers, calls, pages, commands, tests and catalogues are named as core's nouns are."""
    if path.endswith("__init__.py"):
        return
    for folder, beside in {
        "bot/handlers": HANDLERS_BESIDE,
        "webapp/api": API_BESIDE,
        "webapp/miniapp": MINIAPP_BESIDE,
        "cli": CLI_BESIDE,
        "locales/zh-Hans": CATALOGUES_BESIDE,
        "locales/en": CATALOGUES_BESIDE,
    }.items():
        if path.startswith(folder + "/"):
            name = PurePosixPath(path).relative_to(folder).parts[0].split(".")[0]
            name = _catalogue(name) if folder.startswith("locales/") else name
            if name not in LINE and name not in beside:
                yield 1, f"{name} is no noun of core, and {folder} does not explain it"
    parts = parts_of(path)
    if path.startswith("tests/core/") and len(parts) > 3 and parts[2] not in LINE:
        yield 1, f"{parts[2]} is no noun of core"
    if path.startswith("tests/core/test_") and len(parts) == 3:
        name = parts[2].removeprefix("test_").removesuffix(".py")
        if name not in TESTS_BESIDE:
            yield 1, f"{name} belongs to a noun of core: tests/core/<noun>"


def a_message_is_named_after_its_catalogue(path: str, source: str) -> Iterator[Fault]:
    """`webapp-…` stands in webapp.ftl or webapp-<part>.ftl; a noun's catalogue holds codes too."""
    pure = PurePosixPath(path)
    catalogue = _catalogue(pure.stem)
    if pure.suffix != ".ftl" or catalogue not in CATALOGUES_BESIDE:
        return
    for number, line in enumerate(source.splitlines(), 1):
        message = re.match(r"([a-zA-Z][\w-]*) *=", line)
        if message and not message.group(1).startswith(f"{catalogue}-"):
            yield number, f"{message.group(1)} does not begin with {catalogue}-"


def _catalogue(stem: str) -> str:
    """A catalogue that outgrew its file is several: webapp-rewards.ftl is a part of webapp."""
    return stem.partition("-")[0]


RULES = (
    Rule(
        "a capability has known module names",
        a_capability_has_known_module_names,
        broken={
            "core/ledger/service.py": "",
            "core/members/redlines.py": "",
            "core/gifts/models.py": "",
            "core/ledger.py": "",
            "core/ledger/balance/queries.py": "",
        },
        kept={
            "core/compliance/redlines.py": "",
            "core/ledger/queries/history.py": "",
            "core/db/lanes.py": "",
            "core/migrations/0001_first.py": "",
        },
    ),
    Rule(
        "one noun has one place",
        one_noun_has_one_place,
        broken={
            "bot/handlers/balance.py": "",
            "webapp/miniapp/balance.py": "",
            "webapp/api/points.py": "",
            "locales/en/points.ftl": "",
            "tests/core/lots/test_drawing.py": "",
            "tests/core/test_points.py": "",
            "cli/points.py": "",
            "cli/wallets/show.py": "",
            "bot/handlers/wallets/show.py": "",
        },
        kept={
            "bot/handlers/members/start.py": "",
            "webapp/api/openapi.py": "",
            "webapp/miniapp/catalog/events.py": "",
            "locales/zh-Hans/ledger.ftl": "",
            "tests/core/test_db.py": "",
            "cli/merchants.py": "",
            "tests/core/ledger/test_rules.py": "",
        },
    ),
    Rule(
        "a message is named after its catalogue",
        a_message_is_named_after_its_catalogue,
        broken={"locales/en/house.ftl": "house-yes = Yes\nledger-no = No"},
        kept={
            "locales/en/house.ftl": "# no = No\nhouse-yes = Yes",
            "locales/en/webapp-rewards.ftl": "webapp-pay = Pay",
            "locales/en/merchants.ftl": "budget-exhausted = Spent",
        },
    ),
)
