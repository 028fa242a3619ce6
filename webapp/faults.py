"""Says in our words what is wrong with a body: a message for each kind of fault, never a library's.

What pydantic finds is known by its type and, for a form, by its pattern; the texts stand in the
catalogues. Whatever a caller sent is named shortly and without signs that nobody can see.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from locales import Language
from webapp.schemas import parts

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

FAULTS_MAX: Final = 20  # a caller mends the first ones and asks again
NAME_MAX: Final = 40
PLACE_MAX: Final = 100
WHOLE: Final = "body"
KEY: Final = "[key]"
"""How pydantic says that a name, not its value, is wrong."""

KINDS: Final[Mapping[str, str]] = {
    "missing": "api-fault-missing",
    "extra_forbidden": "api-fault-unknown",
    "string_type": "api-fault-text",
    "int_type": "api-fault-number",
    "int_from_float": "api-fault-number",
    "int_parsing_size": "api-fault-number",
    "bool_type": "api-fault-switch",
    "list_type": "api-fault-list",
    "dict_type": "api-fault-object",
    "model_type": "api-fault-object",
    "literal_error": "api-fault-choice",
    "uuid_type": "api-fault-id",
    "uuid_parsing": "api-fault-id",
    "string_too_long": "api-fault-long",
    "string_too_short": "api-fault-short",
    "too_long": "api-fault-many",
    "too_short": "api-fault-few",
    "greater_than_equal": "api-fault-small",
    "less_than_equal": "api-fault-large",
    parts.AMOUNT: "api-fault-amount",
    parts.PAID: "api-fault-paid",
    parts.MOMENT: "api-fault-moment",
    parts.MULTIPLIER: "api-fault-multiplier",
    parts.NO_SUCH_DAY: "api-fault-no-such-day",
    parts.ONE_OF_TWO: "api-fault-one-of-two",
}
PATTERNS: Final[Mapping[str, str]] = {
    parts.RECEIPT_PATTERN: "api-fault-name",
    parts.THEME_PATTERN: "api-fault-theme",
    parts.UUID_PATTERN: "api-fault-id",
    parts.WORDS_PATTERN: "api-fault-nul",
    parts.ANY_WORDS_PATTERN: "api-fault-nul",
}
OTHER: Final = "api-fault-other"

_CHOICE: Final = re.compile(r"'([^']*)'")


@dataclass(frozen=True)
class Fault:
    """Where a request is wrong, and the message that says why."""

    at: str
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)
    of_name: bool = False

    def told(self, t: Language) -> dict[str, str]:
        """As a caller reads it."""
        why = t.plain(self.message, **self.facts)
        return {"at": self.at, "why": t.plain("api-fault-key", why=why) if self.of_name else why}


def found(error: ValidationError) -> list[Fault]:
    """What pydantic found, the first FAULTS_MAX of it."""
    return [_fault(one) for one in error.errors(include_url=False)[:FAULTS_MAX]]


def shown(text: object, most: int = NAME_MAX) -> str:
    """What a caller sent, short, on one line, and only of signs that can be seen."""
    whole = str(text)
    seen = "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode()
        for sign in whole[:most]
    )
    return seen[:most] + ("…" if max(len(whole), len(seen)) > most else "")


def _fault(one: ErrorDetails) -> Fault:
    place = one["loc"]
    of_name = bool(place) and place[-1] == KEY
    named = place[:-1] if of_name else place
    return Fault(
        at=shown(".".join(shown(part) for part in named), PLACE_MAX) or WHOLE,
        message=_message(one),
        facts=_facts(one.get("ctx", {}), shown(named[-1]) if named else ""),
        of_name=of_name,
    )


def _message(one: ErrorDetails) -> str:
    if one["type"] == "string_pattern_mismatch":
        return PATTERNS.get(one["ctx"]["pattern"], OTHER)
    return KINDS.get(one["type"], OTHER)


def _facts(context: Mapping[str, Any], name: str) -> dict[str, object]:
    return {
        "name": name,
        "most": context.get("max_length", context.get("le", 0)),
        "least": context.get("min_length", context.get("ge", 0)),
        "choices": ", ".join(_CHOICE.findall(str(context.get("expected", "")))),
    }
