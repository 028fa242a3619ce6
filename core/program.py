"""The rulebook: reads `program.toml` once into a frozen value that every command is handed."""

from __future__ import annotations

import difflib
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

DEFAULT = Path(__file__).parent.parent / "program.toml"
Percent = Annotated[Decimal, Field(ge=0, le=100)]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


OTHER = "is not what the rulebook has there; see program.toml"
WORDS = {
    "missing": "is missing",
    "literal_error": "must be {expected}",
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be above {gt}",
    "less_than_equal": "must be {le} or less",
    "value_error": "{error}",
    "int_type": "must be a whole number, without quotes",
    "decimal_type": "must be a number",
    "decimal_parsing": "must be a number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "string_type": "must be text, in quotes",
    "string_too_short": "must not be empty",
    "string_too_long": "is too long",
    "string_pattern_mismatch": 'must be an hour from "00:00" to "23:59"',
    "model_type": "must be a section, [name] on a line of its own",
    "tuple_type": "must be a list, in square brackets",
    "too_long": "has too many values",
    "too_short": "has too few values",
}
"""What a value must be, by the validator's name of what is wrong, with the facts it gives."""


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

    per_second: Annotated[float, Field(gt=0, le=1000)] = Field(default=29.4, strict=False)
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
            raise ValueError('must be a time zone, such as "Asia/Shanghai"') from None
        return zone

    @property
    def local(self) -> ZoneInfo:
        """The programme's zone, in which dates are dates."""
        return ZoneInfo(self.zone)


def _why(fault: ErrorDetails) -> str:
    """What is wrong with a key, and what it must be instead."""
    if fault["type"] == "extra_forbidden":
        return f"is not a key of the rulebook; {_near(fault['loc'])}"
    return WORDS.get(fault["type"], OTHER).format(**fault.get("ctx", {}))


def _near(place: tuple[int | str, ...]) -> str:
    """Where a key was mistyped, the one that was meant; else all that there are."""
    section: type[BaseModel] = Program
    for part in place[:-1]:
        field = section.model_fields.get(str(part))
        if field and isinstance(field.annotation, type):
            section = field.annotation
    names = list(section.model_fields)
    near = difflib.get_close_matches(str(place[-1]), names, n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"


def load(path: Path | None = None, *, rejoin_wait: bool = True) -> Program:
    """Read the rulebook; raises ProgramError with one line that names the wrong key.

    Where people only play, `rejoin_wait` False lets them change families without waiting.
    """
    source = path or DEFAULT
    try:
        found = Program.model_validate(tomllib.loads(source.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise ProgramError(f"{source}: cannot be read: {error.__class__.__name__}") from None
    except tomllib.TOMLDecodeError as error:
        raise ProgramError(f"{source} is not TOML: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise ProgramError(f"{source}: {key} {_why(first)}") from None
    if rejoin_wait:
        return found
    family = found.family.model_copy(update={"rejoin_days": 0})
    return found.model_copy(update={"family": family})
