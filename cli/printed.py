"""Prints what a command found as one line of JSON, for people and scripts alike."""

from __future__ import annotations

import json

import typer


def as_json(**facts: object) -> None:
    """One object on one line; ids and moments in their usual form."""
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str))
