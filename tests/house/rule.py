"""The type of a rule, and what a path says about a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

# Core's capabilities in their order, and what stands to the left and to the right of them all.
FOUNDATION = ("errors", "program", "randomness", "db", "keys")
LINE = (
    "compliance",
    "members",
    "merchants",
    "notifications",
    "ledger",
    "tiers",
    "catalog",
    "families",
    "redemptions",
    "purchases",
    "expiry",
    "campaigns",
    "insights",
    "oversight",
)
FACES = ("bot", "webapp", "cli")
OURS = (
    *("core", *FACES, "runtime", "locales", "playground", "samples", "composition"),
    *("settings", "main"),
)

Fault = tuple[int, str]
Check = Callable[[str, str], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    """A rule in one sentence, its check, and examples (path: text) that break or keep it."""

    name: str
    check: Check
    broken: Mapping[str, str]
    kept: Mapping[str, str] = field(default_factory=dict)


def parts_of(path: str) -> tuple[str, ...]:
    return PurePosixPath(path).parts


def top_of(path: str) -> str:
    """The package or module of ours that a path belongs to; empty for tests, docs and the rest."""
    top = parts_of(path)[0].removesuffix(".py")
    return top if top in OURS else ""


def noun_of(path: str) -> str:
    """The capability that a file of core belongs to; empty outside of them."""
    parts = parts_of(path)
    return parts[1] if len(parts) > 2 and parts[0] == "core" and parts[1] in LINE else ""


def room_of(path: str) -> str:
    """The part of a capability that a file belongs to: commands, queries, rules …; else empty."""
    return parts_of(path)[2].removesuffix(".py") if noun_of(path) else ""


def is_python(path: str) -> bool:
    return path.endswith(".py")
