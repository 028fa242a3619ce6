"""Prints what a command found as one line of JSON, for people and scripts alike."""

from __future__ import annotations

import json
from datetime import date

import typer


def as_json(**facts: object) -> None:
    """One object on one line; ids as text, moments in ISO form."""
    typer.echo(json.dumps(facts, ensure_ascii=False, default=_spelled))


def _spelled(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)  # a moment is a date too
