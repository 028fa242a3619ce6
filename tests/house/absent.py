"""What is absent on purpose: layers, drawers and containers that hide where things happen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.reading import imports_of, nodes_of
from tests.house.rule import Fault, Rule, is_python, parts_of, top_of

CONTAINERS = {"dependency_injector", "dishka", "injector", "punq", "lagom"}
ABSENT = {
    "base", "base_service", "bus", "cache", "common", "container", "helper", "helpers", "info",
    "manager", "managers", "message_bus", "misc", "repositories", "repository", "service",
    "services", "util", "utils",
}  # fmt: skip
ABSENT_CLASS = re.compile(
    r"(?:Repository|Repo|Store|Storage|Dao|DAO|Gateway|Facade|Manager|Helper|Utils?|Service|Provider"
    r"|Factory|Registry|Mediator|UnitOfWork|Container|MessageBus|Controller|Processor|Impl|Mixin)$"
    r"|^(?:Base|Abstract)[A-Z]"
)


def no_generic_layers(path: str, source: str) -> Iterator[Fault]:
    """No utils, no base service, no repository, no bus, no container, no unasked cache."""
    if not top_of(path):
        return
    for part in parts_of(path):
        if part.split(".")[0] in ABSENT:
            yield 1, f"{part} says nothing about what it holds"
    if is_python(path):
        for node in nodes_of(source):
            if isinstance(node, ast.ClassDef) and ABSENT_CLASS.search(node.name):
                yield node.lineno, f"{node.name}: absent on purpose"


def no_dependency_injection_container(path: str, source: str) -> Iterator[Fault]:
    if not top_of(path) or not is_python(path):
        return
    for imported in imports_of(source):
        if imported.top in CONTAINERS:
            yield imported.line, f"{imported.top}: absent on purpose"


RULES = (
    Rule(
        "no generic layers",
        no_generic_layers,
        broken={
            "core/ledger/utils.py": "",
            "webapp/helpers.py": "",
            "bot/common/texts.py": "",
            "core/members/queries.py": "class MemberRepository: ...",
            "core/merchants/commands.py": "class MemberStore: ...",
            "webapp/edge/clock.py": "class BaseClock: ...",
            "runtime/clock.py": "class ClockManager: ...",
        },
        kept={"tests/core/test_db.py": "class TaskManager: ..."},
    ),
    Rule(
        "no dependency injection container",
        no_dependency_injection_container,
        broken={"main.py": "from dishka import Provider"},
    ),
)
