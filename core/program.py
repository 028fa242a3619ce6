"""The rulebook: reads `program.toml` once into a frozen value that every command is handed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

DEFAULT = Path(__file__).parent.parent / "program.toml"
Percent = Annotated[Decimal, Field(ge=0, le=100)]
Hour = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class ProgramError(Exception):
    """The rulebook cannot be used: where, what kind of fault (pydantic's, or ours), and facts."""

    def __init__(
        self, source: Path, kind: str, key: str = "", facts: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(f"{source}: {key} {kind}")
        self.source, self.kind, self.key = source, kind, key
        self.facts = facts or {}


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

    per_second: Annotated[float, Field(gt=0, le=100_000)] = Field(default=29.4, strict=False)
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
            raise PydanticCustomError("zone", "unknown zone") from None
        return zone

    @property
    def local(self) -> ZoneInfo:
        """The programme's zone, in which dates are dates."""
        return ZoneInfo(self.zone)


def load(path: Path | None = None, *, rejoin_wait: bool = True) -> Program:
    """Read the rulebook; raises ProgramError that names the wrong key.

    Where people only play, `rejoin_wait` False lets them change families without waiting.
    """
    source = path or DEFAULT
    try:
        found = Program.model_validate(tomllib.loads(source.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None)
        raise ProgramError(source, "unreadable", facts={"reason": reason}) from None
    except tomllib.TOMLDecodeError as error:
        raise ProgramError(source, "no_toml", facts={"said": str(error)}) from None
    except ValidationError as error:
        raise _fault(source, error) from None
    if rejoin_wait:
        return found
    family = found.family.model_copy(update={"rejoin_days": 0})
    return found.model_copy(update={"family": family})


def _fault(source: Path, error: ValidationError) -> ProgramError:
    first = error.errors(include_url=False, include_input=False)[0]
    facts = dict(first.get("ctx", {}))
    if first["type"] == "extra_forbidden":
        facts["known"] = _known(first["loc"][:-1])
    return ProgramError(source, first["type"], ".".join(map(str, first["loc"])), facts)


def _known(place: tuple[int | str, ...]) -> list[str]:
    """The keys of the section at this place."""
    section: Any = Program
    for part in place:
        if isinstance(part, str):
            kind = section.model_fields[part].annotation
            section = kind.__args__[0] if hasattr(kind, "__args__") else kind
    return list(section.model_fields)
