"""Errors declare their facts, so that a caller who catches one can rely on them."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import LoyaltyError, Refused, all_errors
from tests.house.rule import LINE

ROOT = Path(__file__).parents[2]
DYNAMIC = "**"
"""Stands for facts whose names are known at run time only."""


class SeatsTaken(Refused, code="tests-seats-taken", constraint="seat_once"):
    """An error for these tests."""

    seats: int


def classes() -> dict[str, list[type[LoyaltyError]]]:
    """The error classes of core by name; two classes may have one name."""
    for noun in LINE:
        if (ROOT / "core" / noun).is_dir():
            importlib.import_module(f"core.{noun}")
    by_name: dict[str, list[type[LoyaltyError]]] = {}
    for error in all_errors():
        if error.__module__.startswith("core."):
            by_name.setdefault(error.__name__, []).append(error)
    return by_name


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """(place, class name, names of facts) of each error that the application raises with facts."""
    names = classes()
    for package in ("core", "bot", "webapp", "cli"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and node.keywords:
                    name = ast.unparse(node.func).rpartition(".")[2]
                    if name in names:
                        place = f"{path.relative_to(ROOT)}:{node.lineno}"
                        yield place, name, {keyword.arg or DYNAMIC for keyword in node.keywords}


def test_an_error_takes_code_and_constraint_from_its_head() -> None:
    assert (SeatsTaken.code, SeatsTaken.constraint) == ("tests-seats-taken", "seat_once")


def test_a_constraint_belongs_to_the_class_that_names_it() -> None:
    class RowsTaken(SeatsTaken, code="tests-rows-taken"):
        """Another refusal of the same kind."""

    assert (RowsTaken.code, RowsTaken.constraint) == ("tests-rows-taken", None)


def test_facts_are_attributes() -> None:
    error = SeatsTaken(seats=6)
    assert (error.seats, error.facts, str(error)) == (6, {"seats": 6}, "tests-seats-taken seats=6")


def test_an_error_without_facts_has_no_such_attribute() -> None:
    with pytest.raises(AttributeError):
        _ = SeatsTaken().seats


def test_an_error_gives_only_facts_that_it_declares() -> None:
    declared = {
        name: [set(error.__annotations__) for error in errors] for name, errors in classes().items()
    }
    made = list(raised())
    assert len(made) > 30, "the application makes errors with facts"
    dynamic = {place.partition(":")[0] for place, _, facts in made if DYNAMIC in facts}
    assert dynamic == {"core/keys/repeatable.py"}, "a key is named as its command declares it"
    undeclared = [
        f"{place}: {name}: {sorted(facts)}"
        for place, name, facts in made
        if not any(facts - {DYNAMIC} <= allowed for allowed in declared[name])
    ]
    assert not undeclared, "\n".join(undeclared)
