"""Every file of the project keeps the rules of tests/house, and every rule catches something."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
import tomllib
from collections import Counter, defaultdict
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name as canonical

from core.errors import Forbidden, KeyReused, LoyaltyError, NotFound, Refused, all_errors
from locales import LANGUAGES, Texts
from tests.house import RULES, Rule, clocks, commands, purity
from tests.house.reading import imports_of, tree_of
from tests.house.rule import LINE, OURS, noun_of, room_of, top_of
from tests.house.violations import VIOLATIONS, Violation

ROOT = Path(__file__).parents[1]

APART = ("core/migrations/", "playground/", "webapp/api/", "webapp/miniapp/")
"""Migrations, a programme of its own, and what values look like as JSON."""

SAME_NAME = {
    "InvitationEnded": "families and merchants each invite, and each has its own refusals",
    "InvitationUnknown": "likewise",
    "InvitationUsed": "likewise",
}


@cache
def files() -> dict[str, str]:
    """Every text file of the project by its path, also those that are not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    texts = {}
    for path in listed.split("\0"):
        content = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b""
        if b"\0" not in content[:8_000]:
            texts[path] = content.decode("utf-8")
    texts.pop("", None)
    return texts


@cache
def errors() -> tuple[type[LoyaltyError], ...]:
    for noun in LINE:
        if (ROOT / "core" / noun).is_dir():
            importlib.import_module(f"core.{noun}")
    return tuple(error for error in all_errors() if error.__module__.startswith("core."))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    faults = [
        f"{path}:{line}: {fault}"
        for path, source in files().items()
        for line, fault in rule.check(path, source)
    ]
    assert not faults, f"{rule.name}:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("rule", "path"),
    [pytest.param(rule, path, id=f"{rule.name}: {path}") for rule in RULES for path in rule.broken],
)
def test_a_broken_example_is_noticed(rule: Rule, path: str) -> None:
    faults = list(rule.check(path, rule.broken[path]))
    assert faults
    assert all(line > 0 and fault for line, fault in faults)


@pytest.mark.parametrize(
    ("rule", "path"),
    [pytest.param(rule, path, id=f"{rule.name}: {path}") for rule in RULES for path in rule.kept],
)
def test_a_kept_example_is_not_reported(rule: Rule, path: str) -> None:
    assert list(rule.check(path, rule.kept[path])) == []


@pytest.mark.parametrize("violation", VIOLATIONS, ids=lambda violation: violation.name)
def test_a_known_violation_is_caught(violation: Violation) -> None:
    [rule] = [rule for rule in RULES if rule.name == violation.caught_by]
    assert list(rule.check(violation.path, violation.source))


def test_the_files_of_the_project_are_read() -> None:
    """A check that reads no file would always pass."""
    for path in ("main.py", "settings/urls.py", "core/errors.py", "locales/en/bot.ftl"):
        assert files()[path]


def test_an_exception_is_still_needed() -> None:
    named = {
        (noun_of(path), node.name)
        for path, source in files().items()
        if noun_of(path) and path.endswith(".py")
        for node in commands.commands_of(source)
    }
    assert set(commands.OTHER_SIGNATURES) <= named
    assert {*clocks.WALL_CLOCK, *purity.WAITS} <= set(files())


def test_imported_packages_are_declared() -> None:
    """A package that comes with another one is declared too: the other may drop it."""
    project = tomllib.loads(files()["pyproject.toml"])["project"]
    declared = {canonical(Requirement(line).name) for line in project["dependencies"]}
    providers = packages_distributions()
    undeclared = {
        f"{path}:{imported.line}: {imported.top}"
        for path, source in files().items()
        if top_of(path) and path.endswith(".py")
        for imported in imports_of(source)
        if imported.top not in {*OURS, *sys.stdlib_module_names, "_typeshed"}
        if declared.isdisjoint(map(canonical, providers.get(imported.top, [])))
    }
    assert not undeclared, "\n".join(sorted(undeclared))


def test_a_capability_is_a_file_or_a_folder_of_a_name_and_never_both() -> None:
    places = Counter(
        "/".join(part.removesuffix(".py") for part in parts[:3])
        for parts in {tuple(Path(path).parts[:3]) for path in files() if path.startswith("core/")}
        if len(parts) == 3
    )
    assert [place for place, count in places.items() if count > 1] == []


def test_a_class_name_means_one_thing() -> None:
    """A table and its value, or a value and its JSON, may share a name within one noun."""
    places: dict[str, list[str]] = defaultdict(list)
    for path, source in files().items():
        if not top_of(path) or not path.endswith(".py") or path.startswith(APART):
            continue
        if room_of(path) != "models":
            for node in tree_of(source).body:
                if isinstance(node, ast.ClassDef):
                    places[node.name].append(path)
    twice = {name: paths for name, paths in places.items() if len(paths) > 1}
    assert {name: paths for name, paths in twice.items() if name not in SAME_NAME} == {}


def test_an_error_is_one_of_four_kinds_with_a_code_of_its_own() -> None:
    for error in errors():
        assert issubclass(error, NotFound | Refused | Forbidden | KeyReused), error
    codes = Counter(error.code for error in errors())
    assert [code for code, count in codes.items() if count > 1] == []
    nameless = [
        f"{error.__module__}.{error.__name__}"
        for kind in (NotFound, Refused, Forbidden)
        for error in kind.__subclasses__()
        if not error.code and error.__module__.startswith("core.")
    ]
    assert nameless == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_a_text(language: str) -> None:
    texts = Texts.load().language(language)
    assert [error.code for error in errors() if not texts.has(error.code)] == []
