"""The fields of which bodies are made: texts, money, moments, and how strictly they are read."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetPydanticSchema,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from core import purchases

ATTRIBUTES_MAX = 8


def _written_as(
    pattern: str, convert: Callable[[str], object], *, longest: int | None = None
) -> GetPydanticSchema:
    """A value that JSON writes as text of this pattern."""
    text = core_schema.str_schema(pattern=pattern, max_length=longest, strict=True)
    return GetPydanticSchema(
        lambda _source, _handler: core_schema.no_info_after_validator_function(convert, text)
    )


def _fen(yuan: str) -> int:
    return int(yuan.replace(".", ""))


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # such as 30 February
        raise PydanticCustomError("no_such_moment", "no such moment") from None


def whole(value: object) -> object:
    """JSON Schema counts 2.0 among the integers."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _without_default(shape: dict[str, Any]) -> None:
    del shape["default"]


OMITTED = Field(json_schema_extra=_without_default)
"""A field that may be left out, for which the default only says that it was."""

# `[^\x00]`: PostgreSQL keeps every character but this one.
SOMETHING = r"^[^\x00]+$"
ANYTHING = r"^[^\x00]*$"
WORDS = {"type": "string", "minLength": 1, "maxLength": 64, "pattern": SOMETHING}
Text = Annotated[str, Field(min_length=1, max_length=64, pattern=SOMETHING)]
Sku = Annotated[str, Field(min_length=1, max_length=purchases.SKU_MAX, pattern=SOMETHING)]
Name = Annotated[str, Field(min_length=1, max_length=purchases.ITEM_NAME_MAX, pattern=SOMETHING)]
Category = Annotated[str, Field(max_length=purchases.CATEGORY_MAX, pattern=ANYTHING)]
Title = Annotated[str, Field(max_length=80, pattern=ANYTHING)]
Attributes = Annotated[
    dict[Text, Text],
    Field(max_length=ATTRIBUTES_MAX),
    WithJsonSchema(  # pydantic's own would let names through that its validator refuses
        {
            "type": "object",
            "maxProperties": ATTRIBUTES_MAX,
            "propertyNames": WORDS,
            "additionalProperties": WORDS,
        }
    ),
]
Statement = Annotated[str, Field(max_length=1000, pattern=ANYTHING)]
RECEIPT_PATTERN = f"^{purchases.RECEIPT_FORM}$"
RECEIPT = re.compile(RECEIPT_PATTERN)
Receipt = Annotated[str, Field(pattern=RECEIPT_PATTERN, examples=["T1-20250110-0042"])]
MONEY = r"^[0-9]{1,10}\.[0-9]{2}$"
Money = Annotated[int, _written_as(MONEY, _fen), Field(examples=["300.00"])]
"""Fen; written in yuan with two decimals."""
PAID = r"^(0*[1-9][0-9]*\.[0-9]{2}|0+\.(0[1-9]|[1-9][0-9]))$"
Paid = Annotated[
    int,
    _written_as(PAID, _fen, longest=13),
    Field(examples=["300.00"]),
]
"""Fen above zero."""
MOMENT = (
    r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])$"
)
Moment = Annotated[
    datetime,
    _written_as(MOMENT, _moment),
    Field(json_schema_extra={"format": "date-time"}, examples=["2025-01-10T12:00:00+08:00"]),
]
"""A date and time with its offset from UTC."""
MULTIPLIER = r"^([1-9][0-9]?(\.[0-9]{1,3})?|100)$"
Multiplier = Annotated[
    Decimal,
    _written_as(MULTIPLIER, Decimal),
    Field(examples=["2", "1.5"]),
]
UUID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
THEME = r"^[a-z][a-z0-9-]{0,31}$"
PATTERNS = {
    SOMETHING: "no-null",
    ANYTHING: "no-null",
    RECEIPT_PATTERN: "receipt",
    MONEY: "amount",
    PAID: "amount-paid",
    MOMENT: "moment",
    MULTIPLIER: "multiplier",
    UUID_PATTERN: "id",
    THEME: "theme",
}
"""What a text that must match one of these is called where it does not (`api-fault-…`)."""
Points = Annotated[int, Field(ge=0)]
Language = Literal["zh-Hans", "en"]


class RequestBody(BaseModel):
    """A body that a caller sends: no unknown field, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
