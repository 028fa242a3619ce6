"""Where and why a request is not as described, in our words rather than the validator's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from locales import Language
from webapp.edge import fields

FAULTS_MAX: Final = 20  # a caller mends the first ones and asks again
PLACE_MAX: Final = 200

KINDS: Final[Mapping[str, str]] = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_type": "text",
    "int_type": "whole-number",
    "bool_type": "yes-or-no",
    "list_type": "list",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "string_too_short": "too-short",
    "string_too_long": "too-long",
    "too_short": "too-few",
    "too_long": "too-many",
    "greater_than_equal": "too-small",
    "less_than_equal": "too-large",
    "literal_error": "choice",
    "uuid_type": "id",
    "uuid_parsing": "id",
    "no_such_moment": "moment",
    "one_of_two": "one-of-two",
}
"""The validator's names of what can be wrong, and ours."""

OTHER: Final = "other"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: the place in the request, and the message that says why."""

    at: str
    kind: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def spelled(self, t: Language) -> dict[str, str]:
        """As the caller reads it; never with what was sent, which may be secret and long."""
        return {"at": self.at[:PLACE_MAX], "why": t.plain(f"api-fault-{self.kind}", **self.facts)}


def found(error: ValidationError) -> list[Fault]:
    """The first faults of a body."""
    errors = error.errors(include_url=False, include_input=False)
    return [_fault(one) for one in errors[:FAULTS_MAX]]


def unknown(names: Iterable[str]) -> list[Fault]:
    """Parameters that no call has: a mistyped name must not read as its absence."""
    return [Fault(name, "unknown") for name in names][:FAULTS_MAX]


def _fault(error: Mapping[str, Any]) -> Fault:
    given = error.get("ctx", {})
    limits = [given[name] for name in ("min_length", "max_length", "ge", "le") if name in given]
    facts: dict[str, object] = {"limit": limits[0]} if limits else {}
    if "expected" in given:
        facts["choices"] = ", ".join(re.findall(r"'([^']*)'", given["expected"]))
    kind = fields.PATTERNS.get(given.get("pattern", "")) or KINDS.get(error["type"], OTHER)
    return Fault(".".join(str(part) for part in error["loc"]), kind, facts)
