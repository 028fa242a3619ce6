"""`operator`: the people who act for the programme itself."""

from __future__ import annotations

import asyncio

import typer

from cli.access import access_of
from cli.merchants import invitation
from cli.values import print_json

app = typer.Typer(help="Operators: the people who act for the programme.")


@app.callback()
def operators() -> None:
    """Operators: the people who act for the programme."""


@app.command()
def invite(context: typer.Context) -> None:
    """Invite one person to act for the programme; prints a link that works once."""
    link = asyncio.run(invitation(access_of(context), merchant_id=None, role="operator"))
    print_json(role="operator", link=link)
