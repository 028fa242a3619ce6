"""Errors of a request: place and reason, in our words rather than the validator's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from locales import Language
from webapp.edge import fields

ERRORS_MAX: Final = 20  # a caller mends the first ones and asks again
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
class FieldError:
    """One thing that is wrong: the place in the request, and the message that says why."""

    at: str
    kind: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, t: Language) -> dict[str, str]:
        """As the caller reads it; never with what was sent, which may be secret and long."""
        return {"at": self.at[:PLACE_MAX], "why": t.plain(f"api-fault-{self.kind}", **self.facts)}


def field_errors(error: ValidationError) -> list[FieldError]:
    """The errors of a body, the first twenty."""
    errors = error.errors(include_url=False, include_input=False)
    return [_field_error(detail) for detail in errors[:ERRORS_MAX]]


def unknown_parameters(names: Iterable[str]) -> list[FieldError]:
    """Refuses parameters that the call has not: a mistyped name must not read as its absence."""
    return [FieldError(name, "unknown") for name in names][:ERRORS_MAX]


def _field_error(detail: Mapping[str, Any]) -> FieldError:
    given = detail.get("ctx", {})
    limits = [given[name] for name in ("min_length", "max_length", "ge", "le") if name in given]
    facts: dict[str, object] = {"limit": limits[0]} if limits else {}
    if "expected" in given:
        facts["choices"] = ", ".join(re.findall(r"'([^']*)'", given["expected"]))
    kind = fields.PATTERNS.get(given.get("pattern", "")) or KINDS.get(detail["type"], OTHER)
    return FieldError(".".join(str(part) for part in detail["loc"]), kind, facts)
