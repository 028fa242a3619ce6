"""The documents say what is there: links, paths, tests, constraints, doors, settings, commands."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from aiohttp import web

from bot.handlers import COMMANDS
from cli.app import app
from core import members
from settings import PREFIX, Settings
from tests.core.attempts import ATTEMPTS
from tests.core.owning_attempts import OWNING_ATTEMPTS
from tests.core.reward_attempts import REWARD_ATTEMPTS
from tests.house.rule import OURS
from tests.house.tables import owners
from tests.house.writers import writers
from webapp.app import ROUTES

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
PATH = re.compile(r"`((?:[\w.-]+/)*[\w.-]+(?:/|\.(?:py|md|sql|toml|js|yml|ftl|txt)))`")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
NAME = re.compile(r"`([a-z]+_[a-z_]+)`")
ELSEWHERE = {".jiafen/", ".venv/", "telegram-web-app.js"}
"""What running makes, and what is Telegram's."""


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rows_of(document: str, heading: str) -> Iterator[list[str]]:
    """The cells of the table under the line that begins so, without its heading."""
    lines = document[document.index(heading) :].splitlines()[2:]
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def anchors(document: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def where(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=where)
def test_every_link_leads_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    for match in LINK.finditer(text):
        target, _, anchor = (match[1] or match[2]).partition("#")
        if re.match(r"[a-z]+://", target):
            continue
        linked = (document.parent / target) if target else document
        assert linked.exists(), target
        if anchor:
            assert anchor in anchors(linked.read_text("utf-8")), anchor


@pytest.mark.parametrize("document", DOCUMENTS, ids=where)
def test_every_path_that_is_named_is_there(document: Path) -> None:
    for path in PATH.findall(document.read_text("utf-8")):
        places = (ROOT, document.parent, *(ROOT.glob("core/*/") if "/" not in path else ()))
        assert path in ELSEWHERE or any((place / path).exists() for place in places), path


@pytest.mark.parametrize("document", DOCUMENTS, ids=where)
def test_every_test_that_is_named_is_there(document: Path) -> None:
    for path, name in TEST.findall(document.read_text("utf-8")):
        tree = ast.parse(text_of(path))
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        names = {node.name for node in ast.walk(tree) if isinstance(node, functions)}
        assert name in names, f"{path}::{name}"


def red_lines() -> list[list[str]]:
    return list(rows_of(text_of("docs/RED_LINES.md"), "| red line |"))


def test_every_red_line_has_an_answer_at_every_door() -> None:
    assert [row[0].split()[0] for row in red_lines()] == [f"RL-{n}" for n in range(1, 13)]
    for number, *faces, sql in red_lines():
        assert len(faces) == 3, number
        for cell in faces:
            assert TEST.search(cell) or cell.startswith("No such door"), f"{number}: {cell}"
        assert NAME.search(sql), number


def test_every_constraint_of_a_red_line_is_one_that_is_tried() -> None:
    attempts = ATTEMPTS + OWNING_ATTEMPTS + REWARD_ATTEMPTS
    tried = {name for attempt in attempts for name in (attempt.promise, attempt.guard)}
    for row in red_lines():
        assert set(NAME.findall(row[-1])) <= tried, row[0]


def test_red_lines_knows_all_the_doors() -> None:
    doors = {
        door: set(re.findall(r"`([^`]+)`", named))
        for door, named in rows_of(text_of("docs/RED_LINES.md"), "| door |")
    }
    assert doors["API"] == {
        f"{route.method} {route.path}"
        for route in ROUTES
        if isinstance(route, web.RouteDef) and route.method not in {"GET", "HEAD"}
    }
    assert doors["bot"] == {f"/{name}" for name in COMMANDS}
    assert doors["command line"] == set(commands_of(typer.main.get_command(app)))


def test_few_capabilities_write_to_the_ledger() -> None:
    """By statements or by the ledger's coroutines; RL-1, RL-4, RL-5 and RL-6 rest on these few."""
    points = {table for table, owner in owners().items() if owner == "ledger"} - {"wallet"}
    assert points == {"lot", "holding", "entry", "movement", "debt", "repayment"}
    sources = {where(path): path.read_text("utf-8") for top in OURS for path in python_below(top)}
    ways = writers("ledger", points, sources)
    assert set(ways) == {"ledger", "expiry", "families", "purchases", "redemptions"}
    assert {who for who, acts in ways.items() if any(" " in act for act in acts)} == {"ledger"}
    assert ways["expiry"] == {"expire", "extend"}
    assert ways["families"] == ways["redemptions"] == {"post"}
    assert ways["purchases"] == {"post", "repay", "owe"}


def python_below(top: str) -> Iterator[Path]:
    yield from (ROOT / top).rglob("*.py") if (ROOT / top).is_dir() else [ROOT / f"{top}.py"]


def commands_of(command: object) -> Iterator[str]:
    """The names of all commands below this one, as they are typed."""
    for name, child in getattr(command, "commands", {}).items():
        below = list(commands_of(child))
        yield from (f"{name} {child}" for child in below) if below else [name]


def test_readme_lists_the_commands_with_their_options() -> None:
    root = typer.main.get_command(app)
    rows = list(rows_of(text_of("README.md"), "| command |"))
    named = {}
    for usage, _ in rows:
        words = usage.strip("`").removeprefix("jiafen ").split()
        [name] = [
            command
            for command in commands_of(root)
            if words[: len(command.split())] == command.split()
        ]
        named[name] = set(re.findall(r"--[\w-]+", usage))
    assert set(named) == set(commands_of(root))
    for name, options in named.items():
        command = root
        for word in name.split():
            command = command.commands[word]  # type: ignore[attr-defined]
        known = {
            option
            for parameter in command.params
            for option in parameter.opts
            if option[:2] == "--"
        }
        assert options == known, name


def test_every_make_target_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    for document in DOCUMENTS:
        code = re.findall(r"(?:^|`)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE)
        assert set(code) <= targets, document


def test_readme_lists_the_settings() -> None:
    rows = rows_of(text_of("README.md"), "| setting |")
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(named) == sorted(PREFIX + name.upper() for name in Settings.model_fields)


def test_the_glossarys_member_number_is_valid() -> None:
    for document in DOCUMENTS:
        for number in re.findall(r"JF-\w{4}-\w{4}-\w", document.read_text("utf-8")):
            assert members.parse_number(number), document


def test_every_decision_is_listed_and_says_what_was_rejected() -> None:
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", text_of("docs/decisions/README.md"))
    assert listed == [page.name for page in pages]
    for page in pages:
        text = page.read_text("utf-8")
        assert text.startswith(f"# {page.name[:4]} ")
        for part in ("**Decided.**", "**Why.**", "**What it costs.**", "**Rejected.**\n- *"):
            assert part in text, f"{page.name}: {part}"
