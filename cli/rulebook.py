"""Says in our words what is wrong with the rulebook: the file, the key, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from core.program import ProgramError

Facts = Mapping[str, Any]

_PLACE: Final = re.compile(r"\((at [^()]*)\)$")
_CHOICE: Final = re.compile(r"'([^']*)'")

ADVICE: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "string_type": 'must be text in quotation marks, such as "Jiafen"',
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": 'must be a time of day such as "09:00"',
    "int_type": "must be a whole number such as 12",
    "int_parsing": "must be a whole number such as 12",
    "int_from_float": "must be a whole number such as 12",
    "float_type": "must be a number such as 29.4",
    "float_parsing": "must be a number such as 29.4",
    "finite_number": "must be a number such as 29.4",
    "decimal_type": "must be a number such as 2 or 1.5",
    "decimal_parsing": "must be a number such as 2 or 1.5",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "tuple_type": "must be a list in [ ], such as [30, 7, 1]",
    "too_long": "must have {max_length} entries",
    "model_type": "must be a section: its name in [ ], its keys below",
    "zone": 'must be a time zone such as "Asia/Shanghai"',
}
"""What to do about a wrong value, by the kind of fault."""

OTHER: Final = "cannot be so; compare it with the program.toml beside the code"


def words(error: ProgramError) -> str:
    """One line, whatever is wrong."""
    known = TOLD.get(error.kind)
    told = known(error.facts) if known else ADVICE.get(error.kind, OTHER).format(**error.facts)
    return " ".join(filter(None, (f"{error.source}:", error.key, told)))


def _unreadable(facts: Facts) -> str:
    return f"cannot be read: {facts['reason'] or 'it is not text in UTF-8'}"


def _no_toml(facts: Facts) -> str:
    place = _PLACE.search(facts["said"])
    where = place[1].replace("end of document", "its end") if place else "somewhere"
    return f"is not TOML {where}; look for quotation marks, brackets and keys given twice"


def _choice(facts: Facts) -> str:
    return f"must be one of {', '.join(_CHOICE.findall(facts['expected']))}"


def _unknown(facts: Facts) -> str:
    return f"is not a key of the rulebook; there are {', '.join(facts['known'])}"


TOLD: Final[Mapping[str, Callable[[Facts], str]]] = {
    "unreadable": _unreadable,
    "no_toml": _no_toml,
    "literal_error": _choice,
    "extra_forbidden": _unknown,
}
