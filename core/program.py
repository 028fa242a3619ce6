"""The rulebook: reads `program.toml` once into a frozen value that every command is handed."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

DEFAULT = Path(__file__).parent.parent / "program.toml"
NUMBER = "must be a number such as 2.5, without quotes"
SECTION = "must be a section of its own, with keys and values below its name in brackets"
REMEDIES: Mapping[str, str] = {
    "missing": "is missing: add it",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be {ge:g} or more",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be {le:g} or less",
    "int_type": "must be a whole number such as 12, without quotes",
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "decimal_type": NUMBER,
    "decimal_parsing": NUMBER,
    "finite_number": NUMBER,
    "string_type": 'must be text in quotes: "…"',
    "string_too_short": "must not be empty",
    "string_too_long": "must have {max_length} characters or fewer",
    "string_pattern_mismatch": 'must be a time of day such as "09:00"',
    "tuple_type": "must be a list in brackets: [ … ]",
    "too_long": "must have {max_length} values, not {actual_length}",
    "model_type": SECTION,
    "value_error": 'must be a time zone such as "Asia/Shanghai"',
}
"""The remedy for each kind of wrong value, with pydantic's facts."""
ANYTHING = "has a value that cannot be used; the program.toml beside the code shows one that can"

Percent = Annotated[Decimal, Field(ge=0, le=100)]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class ProgramError(Exception):
    """The rulebook cannot be used; the text is one line that names the key."""


class Section(BaseModel):
    """A part of the rulebook: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Expiry(Section):
    """How long points live (see `ledger.rules.last_usable_day`)."""

    policy: Literal["rolling", "month_end", "year_end"] = "rolling"
    months: Annotated[int, Field(ge=1, le=120)] = 12
    years: Annotated[int, Field(ge=0, le=10)] = 1


class Reminders(Section):
    """When a member is told of points that end; hours are local waking hours."""

    days: tuple[Annotated[int, Field(ge=0, le=365)], ...] = Field(default=(30, 7, 1), strict=False)
    hours: tuple[Hour, Hour] = Field(default=("09:00", "21:00"), strict=False)


class Value(Section):
    """What a point costs (fen), and the most that a purchase may give (percent of its amount)."""

    cost_per_point_fen: Annotated[int, Field(ge=1, le=10_000)] = 10
    cap_percent: Percent = Field(default=Decimal(30), strict=False)
    green_multiplier: Annotated[Decimal, Field(ge=1, le=10)] = Field(
        default=Decimal(2), strict=False
    )


class Family(Section):
    """Limits of a family; points and days."""

    seats: Annotated[int, Field(ge=2, le=8)] = 8
    rejoin_days: Annotated[int, Field(ge=0)] = 30
    joins_per_year: Annotated[int, Field(ge=1)] = 3
    monthly_cap: Annotated[int, Field(ge=0)] = 100_000
    invitation_days: Annotated[int, Field(ge=1)] = 14
    request_hours: Annotated[int, Field(ge=1)] = 24


class Tier(Section):
    """A tier by points earned in the last twelve months."""

    name: str
    from_points: Annotated[int, Field(ge=0)]
    bonus_percent: Percent = Field(default=Decimal(0), strict=False)
    early_hours: Annotated[int, Field(ge=0)] = 0


class CreditBand(Section):
    """A band of a consented credit score and the bonus that it gives."""

    name: str
    from_score: int
    bonus_percent: Percent = Field(default=Decimal(0), strict=False)


class Credit(Section):
    """Credit bands; none means that credit plays no part."""

    bands: tuple[CreditBand, ...] = Field(default=(), strict=False)


class Campaigns(Section):
    """Pace of sending (messages per second for the whole bot) and how much one member may get."""

    per_second: Annotated[float, Field(gt=0, le=10_000)] = Field(default=29.4, strict=False)
    per_member_week: Annotated[int, Field(ge=0)] = 3


class Purchases(Section):
    """How old a purchase may be when it is posted."""

    max_age_days: Annotated[int, Field(ge=1, le=3650)] = 400


class Program(Section):
    """One deployment's rulebook."""

    name: Annotated[str, Field(min_length=1, max_length=64)] = "家分 Jiafen"
    zone: str = "Asia/Shanghai"
    expiry: Expiry = Expiry()
    reminders: Reminders = Reminders()
    value: Value = Value()
    family: Family = Family()
    tiers: tuple[Tier, ...] = Field(default=(), strict=False)
    credit: Credit = Credit()
    campaigns: Campaigns = Campaigns()
    purchases: Purchases = Purchases()

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not a time zone") from None
        return zone

    @property
    def local(self) -> ZoneInfo:
        """The programme's zone, in which dates are dates."""
        return ZoneInfo(self.zone)


def load(path: Path | None = None, *, rejoin_wait: bool = True) -> Program:
    """Read the rulebook; raises ProgramError with one line that names the wrong key.

    Where people only play, `rejoin_wait` False lets them change families without waiting.
    """
    source = path or DEFAULT
    try:
        program = Program.model_validate(tomllib.loads(source.read_text("utf-8")))
    except OSError as error:
        raise ProgramError(f"{source} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ProgramError(f"{source} must be a text file in UTF-8") from None
    except ValidationError as error:
        raise ProgramError(f"{source}: {_first_fault(error)}") from None
    except ValueError as error:
        raise ProgramError(f"{source}: {_syntax_fault(error)}") from None
    if rejoin_wait:
        return program
    family = program.family.model_copy(update={"rejoin_days": 0})
    return program.model_copy(update={"family": family})


def _syntax_fault(error: ValueError) -> str:
    # The place is in the message's end; before Python 3.14 it is nowhere else.
    match = re.search(r"at line (\d+), column (\d+)\)$", str(error))
    place = f"at line {match[1]}, column {match[2]}" if match else "near the end"
    return f'not TOML {place}: write sections as [value], keys as name = "text" or months = 12'


def _first_fault(error: ValidationError) -> str:
    """The key and what to do about it, in our words."""
    faults = error.errors()
    # A misspelt key is often also a missing one, and its own name is the better news.
    fault = next((fault for fault in faults if fault["type"] == "extra_forbidden"), faults[0])
    *above, key = fault["loc"]
    if fault["type"] == "extra_forbidden":
        return f"{_path(fault['loc'])} is not a key of the rulebook: {_near(above, str(key))}"
    advice = REMEDIES.get(fault["type"], ANYTHING).format(**fault.get("ctx", {}))
    return f"{_path(fault['loc'])} {advice}"


def _path(location: tuple[int | str, ...]) -> str:
    """As in `tiers[0].name`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")


def _near(above: list[int | str], key: str) -> str:
    """The remedy for a key that the rulebook does not know."""
    section: Any = Program
    for name in above:
        if isinstance(name, str):
            section = section.model_fields[name].annotation
        else:
            section = section.__args__[0]  # of tuple[Section, ...]
    names = list(section.model_fields)
    near = difflib.get_close_matches(key, names, n=1)
    return f"did you mean {near[0]}?" if near else f"remove it; there are {', '.join(names)}"
