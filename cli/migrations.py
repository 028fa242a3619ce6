"""`migrate`: brings the database to the schema of this code."""

from __future__ import annotations

import asyncio

import typer

from cli.access import Access, access_of
from core import db


def migrate(context: typer.Context) -> None:
    """Apply the migrations that the database lacks, and name them."""
    names = asyncio.run(_migrate(access_of(context)))
    for name in names:
        typer.echo(f"applied {name}")
    if not names:
        typer.echo("nothing to do: the database has the newest schema")


async def _migrate(access: Access) -> list[str]:
    async with access.database() as database:
        names = await db.pending(database.url)
        await db.migrate(database.url)
    return names
