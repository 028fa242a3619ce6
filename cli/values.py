"""Reads the values of arguments, and prints results as JSON; a ValueError says what is wrong."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from uuid import UUID

import typer

FEN_PER_YUAN = 100

LABEL_MAX = 64
NAME = re.compile(r"[A-Za-z0-9_.:-]{1,64}")

_YUAN = re.compile(r"[0-9]{1,10}(\.[0-9]{1,2})?")
_RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")


def fen(text: str) -> int:
    """Yuan such as 300 or 300.00 as fen."""
    if not _YUAN.fullmatch(text):
        raise ValueError(f"{text!r} is not an amount in yuan such as 300.00")
    return int(Decimal(text) * FEN_PER_YUAN)


def yuan(amount_fen: int) -> str:
    """Fen as yuan with two decimals."""
    return f"{Decimal(amount_fen) / FEN_PER_YUAN:.2f}"


def rate(text: str) -> Decimal:
    """Points per yuan, with at most four decimals."""
    if not _RATE.fullmatch(text):
        raise ValueError(f"{text!r} is not a rate in points per yuan such as 1 or 0.5")
    return Decimal(text)


def moment(text: str, *, zone: tzinfo) -> datetime:
    """ISO 8601 as UTC; without an offset it is local time in `zone`."""
    try:
        read = datetime.fromisoformat(text.strip())
        return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a moment such as 2026-11-22T18:30:00+08:00") from None


def merchant_option(text: str) -> UUID:
    """A merchant's id, for typer."""
    try:
        return UUID(text)
    except ValueError:
        raise typer.BadParameter(
            f"{text!r} is not a merchant's id; copy it as `jiafen merchant add` printed it"
        ) from None


def fen_option(text: str) -> int:
    """`fen` for typer, which prints a BadParameter as one line."""
    try:
        return fen(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def rate_option(text: str | Decimal) -> Decimal:
    """`rate` for typer, which also passes the default through it."""
    try:
        return rate(str(text))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def name_option(text: str) -> str:
    """A caller's key of a call, for typer; a call with the same key is the same call."""
    if not NAME.fullmatch(text):
        raise typer.BadParameter(f"{text!r} must be 1 to 64 of A-Z a-z 0-9 - _ . :")
    return text


def label_option(text: str) -> str:
    """A short text for people, for typer."""
    if not text.isprintable() or len(text) > LABEL_MAX:
        raise typer.BadParameter(f"must be one line of at most {LABEL_MAX} characters")
    return text


def print_json(**facts: object) -> None:
    """Print one object on one line, for people and scripts; ids as text, moments in ISO form."""
    typer.echo(json.dumps(facts, ensure_ascii=False, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)  # a moment is a date too
